// Keeps in the page's own storage what a frame may not keep in its own. The frame names keys and
// values; where they stand, and that nothing else of the page's is touched, is decided here. An
// empty value is none.
import type { Context } from "../protocol";
import { kept_key } from "./options";

export class Keeper {
    readonly #prefix: string;

    constructor(widget: string) {
        this.#prefix = `${kept_key(widget)}/`;
    }

    // Undefined: the page may keep nothing either.
    all(): Context | undefined {
        try {
            const values: Context = {};
            for (const key of Object.keys(localStorage))
                Object.assign(values, this.changed(key, localStorage.getItem(key)));
            return values;
        } catch {
            return undefined;
        }
    }

    // The frame's name of a key of the page, with its value. Undefined: not one of the frame's.
    changed(key: string | null, value: string | null): Context | undefined {
        return key?.startsWith(this.#prefix)
            ? { [key.slice(this.#prefix.length)]: value ?? "" }
            : undefined;
    }

    keep(values: Context): void {
        try {
            for (const [key, value] of Object.entries(values))
                if (value) localStorage.setItem(this.#prefix + key, value);
                else localStorage.removeItem(this.#prefix + key);
        } catch {
            return;
        }
    }
}
