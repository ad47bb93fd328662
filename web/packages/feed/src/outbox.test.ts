import { describe, expect, it } from "vitest";
import type { LocksLike } from "./locks";
import { Outbox, outbox_limits, type OutboxItem } from "./outbox";
import { Problem } from "./problem";
import { FakeClock, MemoryStorage, ModelServer, Random, settle } from "./testing";

const message = (conversation: number, seq: number, client_id?: string) =>
    ({
        conversation,
        seq,
        text: "x",
        author: "customer",
        name: "",
        sent_at: 0,
        ...(client_id ? { client_id } : {}),
    }) as never;

// navigator.locks of one browser.
class Locks implements LocksLike {
    #tails = new Map<string, Promise<unknown>>();
    request<T>(name: string, run: () => Promise<T>): Promise<T> {
        const result = (this.#tails.get(name) ?? Promise.resolve()).then(run);
        this.#tails.set(
            name,
            result.catch(() => undefined),
        );
        return result;
    }
}

function setup(more: { storage?: MemoryStorage; locks?: LocksLike } = {}) {
    const clock = new FakeClock();
    const attempts: {
        item: OutboxItem;
        resolve(seq: number): void;
        reject(problem: Problem): void;
    }[] = [];
    const state = { ready: true };
    const outbox: Outbox = new Outbox({
        name: "box",
        clock,
        storage: more.storage?.tab((key, value) => outbox.stored(key, value)),
        locks: more.locks,
        ready: () => state.ready,
        send: (item) =>
            new Promise((resolve, reject) =>
                attempts.push({ item, resolve: (seq) => resolve({ seq }), reject }),
            ),
    });
    return { clock, attempts, state, outbox };
}

const states = (outbox: Outbox, conversation = 1) =>
    outbox.items(conversation).map((item) => `${item.text} ${item.state}`);

describe("the outbox", () => {
    it("sends one message of a conversation at a time, in order", async () => {
        const { attempts, outbox } = setup();
        outbox.add(1, "a");
        outbox.add(1, "b");
        outbox.add(2, "other");
        expect(attempts.map((each) => each.item.text)).toEqual(["a", "other"]);
        attempts[0]!.resolve(5);
        await settle();
        expect(attempts.map((each) => each.item.text)).toEqual(["a", "other", "b"]);
        expect(states(outbox)).toEqual(["a sent", "b sending"]);
        expect(outbox.items(1)[0]!.seq).toBe(5);
    });

    it("repeats after a lost connection with the same client id, when woken or after a pause", async () => {
        const { clock, attempts, outbox } = setup();
        const item = outbox.add(1, "a")!;
        attempts[0]!.reject(new Problem("disconnected"));
        await settle();
        expect(states(outbox)).toEqual(["a sending"]);
        expect(attempts.length).toBe(1);
        outbox.wake();
        expect(attempts[1]!.item.client_id).toBe(item.client_id);
        attempts[1]!.reject(new Problem("too_fast", "resource_exhausted", "", 7));
        await clock.advance(6_999);
        outbox.add(1, "b");
        expect(attempts.length).toBe(2);
        await clock.advance(1);
        expect(attempts[2]!.item.client_id).toBe(item.client_id);
    });

    it("marks what was refused, goes on with the next, and tries again only when told to", async () => {
        const { attempts, outbox } = setup();
        const item = outbox.add(1, "a")!;
        outbox.add(1, "b");
        attempts[0]!.reject(new Problem("conversation_closed", "failed_precondition"));
        await settle();
        expect(states(outbox)).toEqual(["a failed", "b sending"]);
        expect(outbox.items(1)[0]!.reason).toBe("conversation_closed");
        attempts[1]!.resolve(1);
        await settle();
        outbox.wake();
        expect(attempts.length).toBe(2);
        outbox.retry(item.client_id);
        expect(attempts[2]!.item).toMatchObject({ client_id: item.client_id, text: "a" });
        attempts[2]!.reject(new Problem("conversation_closed", "failed_precondition"));
        await settle();
        outbox.discard(item.client_id);
        expect(states(outbox)).toEqual(["b sent"]);
    });

    it("lets go of a bubble when the feed shows the message", async () => {
        const { attempts, outbox } = setup();
        const a = outbox.add(1, "a")!;
        const before = outbox.items(1);
        expect(outbox.items(1)).toBe(before);
        outbox.settle(1, [message(1, 1, a.client_id)]);
        expect(outbox.items(1)).toEqual([]);
        outbox.add(1, "b");
        attempts[0]!.resolve(1);
        await settle();
        attempts[1]!.resolve(2);
        await settle();
        outbox.settle(1, [message(1, 1)]);
        expect(states(outbox)).toEqual(["b sent"]);
        outbox.settle(1, [message(1, 1), message(1, 2)]);
        expect(outbox.items(1)).toEqual([]);
    });

    it("does nothing before it is worth it and everything when it is", async () => {
        const { attempts, state, outbox } = setup();
        state.ready = false;
        outbox.add(1, "a");
        expect(attempts.length).toBe(0);
        state.ready = true;
        outbox.wake();
        expect(attempts.length).toBe(1);
    });

    it("takes no more than a hundred unsent messages of a conversation", () => {
        const { outbox, state } = setup();
        state.ready = false;
        for (let i = 0; i < outbox_limits.unsent_max; i++) expect(outbox.add(1, "a")).toBeDefined();
        expect(outbox.add(1, "a")).toBeUndefined();
        expect(outbox.add(2, "a")).toBeDefined();
    });

    it("has what was typed offline after a reload, in order", async () => {
        const storage = new MemoryStorage();
        const first = setup({ storage });
        first.state.ready = false;
        const ids = ["a", "b", "c"].map((text) => first.outbox.add(1, text)!.client_id);
        first.outbox.close();
        const second = setup({ storage });
        second.outbox.wake();
        for (let i = 0; i < 3; i++) {
            expect(second.attempts[i]!.item.client_id).toBe(ids[i]);
            second.attempts[i]!.resolve(i + 1);
            await settle();
        }
        expect(states(second.outbox)).toEqual(["a sent", "b sent", "c sent"]);
    });

    it("forgets what is a week old, and what is not an item at all", () => {
        const storage = new MemoryStorage();
        setup({ storage }).outbox.add(1, "a");
        storage.kept.set("box/rubbish", "{");
        storage.kept.set("else/a", "x");
        const clock = new FakeClock();
        clock.sleep(outbox_limits.kept_ms + 1);
        const later = new Outbox({
            name: "box",
            clock,
            storage: storage.tab(),
            ready: () => false,
            send: () => Promise.reject(new Problem("offline")),
        });
        expect(later.items(1)).toEqual([]);
        expect([...storage.kept.keys()]).toEqual(["else/a"]);
    });

    it("works without a storage and with one that refuses", async () => {
        const refusing = {
            length: 0,
            key: () => null,
            getItem: () => null,
            setItem: () => {
                throw new Error("full");
            },
            removeItem: () => undefined,
        };
        const sent: string[] = [];
        const outbox = new Outbox({
            name: "box",
            storage: refusing,
            ready: () => true,
            send: async (item) => ({ seq: sent.push(item.text) }),
        });
        outbox.add(1, "a");
        outbox.add(1, "b");
        await settle();
        await settle();
        expect(sent).toEqual(["a", "b"]);
    });

    it("sends where the browser refuses locks, as in frames whose storage is blocked", async () => {
        const { attempts, outbox } = setup({
            locks: { request: () => Promise.reject(new Error("SecurityError")) },
        });
        outbox.add(1, "a");
        await settle();
        expect(attempts.length).toBe(1);
        attempts[0]!.resolve(1);
        await settle();
        outbox.add(1, "b");
        await settle();
        expect(attempts.length).toBe(2);
    });

    it("shows in one tab what another sends, until this tab's feed has it", async () => {
        const storage = new MemoryStorage();
        const locks = new Locks();
        const one = setup({ storage, locks });
        const two = setup({ storage, locks });
        two.state.ready = false;
        const a = one.outbox.add(1, "a")!;
        expect(states(two.outbox)).toEqual(["a sending"]);
        await settle();
        one.attempts[0]!.resolve(1);
        await settle();
        expect(states(two.outbox)).toEqual(["a sent"]);
        one.outbox.settle(1, [message(1, 1, a.client_id)]);
        expect(states(two.outbox)).toEqual(["a sent"]);
        two.outbox.settle(1, [message(1, 1, a.client_id)]);
        expect(two.outbox.items(1)).toEqual([]);
    });

    it("sends each message exactly once and in order from two tabs that reload and lose answers, for 60 seeds", async () => {
        for (let seed = 1; seed <= 60; seed++) await two_tabs(seed);
    });
});

