// What the browser keeps for this widget, under the frame's own origin. Storage may be forbidden
// (then the chat lives as long as the page) and is shared by all tabs.
import type { StorageLike } from "@parley/feed";

export function safe_storage(of: () => Storage): StorageLike | undefined {
    try {
        const storage = of();
        const probe = "parley:probe";
        storage.setItem(probe, "1");
        storage.removeItem(probe);
        return storage;
    } catch {
        return undefined;
    }
}

export class Shelf {
    readonly #memory = new Map<string, string>();

    constructor(
        readonly storage: StorageLike | undefined,
        readonly prefix: string,
    ) {}

    get(key: string): string | undefined {
        try {
            const kept = this.storage?.getItem(this.prefix + key);
            return kept ?? (this.storage ? undefined : this.#memory.get(key));
        } catch {
            return this.#memory.get(key);
        }
    }

    set(key: string, value: string | undefined): void {
        if (value === undefined) this.#memory.delete(key);
        else this.#memory.set(key, value);
        try {
            if (value === undefined) this.storage?.removeItem(this.prefix + key);
            else this.storage?.setItem(this.prefix + key, value);
        } catch {
            return;
        }
    }

    get_json<T>(key: string): T | undefined {
        try {
            return JSON.parse(this.get(key) ?? "null") ?? undefined;
        } catch {
            return undefined;
        }
    }
}
