// A conversation as it was when it was last seen, with the older messages read in between: the feed
// lets go of closed ones, the screen does not.
import type { CustomerConversation, Message } from "@parley/api";

export interface Past {
    row: CustomerConversation;
    messages: readonly Message[];
}

// The feed's run of messages behind older ones read before, as long as nothing is missing in
// between.
export function joined(older: readonly Message[], newer: readonly Message[]): readonly Message[] {
    const first = newer[0]?.seq;
    if (first === undefined) return older.length ? older : newer;
    const before = older.filter((message) => message.seq < first);
    if (before.at(-1)?.seq !== first - 1) return newer;
    if (older.length === before.length + newer.length && older.at(-1) === newer.at(-1))
        return older;
    return before.concat(newer);
}

export function closed({ row, messages }: Past): Past {
    return { row: { ...row, state: "closed" }, messages };
}
