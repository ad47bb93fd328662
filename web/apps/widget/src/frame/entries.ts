// The lines of the log in order: times, system lines, bubbles. What is on its way follows what has
// arrived; both keep one key, so that a bubble stays the same element when its message arrives.
import type { Message, SystemLine } from "@parley/api";
import type { OutboxItem, OutboxState } from "@parley/feed";
import type { View } from "./view";

export type BubbleStatus = "sending" | "sent" | "read" | "failed";

export type Entry =
    | { kind: "time"; key: string; at: number }
    | { kind: "line"; key: string; line: SystemLine; name: string }
    | {
          kind: "bubble";
          key: string;
          own: boolean;
          name: string; // "" for the customer
          shows_name: boolean; // the first of a run
          text: string;
          status: BubbleStatus | undefined;
          client_id: string | undefined;
      };

export const gap_ms = 5 * 60_000;

export function entries(view: Pick<View, "messages" | "unsent" | "conversation">): Entry[] {
    const { messages, unsent } = view;
    const list: Entry[] = [];
    const read_seq = view.conversation?.agent_read_seq ?? 0;
    const arrived = new Set(messages.map((message) => message.client_id));
    const pending = unsent.filter((item) => !arrived.has(item.client_id));
    const last_own = [...messages].reverse().find((message) => message.author === "customer");
    let before: { at: number; who: string } | undefined;
    const time = (at: number, key: string) => {
        if (before && at - before.at < gap_ms) return;
        list.push({ kind: "time", key: `time ${key}`, at });
        before = undefined;
    };
    for (const message of messages) {
        time(message.sent_at, String(message.seq));
        list.push(
            entry_of(
                message,
                before?.who,
                message === last_own ? status_of(message, read_seq) : undefined,
            ),
        );
        before = { at: message.sent_at, who: who(message) };
    }
    for (const item of pending) {
        time(item.at, item.client_id);
        list.push(pending_entry(item));
        before = { at: Math.max(item.at, before?.at ?? 0), who: "customer" };
    }
    return list;
}

function who(message: Message): string {
    return `${message.author} ${message.name}`;
}

function status_of(message: Message, read_seq: number): BubbleStatus {
    return message.seq <= read_seq ? "read" : "sent";
}

function entry_of(
    message: Message,
    before: string | undefined,
    status: BubbleStatus | undefined,
): Entry {
    const key = message.client_id ?? `seq ${message.seq}`;
    if (message.author === "system")
        return { kind: "line", key, line: message.line ?? "none", name: message.text };
    const own = message.author === "customer";
    const shows_name = !own && message.name !== "" && before !== who(message);
    return {
        kind: "bubble",
        key,
        own,
        name: message.name,
        shows_name,
        text: message.text,
        status,
        client_id: message.client_id,
    };
}

const status_by_state: Record<OutboxState, BubbleStatus> = {
    sending: "sending",
    sent: "sent",
    failed: "failed",
};

function pending_entry(item: OutboxItem): Entry {
    const { client_id, text, state } = item;
    const own = { own: true, name: "", shows_name: false };
    return {
        kind: "bubble",
        key: client_id,
        ...own,
        text,
        status: status_by_state[state],
        client_id,
    };
}
