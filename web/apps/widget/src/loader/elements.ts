// The button and the frame on the page. Knows how they look, not what they are for.
import { parse_colour, text_on } from "../colour";
import styles from "./style.css?inline";
import { badge_text, type Labels } from "./labels";

const svg = "http://www.w3.org/2000/svg";
const chat_icon = "M4 5.5h16v11h-8l-4.5 3.6v-3.6H4z";
const close_icon = "M6 9.5l6 6 6-6";

function icon(name: string, path: string): SVGElement {
    const drawing = document.createElementNS(svg, "svg");
    drawing.setAttribute("viewBox", "0 0 24 24");
    drawing.setAttribute("aria-hidden", "true");
    drawing.setAttribute("class", name);
    const line = document.createElementNS(svg, "path");
    line.setAttribute("d", path);
    drawing.append(line);
    return drawing;
}

export class Elements {
    readonly host = document.createElement("parley-widget");
    readonly button = document.createElement("button");
    readonly #root: ShadowRoot;
    readonly #badge = document.createElement("span");
    #labels: Labels;
    #open = false;
    #unread = 0;

    constructor(labels: Labels, side: "left" | "right", hide_button: boolean) {
        this.#labels = labels;
        this.#root = this.host.attachShadow({ mode: "open" });
        this.#add_styles();
        this.button.type = "button";
        this.button.className = side;
        this.button.hidden = hide_button;
        this.#badge.className = "badge";
        this.#badge.setAttribute("aria-hidden", "true");
        this.button.append(icon("chat", chat_icon), icon("close", close_icon), this.#badge);
        this.#root.append(this.button);
        this.#show();
    }

    // Constructed sheets are not inline styles: a page's Content-Security-Policy lets them pass.
    #add_styles(): void {
        try {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(styles);
            this.#root.adoptedStyleSheets = [sheet];
        } catch {
            const element = document.createElement("style");
            element.textContent = styles;
            this.#root.append(element);
        }
    }

    add_frame(source: string, side: "left" | "right"): HTMLIFrameElement {
        const frame = document.createElement("iframe");
        frame.className = `${side} away`;
        frame.title = this.#labels.open;
        frame.allow = "autoplay";
        frame.src = source;
        this.#root.append(frame);
        return frame;
    }

    set labels(labels: Labels) {
        this.#labels = labels;
        this.#show();
    }

    set colour(colour: string) {
        const rgb = parse_colour(colour);
        if (!rgb) return;
        this.host.style.setProperty("--parley-colour", colour);
        this.host.style.setProperty("--parley-text", text_on(rgb));
    }

    set busy(busy: boolean) {
        this.button.setAttribute("aria-busy", String(busy));
    }

    set open(open: boolean) {
        this.#open = open;
        this.#show();
    }

    set unread(unread: number) {
        this.#unread = unread;
        this.#show();
    }

    #show(): void {
        const shown = this.#open ? 0 : this.#unread;
        const label = this.#open ? this.#labels.minimise : this.#labels.open;
        const badge = badge_text(shown);
        this.button.setAttribute("aria-expanded", String(this.#open));
        this.button.setAttribute("aria-haspopup", "dialog");
        this.button.setAttribute(
            "aria-label",
            shown ? `${label}, ${this.#labels.unread(badge)}` : label,
        );
        this.#badge.textContent = badge;
        this.#badge.hidden = shown === 0;
    }
}
