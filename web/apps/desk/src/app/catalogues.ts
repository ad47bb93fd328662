// The desk's texts, one chunk a language.
import type { Catalogue, Language } from "@parley/ui";

const loaders: Record<Language, () => Promise<{ default: Catalogue }>> = {
    en: () => import("../locales/en.json"),
    de: () => import("../locales/de.json"),
    ja: () => import("../locales/ja.json"),
    ru: () => import("../locales/ru.json"),
};

export async function load_catalogue(language: Language): Promise<Catalogue> {
    return (await loaders[language]()).default;
}
