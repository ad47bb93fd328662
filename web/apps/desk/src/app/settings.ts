// What the person at this browser has chosen. Kept across reloads and alike in all tabs.
import { Store, languages, local_shelf, read_json, theme_choices, type Language, type Shelf, type ThemeChoice } from "@parley/ui";

export interface Settings {
    theme: ThemeChoice;
    language: Language | null; // null: the agent's profile decides, before sign-in the browser
    sound: boolean;
    sound_repeats: boolean; // until the offer is answered
    volume: number; // 0–1
    panel: boolean; // customer panel shown
}

const key = "parley.settings";

const defaults: Settings = {
    theme: "system",
    language: null,
    sound: true,
    sound_repeats: true,
    volume: 0.6,
    panel: true,
};

function checked(raw: Partial<Settings>): Settings {
    const volume = Number(raw.volume ?? defaults.volume);
    return {
        theme: theme_choices.find((each) => each === raw.theme) ?? defaults.theme,
        language: languages.find((each) => each === raw.language) ?? null,
        sound: raw.sound ?? defaults.sound,
        sound_repeats: raw.sound_repeats ?? defaults.sound_repeats,
        volume: volume >= 0 && volume <= 1 ? volume : defaults.volume,
        panel: raw.panel ?? defaults.panel,
    };
}

export class SettingsStore extends Store<Settings> {
    readonly #shelf: Shelf;

    constructor(from: Shelf = local_shelf) {
        super(checked(read_json<Partial<Settings>>(from, key, {})));
        this.#shelf = from;
        window.addEventListener("storage", (event) => {
            if (event.key === key) this.set(checked(read_json<Partial<Settings>>(from, key, {})));
        });
    }

    change(part: Partial<Settings>): void {
        this.set({ ...this.get(), ...part });
        this.#shelf.write(key, JSON.stringify(this.get()));
    }
}
