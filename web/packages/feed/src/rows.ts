// What the server lets this client see: rows by key, messages by conversation. Pure bookkeeping: no
// clock, no socket. Values and collections keep their identity until they change, so a reader may
// compare by ===.
//
// The messages of a conversation held here are always an unbroken run of seqs up to the newest;
// what is older comes by prepend. Losing sight of a conversation forgets its messages too.
import type { Message } from "@parley/api";

// Beyond this the oldest are forgotten when new ones come; paging back brings them again.
export const messages_held_max = 5_000;

const none: readonly never[] = Object.freeze([]);
const message_prefix = "message/";
const conversation_prefix = "conversation/";

interface Row {
    version: number;
    value: unknown;
}

export class Rows {
    #rows = new Map<string, Row>();
    #messages = new Map<number, readonly Message[]>();
    #views = new Map<string, ReadonlyMap<string, unknown>>();

    get<T>(key: string): T | undefined {
        return this.#rows.get(key)?.value as T | undefined;
    }

    all<T>(prefix: string): ReadonlyMap<string, T> {
        let view = this.#views.get(prefix);
        if (!view) {
            const found = new Map<string, unknown>();
            for (const [key, row] of this.#rows)
                if (key.startsWith(prefix)) found.set(key, row.value);
            this.#views.set(prefix, (view = found));
        }
        return view as ReadonlyMap<string, T>;
    }

    messages(conversation: number): readonly Message[] {
        return this.#messages.get(conversation) ?? none;
    }

    // conversation → last seq held, as `follow` wants it.
    last_seqs(): Record<string, number> {
        const seqs: Record<string, number> = {};
        for (const [conversation, held] of this.#messages)
            seqs[conversation] = held[held.length - 1]!.seq;
        return seqs;
    }

    keys(): IterableIterator<string> {
        return this.#rows.keys();
    }

    // Takes one row of a frame. Returns what is wrong with it, or nothing. A row older than the one
    // held is ignored.
    take(row: unknown): string | undefined {
        if (typeof row !== "object" || row === null) return "a row is not an object";
        const { key, version, value } = row as Record<string, unknown>;
        if (typeof key !== "string" || key === "") return "a row has no key";
        if (typeof version !== "number") return `${key}: no version`;
        if (key.startsWith(message_prefix)) return this.#take_message(key, value);
        if (value !== undefined && (typeof value !== "object" || value === null))
            return `${key}: value is not an object`;
        const held = this.#rows.get(key);
        if (held && held.version > version) return undefined;
        if (value === undefined) {
            this.drop(key);
            return undefined;
        }
        this.#rows.set(key, { version, value });
        this.#changed(key);
        return undefined;
    }

    #take_message(key: string, value: unknown): string | undefined {
        const message = value as Message;
        if (
            typeof message !== "object" ||
            message === null ||
            !Number.isSafeInteger(message.seq) ||
            typeof message.text !== "string" ||
            key !== `${message_prefix}${message.conversation}/${message.seq}`
        )
            return `${key}: not a message`;
        const held = this.messages(message.conversation);
        const last = held.length ? held[held.length - 1]!.seq : 0;
        if (message.seq <= last) return undefined;
        const next =
            message.seq === last + 1 ? held.slice(held.length >= messages_held_max ? 1 : 0) : [];
        next.push(message);
        this.#messages.set(message.conversation, next);
        return undefined;
    }

    // An older page, ascending. Only what joins the run without a gap is taken.
    prepend(conversation: number, page: readonly Message[]): boolean {
        const held = this.messages(conversation);
        let first = held.length ? held[0]!.seq : (page[page.length - 1]?.seq ?? 0) + 1;
        const older: Message[] = [];
        for (let i = page.length - 1; i >= 0 && older.length + held.length < messages_held_max; i--)
            if (page[i]!.seq === first - 1) {
                older.unshift(page[i]!);
                first--;
            }
        if (!older.length) return false;
        this.#messages.set(conversation, older.concat(held));
        return true;
    }

    drop(key: string): boolean {
        const had = this.#rows.delete(key);
        if (key.startsWith(conversation_prefix))
            this.#messages.delete(Number(key.slice(conversation_prefix.length)));
        if (had) this.#changed(key);
        return had;
    }

    // All keys in sight are these; returns those kept although they are not among them.
    keep_only(keys: ReadonlySet<string>, spare: (key: string) => boolean): Set<string> {
        const spared = new Set<string>();
        for (const key of [...this.#rows.keys()])
            if (!keys.has(key)) {
                if (spare(key)) spared.add(key);
                else this.drop(key);
            }
        for (const conversation of [...this.#messages.keys()])
            if (!this.#rows.has(conversation_prefix + conversation))
                this.#messages.delete(conversation);
        return spared;
    }

    clear(): void {
        this.#rows.clear();
        this.#messages.clear();
        this.#views.clear();
    }

    #changed(key: string): void {
        for (const prefix of this.#views.keys())
            if (key.startsWith(prefix)) this.#views.delete(prefix);
    }
}
