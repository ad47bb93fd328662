// What stands between two messages: a day, a pause of five minutes, another author.
import type { Message } from "@parley/api";
import { same_day } from "@parley/ui";

export const pause_ms = 5 * 60_000;

export interface Joint {
    new_day: boolean;
    new_time: boolean; // a time is shown above
    new_author: boolean; // the name is shown above
}

export function joint(before: Message | undefined, message: Message): Joint {
    if (!before) return { new_day: true, new_time: true, new_author: true };
    const new_day = !same_day(before.sent_at, message.sent_at);
    const new_time = new_day || message.sent_at - before.sent_at >= pause_ms;
    const new_author =
        new_time ||
        before.author !== message.author ||
        (message.author === "agent" && before.agent !== message.agent);
    return { new_day, new_time, new_author };
}

// Blocks of a hundred by seq: a new message draws the last block again and no other.
export const block_size = 100;

export interface Block {
    key: number;
    before: Message | undefined;
    messages: readonly Message[];
}

export function blocks(messages: readonly Message[]): Block[] {
    const found: Block[] = [];
    let start = 0;
    for (let i = 1; i <= messages.length; i++) {
        const key = (index: number) => Math.floor((messages[index]!.seq - 1) / block_size);
        if (i < messages.length && key(i) === key(start)) continue;
        found.push({ key: key(start), before: messages[start - 1], messages: messages.slice(start, i) });
        start = i;
    }
    return found;
}

export function same_block(a: Block, b: Block): boolean {
    return (
        a.key === b.key &&
        a.before === b.before &&
        a.messages.length === b.messages.length &&
        a.messages[0] === b.messages[0] &&
        a.messages[a.messages.length - 1] === b.messages[b.messages.length - 1]
    );
}
