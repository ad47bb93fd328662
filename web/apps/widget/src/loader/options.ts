// What the page says in its script tag, and what earlier pages of this site have learnt.
import { default_colour, parse_colour } from "../colour";
import { direction } from "../language";

export interface Options {
    widget: string;
    language: string | undefined; // wanted instead of the widget's own
    page_language: string | undefined; // for the button until the widget's own is known
    dir: "ltr" | "rtl";
    side: "left" | "right";
    hide_button: boolean;
    colour: string | undefined; // #rrggbb
}

export function read_options(script: HTMLElement, page: Document): Options {
    const data = script.dataset;
    const language = data["language"] || undefined;
    const page_language = page.documentElement.lang || undefined;
    const page_dir =
        page.documentElement.dir ||
        page.defaultView?.getComputedStyle(page.documentElement).direction;
    const dir = direction(
        data["dir"] || (page_dir === "rtl" ? "rtl" : undefined),
        language ?? page_language,
    );
    const side = data["position"];
    return {
        widget: data["widget"] || "",
        language,
        page_language,
        dir,
        side: side === "left" || side === "right" ? side : dir === "rtl" ? "left" : "right",
        hide_button: data["hideButton"] !== undefined && data["hideButton"] !== "false",
        colour: parse_colour(data["colour"]) ? data["colour"] : undefined,
    };
}

// Kept in the page's own storage, so that the next page of the site need not load a frame to know
// whether one is needed.
export interface Kept {
    running?: boolean;
    open?: boolean;
    colour?: string;
    language?: string;
}

export function kept_key(widget: string): string {
    return `parley:${widget}`;
}

export function parse_kept(text: string | null): Kept {
    try {
        const kept = JSON.parse(text ?? "{}") as Kept;
        return typeof kept === "object" && kept !== null ? kept : {};
    } catch {
        return {};
    }
}

export function colour_of(options: Options, kept: Kept): string {
    return options.colour ?? (parse_colour(kept.colour) ? kept.colour! : default_colour);
}
