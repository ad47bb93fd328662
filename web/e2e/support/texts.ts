// The text catalogues of desk and widget, as the browsers get them.
import { readFileSync } from "node:fs";

export const languages = ["en", "de", "ja", "ru"] as const;
export type Language = (typeof languages)[number];

type Tree = { [key: string]: string | Tree };

function read(path: string): Tree {
    return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as Tree;
}

function find(tree: Tree, path: string): string | undefined {
    let found: string | Tree | undefined = tree;
    for (const step of path.split(".")) found = typeof found === "object" ? found[step] : undefined;
    return typeof found === "string" ? found : undefined;
}

function app_text(app: "admin" | "desk", language: Language, path: string): string {
    const places = [`../../apps/${app}/src/locales/${language}.json`, `../../packages/ui/src/locales/${language}.json`];
    for (const place of places) {
        const found = find(read(place), path);
        if (found !== undefined) return found;
    }
    throw new Error(`no text ${path} in ${language}`);
}

// A text of the desk by its path: "sign_in.title".
export function desk_text(language: Language, path: string): string {
    return app_text("desk", language, path);
}

export function admin_text(language: Language, path: string): string {
    return app_text("admin", language, path);
}

export function widget_text(language: Language, key: string): string {
    const found = read(`../../apps/widget/src/frame/texts/${language}.json`)[key];
    if (typeof found !== "string") throw new Error(`no text ${key} in ${language}`);
    return found;
}

// What a reader should never see: keys and unfilled blanks.
export const raw_key = /\b[a-z]+(?:_[a-z]+)+\b|\b(?:sign_in|home|session|customer|state|cause|offer)\.[a-z_]+|\{\{?\w*\}?\}/;
