// Words from one catalogue, loaded when its language is known. {name} is replaced; a key with
// plural forms is written key_one, key_few … as Intl.PluralRules names them for the language.
import type { Language } from "../language";
import type en from "./texts/en.json";

export type Catalogue = Record<keyof typeof en, string>;
type Plain<K> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;
export type TextKey = Plain<keyof Catalogue>;

// Written out so that each catalogue becomes a file of its own, loaded alone.
const catalogues: Record<Language, () => Promise<{ default: unknown }>> = {
    en: () => import("./texts/en.json"),
    de: () => import("./texts/de.json"),
    ja: () => import("./texts/ja.json"),
    ru: () => import("./texts/ru.json"),
};

export class Texts {
    readonly #plural: Intl.PluralRules;
    readonly #numbers: Intl.NumberFormat;
    readonly #clock: Intl.DateTimeFormat;
    readonly #day: Intl.DateTimeFormat;

    constructor(
        readonly language: Language,
        readonly catalogue: Readonly<Record<string, string>>,
    ) {
        // Of the browser's region, if that speaks this language.
        const region = navigator.languages.find((each) => each.startsWith(language)) ?? language;
        this.#plural = new Intl.PluralRules(language);
        this.#numbers = new Intl.NumberFormat(region);
        this.#clock = new Intl.DateTimeFormat(region, { hour: "numeric", minute: "2-digit" });
        this.#day = new Intl.DateTimeFormat(region, {
            day: "numeric",
            month: "short",
            hour: "numeric",
            minute: "2-digit",
        });
    }

    t = (key: TextKey, values: Record<string, string | number> = {}): string => {
        const count = values["count"];
        const form = typeof count === "number" ? `${key}_${this.#plural.select(count)}` : key;
        const text = this.catalogue[form] ?? this.catalogue[key] ?? key;
        return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
            const value = values[name];
            return typeof value === "number" ? this.#numbers.format(value) : (value ?? whole);
        });
    };

    // The clock alone for today.
    moment(at: number, now: number): string {
        const is_today = new Date(at).toDateString() === new Date(now).toDateString();
        return (is_today ? this.#clock : this.#day).format(at);
    }
}

export async function load_texts(language: Language): Promise<Texts> {
    return new Texts(language, (await catalogues[language]()).default as Catalogue);
}
