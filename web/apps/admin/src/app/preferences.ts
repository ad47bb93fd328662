// Appearance and language chosen at this browser; the desk keeps them under the same key.
import { Store, languages, local_shelf, read_json, theme_choices, type Language, type Shelf, type ThemeChoice } from "@parley/ui";

export interface Chosen {
    theme: ThemeChoice;
    language: Language | null; // null: the account's profile decides, before sign-in the browser
}

const key = "parley.settings";

function checked(raw: Partial<Chosen>): Chosen {
    return {
        theme: theme_choices.find((each) => each === raw.theme) ?? "system",
        language: languages.find((each) => each === raw.language) ?? null,
    };
}

export class Preferences extends Store<Chosen> {
    readonly #shelf: Shelf;

    constructor(from: Shelf = local_shelf) {
        super(checked(read_json<Partial<Chosen>>(from, key, {})));
        this.#shelf = from;
        window.addEventListener("storage", (event) => {
            if (event.key === key) this.set(checked(read_json<Partial<Chosen>>(from, key, {})));
        });
    }

    change(part: Partial<Chosen>): void {
        this.set({ ...this.get(), ...part });
        this.#shelf.write(key, JSON.stringify({ ...read_json<object>(this.#shelf, key, {}), ...part }));
    }
}