async function two_tabs(seed: number): Promise<void> {
    const random = new Random(seed);
    const clock = new FakeClock();
    const storage = new MemoryStorage();
    const locks = random.chance(0.7) ? new Locks() : undefined;
    const server = new ModelServer();
    const online = { yes: true };
    let next_id = 0;
    const tab = (): Outbox => {
        const outbox: Outbox = new Outbox({
            name: "box",
            clock,
            new_id: () => `id${next_id++}`,
            storage: storage.tab((key, value) => outbox.stored(key, value)),
            locks,
            ready: () => online.yes,
            send: (item) =>
                new Promise((resolve, reject) => {
                    const lost = random.below(6);
                    clock.setTimeout(() => {
                        if (lost === 0 || !online.yes) return reject(new Problem("disconnected"));
                        const { conversation, text, client_id } = item;
                        const reply = server.handlers["send_message"]!({
                            conversation,
                            text,
                            client_id,
                        });
                        if (lost === 1) reject(new Problem("no_answer"));
                        else resolve(reply as { seq: number });
                    }, random.below(300));
                }),
        });
        return outbox;
    };
    const tabs = [tab(), tab()];
    const written: string[][] = [[], []];
    for (let step = 0; step < 40; step++) {
        const which = random.below(2);
        const kind = random.below(10);
        if (kind < 4) {
            const text = `${which}.${written[which]!.length}`;
            written[which]!.push(text);
            tabs[which]!.add(1, text);
        } else if (kind < 5) online.yes = random.chance(0.6);
        else if (kind < 6) {
            tabs[which]!.close();
            tabs[which] = tab();
            tabs[which]!.wake();
        } else if (kind < 7) tabs[which]!.settle(1, server.messages(1) as never);
        else await clock.advance(random.below(1_500));
    }
    online.yes = true;
    for (const each of tabs) each.wake();
    await clock.advance(300_000);
    const arrived = server.messages(1).map((each) => each.text);
    expect([...arrived].sort(), `seed ${seed}`).toEqual(written.flat().sort());
    if (locks)
        for (const which of [0, 1])
            expect(
                arrived.filter((text) => text.startsWith(`${which}.`)),
                `seed ${seed}`,
            ).toEqual(written[which]);
    for (const each of tabs) {
        each.settle(1, server.messages(1) as never);
        expect(each.items(1), `seed ${seed}`).toEqual([]);
    }
}
