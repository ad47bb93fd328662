// What the page keeps for a frame that may keep nothing itself. Reads are answered from memory,
// which begins with what the page had; every change is told to the page. Loaded only by such
// frames.
import type { StorageLike } from "@parley/feed";
import { text_max, type Context } from "../protocol";

export class PageStorage implements StorageLike {
    readonly #values: Map<string, string>;
    readonly #keep: (values: Context) => void;

    constructor(values: Context, keep: (values: Context) => void) {
        this.#values = new Map(Object.entries(values));
        this.#keep = keep;
    }

    get length(): number {
        return this.#values.size;
    }

    key(index: number): string | null {
        return [...this.#values.keys()][index] ?? null;
    }

    getItem(key: string): string | null {
        return this.#values.get(key) ?? null;
    }

    // Throws when the page would not take it, as a full storage does; what was there before is
    // gone.
    setItem(key: string, value: string): void {
        if (value.length > text_max) {
            this.removeItem(key);
            throw new RangeError(`${key}: ${value.length} characters are too many to be kept`);
        }
        this.#values.set(key, value);
        this.#keep({ [key]: value });
    }

    removeItem(key: string): void {
        if (this.#values.delete(key)) this.#keep({ [key]: "" });
    }

    // What a frame in another tab has kept or removed.
    take(values: Context, heard: (key: string, value: string | null) => void): void {
        for (const [key, value] of Object.entries(values)) {
            if (value) this.#values.set(key, value);
            else this.#values.delete(key);
            heard(key, value || null);
        }
    }
}
