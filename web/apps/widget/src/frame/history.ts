// Messages that the feed does not bring: those of a closed conversation, and the older ones. Loaded
// when the first of them is wanted; most chats never do.
import type { CustomerConversation, Message } from "@parley/api";
import { to_problem, type Feed } from "@parley/feed";
import { closed, type Past } from "./past";

const page_size = 50;

// A conversation that has left the feed, which means that it is closed: `before` and what came
// after it. "unknown": the server does not show it to this customer.
export async function read_closed(
    feed: Feed,
    conversation: number,
    before: Past | undefined,
): Promise<Past | "unknown" | "no_answer"> {
    try {
        const last = before?.messages.at(-1)?.seq;
        const page = await feed.request("list_messages", {
            conversation,
            ...(last ? { after_seq: last, limit: 100 } : { limit: page_size }),
        });
        const messages = (before?.messages ?? []).concat(page.messages);
        return closed({ row: before?.row ?? unknown_row(conversation, messages), messages });
    } catch (error) {
        if (before) return closed(before);
        return to_problem(error).transient ? "no_answer" : "unknown";
    }
}

function unknown_row(conversation: number, messages: readonly Message[]): CustomerConversation {
    return {
        id: conversation,
        state: "closed",
        cause: "wrapped_up",
        agent_name: "",
        availability: "offline",
        last_seq: messages.at(-1)?.seq ?? 0,
        agent_read_seq: 0,
        customer_read_seq: messages.at(-1)?.seq ?? 0,
        created_at: messages[0]?.sent_at ?? 0,
    };
}

// The page before this message.
export async function read_older(
    feed: Feed,
    conversation: number,
    before_seq: number,
): Promise<readonly Message[]> {
    const page = await feed.request("list_messages", {
        conversation,
        before_seq,
        limit: page_size,
    });
    return page.messages;
}
