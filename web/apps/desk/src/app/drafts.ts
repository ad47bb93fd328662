// What was typed and not sent, per agent and conversation. Survives reload; another tab of the same
// agent sees it when it opens the conversation. Old ones are swept at start.
import { local_shelf, read_json, type Shelf } from "@parley/ui";

const kept_ms = 7 * 86_400_000;

interface Draft {
    text: string;
    at: number;
}

export class Drafts {
    readonly #shelf: Shelf;
    readonly #prefix: string;

    constructor(agent: number, from: Shelf = local_shelf, now = Date.now()) {
        this.#shelf = from;
        this.#prefix = `parley.draft.${agent}.`;
        for (const key of from.keys())
            if (key.startsWith("parley.draft.") && read_json<Draft>(from, key, { text: "", at: 0 }).at < now - kept_ms)
                from.write(key, null);
    }

    key(conversation: number): string {
        return this.#prefix + conversation;
    }

    read(conversation: number): string {
        return read_json<Draft>(this.#shelf, this.key(conversation), { text: "", at: 0 }).text;
    }

    write(conversation: number, text: string): void {
        const draft: Draft = { text, at: Date.now() };
        this.#shelf.write(this.key(conversation), text === "" ? null : JSON.stringify(draft));
    }
}
