// What the desk needs of the feed client, and the questions it asks of the rows. One file knows the
// keys.
import type { Conversation, List, Me, Message, Offer, Queue, QuickReply } from "@parley/api";

export interface Rows {
    row<T>(key: string): T | undefined;
    rows<T>(prefix: string): ReadonlyMap<string, T>;
    messages(conversation: number): readonly Message[];
}

export const me = (rows: Rows) => rows.row<Me>("me");
export const conversation = (rows: Rows, id: number) => rows.row<Conversation>(`conversation/${id}`);
export const offer = (rows: Rows, id: number) => rows.row<Offer>(`offer/${id}`);

export function conversations(rows: Rows): Conversation[] {
    return [...rows.rows<Conversation>("conversation/").values()];
}

// Soonest to expire first: that one is meant by the shortcuts.
export function offers(rows: Rows): Offer[] {
    return [...rows.rows<Offer>("offer/").values()].sort(
        (a, b) => a.expires_at - b.expires_at || a.conversation - b.conversation,
    );
}

export function queues(rows: Rows): Queue[] {
    return [...rows.rows<Queue>("queue/").values()].sort((a, b) => a.name.localeCompare(b.name));
}

export function quick_replies(rows: Rows): QuickReply[] {
    return [...rows.rows<QuickReply>("quick_reply/").values()].sort((a, b) =>
        a.shortcut.localeCompare(b.shortcut),
    );
}

export const open_list = (rows: Rows) => rows.row<List>("list/open");

// The agent's own, accepted and not closed: what stands in the session list. In order of acceptance,
// so that nobody's place jumps.
export function sessions(rows: Rows): Conversation[] {
    const agent = me(rows)?.id;
    if (agent === undefined) return [];
    return conversations(rows)
        .filter((each) => is_session_of(each, agent))
        .sort((a, b) => (a.accepted_at ?? 0) - (b.accepted_at ?? 0) || a.id - b.id);
}

export function is_session_of(each: Conversation, agent: number): boolean {
    return (
        each.agent === agent &&
        each.session_state === "accepted" &&
        (each.state === "active" || each.state === "wrap_up")
    );
}

// Customer messages that no agent has seen. Beyond the held messages it is "many" anyway.
export function unread(rows: Rows, each: Conversation): number {
    if (each.last_customer_seq <= each.agent_read_seq) return 0;
    let count = 0;
    const held = rows.messages(each.id);
    for (let i = held.length - 1; i >= 0; i--) {
        const message = held[i]!;
        if (message.seq <= each.agent_read_seq) break;
        if (message.author === "customer") count++;
    }
    return Math.max(count, 1);
}

// What the state is called: "active" begins with the agent's yes.
export function shown_state(each: Conversation): Conversation["state"] | "offered" {
    return each.state === "active" && each.session_state === "offered" ? "offered" : each.state;
}

// How the desk stands to a conversation; decides what may be done with it.
export type Standing =
    | "mine" // accepted, in conversation
    | "wrap_up"
    | "offered"
    | "open"
    | "others" // another agent's
    | "closed";

export function standing(rows: Rows, each: Conversation): Standing {
    const agent = me(rows)?.id;
    if (offer(rows, each.id)) return "offered";
    switch (each.state) {
        case "open":
            return "open";
        case "closed":
            return "closed";
        case "active":
            if (each.agent !== agent) return "others";
            return each.session_state === "accepted" ? "mine" : "offered";
        case "wrap_up":
            return each.agent === agent ? "wrap_up" : "others";
        case "waiting":
            return "others";
    }
}
