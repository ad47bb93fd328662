// Unsent messages that survive reloads. One message of a conversation is on its way at a time, in
// the order written; each keeps its client id until the server has taken or refused it, so
// repeating is harmless. Tabs share the stored messages: each is one key, and with `locks` one tab
// at a time drains a conversation.
//
// `send` makes one attempt and rejects with a Problem; a transient one is tried again on the next
// wake() or after a pause. A sent message stays listed (as a bubble) until settle() has seen it in
// the feed.
import type { Message } from "@parley/api";
import { exclusively, type LocksLike } from "./locks";
import { real_clock, type ClockLike, type StorageLike } from "./outside";
import { to_problem } from "./problem";

export type OutboxState = "sending" | "sent" | "failed";

export interface OutboxItem {
    readonly client_id: string;
    readonly conversation: number;
    readonly text: string;
    readonly at: number; // when written; later ones are greater
    readonly state: OutboxState;
    readonly seq?: number; // when sent, if this tab or the storage knows it
    readonly reason?: string; // when failed
}

export interface OutboxOptions {
    name: string; // of this outbox within the storage, e.g. workspace and login
    send: (item: OutboxItem) => Promise<{ seq: number }>;
    ready: () => boolean; // is an attempt worth it now?
    storage?: StorageLike | undefined;
    locks?: LocksLike | undefined;
    clock?: ClockLike;
    new_id?: () => string;
}

export const outbox_limits = {
    unsent_max: 100, // of one conversation
    kept_ms: 7 * 24 * 3_600_000,
    pause_min_ms: 1_000,
    pause_max_ms: 15_000,
} as const;

const none: readonly never[] = Object.freeze([]);

export class Outbox {
    readonly #o: OutboxOptions;
    readonly #clock: ClockLike;
    readonly #prefix: string;
    readonly #items = new Map<string, OutboxItem>();
    readonly #lists = new Map<number, readonly OutboxItem[]>();
    readonly #listeners = new Set<() => void>();
    readonly #stored = new Set<string>(); // keys that the storage is known to have taken
    readonly #draining = new Set<number>();
    readonly #again = new Set<number>();
    readonly #pauses = new Map<number, { timer: unknown; times: number }>();
    #last_at = 0;
    #closed = false;

