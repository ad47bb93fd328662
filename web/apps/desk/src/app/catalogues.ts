// The desk's texts, one chunk a language, and those it shares with the other apps.
import { with_shared_texts, type Catalogue, type Language } from "@parley/ui";

const loaders: Record<Language, () => Promise<{ default: Catalogue }>> = {
    en: () => import("../locales/en.json"),
    de: () => import("../locales/de.json"),
    ja: () => import("../locales/ja.json"),
    ru: () => import("../locales/ru.json"),
};

export function load_catalogue(language: Language): Promise<Catalogue> {
    return with_shared_texts(language, loaders[language]);
}
