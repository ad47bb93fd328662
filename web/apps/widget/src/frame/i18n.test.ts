import { describe, expect, it, vi } from "vitest";
import { languages } from "../language";
import { load_texts, Texts } from "./i18n";

const forms = (language: string) =>
    new Intl.PluralRules(language).resolvedOptions().pluralCategories;
const plural = /_(zero|one|two|few|many|other)$/;
const placeholders = (text: string) =>
    [...text.matchAll(/\{\w+\}/g)].map((found) => found[0]).sort();

describe("the catalogues", async () => {
    const en = (await load_texts("en")).catalogue;
    const stems = new Set(
        Object.keys(en)
            .filter((key) => plural.test(key))
            .map((key) => key.replace(plural, "")),
    );
    const plain = Object.keys(en).filter((key) => !plural.test(key));

    for (const language of languages)
        it(`have every text in ${language}, with every plural form the language has, and nothing else`, async () => {
            const { catalogue } = await load_texts(language);
            const wanted = plain.concat(
                [...stems].flatMap((stem) => forms(language).map((form) => `${stem}_${form}`)),
            );
            expect(Object.keys(catalogue).sort()).toEqual(wanted.sort());
            for (const [key, text] of Object.entries(catalogue)) {
                expect(text.trim(), key).toBe(text);
                expect(text, key).not.toBe("");
                const same = en[key] ?? en[key.replace(plural, "_other")]!;
                expect(placeholders(text), key).toEqual(placeholders(same));
            }
        });

    it("have every system line", async () => {
        const { systemLineValues } = await import("@parley/api");
        for (const line of systemLineValues)
            if (line !== "none") expect(en[line], line).toBeDefined();
    });
});

describe("texts", () => {
    it("choose the plural form and write numbers as the language does", async () => {
        const [en, de, ru] = await Promise.all([
            load_texts("en"),
            load_texts("de"),
            load_texts("ru"),
        ]);
        expect(en.t("left", { count: 1 })).toBe("1 character left");
        expect(en.t("left", { count: 12 })).toBe("12 characters left");
        expect(de.t("over", { count: 1200 })).toBe("1.200 Zeichen zu viel");
        expect(ru.t("left", { count: 1 })).toBe("Остался 1 символ");
        expect(ru.t("left", { count: 3 })).toBe("Осталось 3 символа");
        expect(ru.t("left", { count: 11 })).toBe("Осталось 11 символов");
    });

    it("put names in as they are", () => {
        const texts = new Texts("en", { says: "{name}:" });
        expect(texts.t("says", { name: "{name} $& <b>" })).toBe("{name} $& <b>:");
    });

    it("leave the day out only for today", async () => {
        const en = await load_texts("en");
        const now = new Date(2026, 4, 6, 15, 7).getTime();
        expect(en.moment(now - 60_000, now)).toMatch(/^3:06.PM$/);
        expect(en.moment(now - 86_400_000, now)).toMatch(/May 5/);
    });

    it("write times as the browser's region does, where it speaks the language", async () => {
        const own = vi.spyOn(navigator, "languages", "get").mockReturnValue(["en-GB", "en"]);
        const [en, de] = await Promise.all([load_texts("en"), load_texts("de")]);
        own.mockRestore();
        const now = new Date(2026, 10, 21, 14, 31).getTime();
        expect(en.moment(now, now)).toBe("14:31");
        expect(en.moment(now, now + 86_400_000)).toMatch(/^21 Nov,? (at )?14:31$/);
        expect(de.moment(now, now)).toBe("14:31");
    });
});