    constructor(o: OutboxOptions) {
        this.#o = o;
        this.#clock = o.clock ?? real_clock;
        this.#prefix = `${o.name}/`;
        for (const key of this.#stored_keys()) {
            const item = parse(this.#read(key));
            if (item && this.#clock.now() - item.at < outbox_limits.kept_ms) {
                this.#hold(item);
                this.#stored.add(key);
            } else this.#write(key, null);
        }
    }

    // Oldest first; the same array until it changes.
    items(conversation: number): readonly OutboxItem[] {
        let list = this.#lists.get(conversation);
        if (!list) {
            const found = [...this.#items.values()].filter(
                (item) => item.conversation === conversation,
            );
            found.sort((a, b) => a.at - b.at || (a.client_id < b.client_id ? -1 : 1));
            this.#lists.set(conversation, (list = found.length ? found : none));
        }
        return list;
    }

    subscribe = (listener: () => void): (() => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    };

    // Undefined when too many are unsent.
    add(conversation: number, text: string): OutboxItem | undefined {
        if (
            this.items(conversation).filter((item) => item.state !== "sent").length >=
            outbox_limits.unsent_max
        )
            return undefined;
        const client_id = this.#o.new_id ? this.#o.new_id() : random_id();
        const at = Math.max(this.#clock.now(), this.#last_at + 1);
        const item: OutboxItem = { client_id, conversation, text, at, state: "sending" };
        this.#put(item);
        this.#drain(conversation);
        return item;
    }

    // A refused message once more, with the same client id.
    retry(client_id: string): void {
        const item = this.#items.get(client_id);
        if (item?.state !== "failed") return;
        this.#put(without_reason(item));
        this.#drain(item.conversation);
    }

    // Gives a message up. One on its way may still arrive.
    discard(client_id: string): void {
        const item = this.#items.get(client_id);
        if (item) this.#remove(item);
    }

    // The conversation's messages as the feed has them: what has arrived needs no bubble any more.
    settle(conversation: number, messages: readonly Message[]): void {
        const unsettled = this.items(conversation);
        if (!unsettled.length || !messages.length) return;
        const last = messages[messages.length - 1]!.seq;
        const arrived = new Set<string>();
        for (const message of messages) if (message.client_id) arrived.add(message.client_id);
        for (const item of unsettled)
            if (
                arrived.has(item.client_id) ||
                (item.state === "sent" && item.seq !== undefined && item.seq <= last)
            )
                this.#remove(item);
    }

    // An attempt may succeed now: call it when the feed is live.
    wake(): void {
        for (const [conversation, pause] of this.#pauses) {
            this.#clock.clearTimeout(pause.timer);
            this.#pauses.set(conversation, { timer: undefined, times: 0 });
        }
        for (const conversation of new Set(
            [...this.#items.values()].map((item) => item.conversation),
        ))
            this.#drain(conversation);
    }

    // What another tab stored or removed: call it for each "storage" event.
    stored(key: string | null, value: string | null): void {
        if (key === null || !key.startsWith(this.#prefix)) return;
        const held = this.#items.get(key.slice(this.#prefix.length));
        const item = parse(value);
        if (item) {
            this.#hold(item);
            this.#stored.add(key);
            this.#tell(item.conversation);
            if (item.state === "sending") this.#drain(item.conversation);
        } else if (held?.state === "failed") {
            this.#items.delete(held.client_id);
            this.#tell(held.conversation);
        } else if (held) {
            // The other tab has seen it in its feed; the bubble stays until this one has.
            this.#items.set(held.client_id, { ...held, state: "sent" });
            this.#tell(held.conversation);
        }
    }

    close(): void {
        this.#closed = true;
        for (const pause of this.#pauses.values()) this.#clock.clearTimeout(pause.timer);
    }

    // ---- draining ----

    #drain(conversation: number): void {
        if (this.#draining.has(conversation)) {
            this.#again.add(conversation);
            return;
        }
        if (this.#closed || this.#pauses.get(conversation)?.timer !== undefined) return;
        if (!this.#o.ready() || !this.#next(conversation)) return;
        this.#draining.add(conversation);
        const done = exclusively(this.#o.locks, `${this.#prefix}${conversation}`, () =>
            this.#send_all(conversation),
        );
        void done.then(() => {
            this.#draining.delete(conversation);
            if (this.#again.delete(conversation)) this.#drain(conversation);
        });
    }

    async #send_all(conversation: number): Promise<void> {
        for (;;) {
            const item = this.#next(conversation);
            if (!item || this.#closed || !this.#o.ready()) return;
            try {
                const { seq } = await this.#o.send(item);
                this.#resume(conversation);
                if (this.#items.has(item.client_id)) this.#put({ ...item, state: "sent", seq });
            } catch (error) {
                const problem = to_problem(error);
                if (problem.transient) {
                    this.#pause(conversation, problem.retryAfter);
                    return;
                }
                if (this.#items.has(item.client_id))
                    this.#put({ ...item, state: "failed", reason: problem.reason });
            }
        }
    }

    // The oldest message to send, as the storage has it: another tab may have sent it meanwhile.
    #next(conversation: number): OutboxItem | undefined {
        for (const item of this.items(conversation)) {
            if (item.state !== "sending") continue;
            const key = this.#prefix + item.client_id;
            const stored = this.#stored.has(key) ? this.#read(key) : JSON.stringify(item);
            if (parse(stored)?.state === "sending") return item;
            this.stored(key, stored);
        }
        return undefined;
    }

    #pause(conversation: number, retry_after_s?: number): void {
        const times = (this.#pauses.get(conversation)?.times ?? 0) + 1;
        const own = Math.min(
            outbox_limits.pause_max_ms,
            outbox_limits.pause_min_ms * 2 ** (times - 1),
        );
        const timer = this.#clock.setTimeout(
            () => {
                this.#pauses.set(conversation, { timer: undefined, times });
                this.#drain(conversation);
            },
            Math.max(own, (retry_after_s ?? 0) * 1_000),
        );
        this.#pauses.set(conversation, { timer, times });
    }

    #resume(conversation: number): void {
        this.#pauses.delete(conversation);
    }

    // ---- keeping ----

    #hold(item: OutboxItem): void {
        this.#items.set(item.client_id, item);
        this.#last_at = Math.max(this.#last_at, item.at);
    }

    #put(item: OutboxItem): void {
        this.#hold(item);
        this.#write(this.#prefix + item.client_id, JSON.stringify(item));
        this.#tell(item.conversation);
    }

    #remove(item: OutboxItem): void {
        this.#items.delete(item.client_id);
        this.#write(this.#prefix + item.client_id, null);
        this.#tell(item.conversation);
    }

    #tell(conversation: number): void {
        this.#lists.delete(conversation);
        for (const each of [...this.#listeners]) each();
    }

    #stored_keys(): string[] {
        const keys: string[] = [];
        try {
            const storage = this.#o.storage;
            for (let i = 0; storage && i < storage.length; i++) {
                const key = storage.key(i);
                if (key?.startsWith(this.#prefix)) keys.push(key);
            }
        } catch {
            return keys;
        }
        return keys;
    }

    // A storage that is full or forbidden costs the memory over a reload, nothing else.
    #read(key: string): string | null {
        try {
            return this.#o.storage?.getItem(key) ?? null;
        } catch {
            return null;
        }
    }

    #write(key: string, value: string | null): void {
        try {
            this.#stored.delete(key);
            if (value === null) this.#o.storage?.removeItem(key);
            else if (this.#o.storage) {
                this.#o.storage.setItem(key, value);
                this.#stored.add(key);
            }
        } catch {
            return;
        }
    }
}

function without_reason(item: OutboxItem): OutboxItem {
    const { client_id, conversation, text, at } = item;
    return { client_id, conversation, text, at, state: "sending" };
}

function parse(text: string | null): OutboxItem | undefined {
    if (text === null) return undefined;
    try {
        const item = JSON.parse(text) as OutboxItem;
        return typeof item.client_id === "string" &&
            typeof item.conversation === "number" &&
            typeof item.text === "string" &&
            typeof item.at === "number"
            ? item
            : undefined;
    } catch {
        return undefined;
    }
}

// randomUUID needs a secure context; plain http on a home network is not one.
export function random_id(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
