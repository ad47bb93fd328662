import { describe, expect, it } from "vitest";
import { languages } from "@parley/ui";
import { load_catalogue } from "../src/app/catalogues";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ""): Map<string, string> {
    const found = new Map<string, string>();
    for (const [key, value] of Object.entries(tree)) {
        const here = path ? `${path}.${key}` : key;
        if (typeof value === "string") found.set(here, value);
        else for (const [inner, text] of flat(value, here)) found.set(inner, text);
    }
    return found;
}

const plural = /_(zero|one|two|few|many|other)$/;
const stem = (key: string) => key.replace(plural, "");
const blanks = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();

const catalogues = new Map(
    await Promise.all(languages.map(async (each) => [each, flat((await load_catalogue(each)) as Tree)] as const)),
);
const english = catalogues.get("en")!;

describe.each(languages)("the catalogue %s", (language) => {
    const own = catalogues.get(language)!;

    it("has the keys of all the others", () => {
        const stems = (from: Map<string, string>) => [...new Set([...from.keys()].map(stem))].sort();
        expect(stems(own)).toEqual(stems(english));
    });

    it("has every plural form that its language needs", () => {
        const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
        const counted = [...english.keys()].filter((key) => plural.test(key)).map(stem);
        for (const key of new Set(counted)) for (const form of forms) expect(own.get(`${key}_${form}`), `${key}_${form}`).toBeTruthy();
    });

    it("fills in the same blanks and leaves nothing empty", () => {
        for (const [key, text] of own) {
            expect(text.trim(), key).not.toBe("");
            const other = english.get(key) ?? english.get(`${stem(key)}_other`)!;
            expect(blanks(text), key).toEqual(blanks(other));
        }
    });
});

describe("translations", () => {
    it("are translations: few texts are the same as the English ones", () => {
        for (const language of languages.filter((each) => each !== "en")) {
            const own = catalogues.get(language)!;
            const same = [...own].filter(([key, text]) => english.get(key) === text && /[a-z]{4}/.test(text.replace(/{{\w+}}/g, "")));
            expect(same.map(([key]) => key).length, language).toBeLessThanOrEqual(8);
        }
    });
});
