import { describe, expect, it } from "vitest";
import type { Message } from "@parley/api";
import type { OutboxItem } from "@parley/feed";
import { entries, gap_ms } from "./entries";

const message = (seq: number, more: Partial<Message> = {}): Message => ({
    conversation: 1,
    seq,
    author: "agent",
    name: "Ava",
    text: `m${seq}`,
    sent_at: seq,
    ...more,
});
const own = (seq: number, more: Partial<Message> = {}) =>
    message(seq, { author: "customer", name: "", client_id: `c${seq}`, ...more });
const unsent = (client_id: string, more: Partial<OutboxItem> = {}): OutboxItem => ({
    client_id,
    conversation: 1,
    text: client_id,
    at: 100,
    state: "sending",
    ...more,
});
const shown = (messages: Message[], items: OutboxItem[] = [], agent_read_seq = 0) =>
    entries({ messages, unsent: items, conversation: { agent_read_seq } as never });

describe("the lines of the log", () => {
    it("have a time at the start and after a gap of five minutes", () => {
        const list = shown([
            message(1),
            message(2, { sent_at: gap_ms }),
            message(3, { sent_at: 2 * gap_ms }),
        ]);
        expect(list.map((each) => each.kind)).toEqual([
            "time",
            "bubble",
            "bubble",
            "time",
            "bubble",
        ]);
    });

    it("name an agent at the start of a run", () => {
        const list = shown([
            message(1),
            message(2),
            own(3),
            message(4),
            message(5, { name: "Ben" }),
        ]);
        expect(list.map((each) => each.kind === "bubble" && each.shows_name)).toEqual([
            false,
            true,
            false,
            false,
            true,
            true,
        ]);
    });

    it("say sent or read under the customer's newest message only", () => {
        const status = (read: number) =>
            shown([own(1), own(2), message(3)], [], read).map(
                (each) => each.kind === "bubble" && each.status,
            );
        expect(status(1)).toEqual([false, undefined, "sent", undefined]);
        expect(status(2)).toEqual([false, undefined, "read", undefined]);
    });

    it("show what is on its way once, and keep its key when it has arrived", () => {
        const before = shown([message(1)], [unsent("c2"), unsent("c3", { state: "failed" })]);
        expect(before.slice(2)).toMatchObject([
            { key: "c2", status: "sending" },
            { key: "c3", status: "failed" },
        ]);
        const after = shown(
            [message(1), own(2)],
            [unsent("c2", { state: "sent", seq: 2 }), unsent("c3", { state: "failed" })],
        );
        expect(after.map((each) => each.key)).toEqual(before.map((each) => each.key));
        expect(after[2]).toMatchObject({ status: "sent" });
    });

    it("put a system line between the bubbles with the name it is about", () => {
        const list = shown([
            message(1, { author: "system", line: "agent_joined", name: "", text: "Ava" }),
        ]);
        expect(list[1]).toEqual({ kind: "line", key: "seq 1", line: "agent_joined", name: "Ava" });
    });
});
