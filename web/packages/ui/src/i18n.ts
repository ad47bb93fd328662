// Texts come from one catalogue a language, loaded when that language is chosen. All catalogues have
// the same keys (tested), so there is no second language to fall back to.
import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";

export const languages = ["en", "de", "ja", "ru"] as const;
export type Language = (typeof languages)[number];

// In its own words, for the language menu.
export const language_names: Record<Language, string> = {
    en: "English",
    de: "Deutsch",
    ja: "日本語",
    ru: "Русский",
};

export function best_language(wanted: readonly string[]): Language {
    for (const each of wanted) {
        const base = each.toLowerCase().split("-")[0];
        const found = languages.find((language) => language === base);
        if (found) return found;
    }
    return "en";
}

export type Catalogue = Record<string, unknown>;
export type CatalogueLoader = (language: Language) => Promise<Catalogue>;

export async function create_texts(language: Language, load: CatalogueLoader): Promise<i18n> {
    const texts = i18next.createInstance();
    await texts.use(initReactI18next).init({
        lng: language,
        fallbackLng: false,
        resources: { [language]: { translation: await load(language) } },
        interpolation: { escapeValue: false },
        returnNull: false,
    });
    document.documentElement.lang = language;
    return texts;
}

export async function change_language(texts: i18n, language: Language, load: CatalogueLoader): Promise<void> {
    if (!texts.hasResourceBundle(language, "translation"))
        texts.addResourceBundle(language, "translation", await load(language));
    await texts.changeLanguage(language);
    document.documentElement.lang = language;
}
