// The texts that several apps show; each app adds its own. Sections of the same name are joined.
import type { Catalogue, Language } from "./i18n";

const loaders: Record<Language, () => Promise<{ default: Catalogue }>> = {
    en: () => import("./locales/en.json"),
    de: () => import("./locales/de.json"),
    ja: () => import("./locales/ja.json"),
    ru: () => import("./locales/ru.json"),
};

export function joined(shared: Catalogue, own: Catalogue): Catalogue {
    const all: Catalogue = { ...shared };
    for (const [name, section] of Object.entries(own))
        all[name] = typeof section === "object" ? { ...(shared[name] as object | undefined), ...section } : section;
    return all;
}

export async function with_shared_texts(language: Language, own: () => Promise<{ default: Catalogue }>): Promise<Catalogue> {
    const [shared, mine] = await Promise.all([loaders[language](), own()]);
    return joined(shared.default, mine.default);
}
