// Puts the widget on a page: a button at once, the frame when it is first needed (opened, asked by
// the API, or because a chat was running on the page before). Speaks only to the frame it made,
// only with the origin its script came from.
import { limits } from "@parley/api";
import {
    sealed,
    read_frame_message,
    type Context,
    type FrameMessage,
    type HostMessage,
    type Init,
} from "../protocol";
import { Elements } from "./elements";
import { Keeper } from "./keeper";
import { labels_for } from "./labels";
import { colour_of, kept_key, parse_kept, type Kept, type Options } from "./options";

export type ApiEvent =
    "ready" | "message_received" | "message_sent" | "chat_ended" | "error" | "unread";
export type Handler = (detail: Record<string, unknown>) => void;

const frame_wait_ms = 15_000;
const answer_wait_ms = 15_000;
const waiting_max = 50;

interface Answer {
    resolve(value: { availability: string }): void;
    reject(error: Error): void;
    timer: number;
}

export class Loader {
    readonly #options: Options;
    readonly #base: string; // of the script, with a slash at the end
    readonly #elements: Elements;
    readonly #handlers = new Map<ApiEvent, Set<Handler>>();
    readonly #answers = new Map<number, Answer>();
    readonly #keeper: Keeper;
    #kept: Kept;
    #frame: HTMLIFrameElement | undefined;
    #frame_ready = false;
    #frame_timer = 0;
    #waiting: HostMessage[] = [];
    #context: Context = {};
    #next_id = 1;
    #open = false;
    #was_ready = false;
    #overflow: string | undefined;

    constructor(options: Options, base: string) {
        this.#options = options;
        this.#base = base;
        this.#keeper = new Keeper(options.widget);
        this.#kept = this.#read_kept();
        this.#elements = new Elements(this.#labels(), options.side, options.hide_button);
        this.#elements.colour = colour_of(options, this.#kept);
    }

    // Once the page has a body.
    attach(): void {
        document.body.append(this.#elements.host);
        this.#elements.button.addEventListener("click", () =>
            this.#open ? this.minimise() : this.#show(true),
        );
        window.addEventListener("message", (event) => this.#take(event));
        window.addEventListener("storage", (event) => this.#kept_elsewhere(event));
        for (const name of ["focus", "blur"])
            window.addEventListener(name, () => this.#tell_focus());
        if (this.#kept.running) this.#load();
        if (this.#kept.open) this.#show(false);
        this.#was_ready = true;
        this.#emit("ready", {});
        window.dispatchEvent(new Event("parley:ready"));
    }

    // ---- what the page may ask for ----

    open(): void {
        this.#show(true);
    }

    minimise(): void {
        this.#hide(true);
        this.#remember({ open: false });
    }

    start(o: { name?: unknown; text?: unknown } = {}): void {
        this.#show(true);
        const message: HostMessage = { type: "start" };
        if (o.name !== undefined) message.name = String(o.name);
        if (o.text !== undefined) message.text = String(o.text);
        this.#post(message);
    }

    end(): void {
        if (this.#frame || this.#kept.running) this.#post({ type: "end" });
        this.minimise();
    }

    // Merges; null, undefined and "" remove.
    set_context(values: Record<string, unknown>): void {
        const change: Context = {};
        for (const [name, value] of Object.entries(values ?? {})) {
            const key = name.slice(0, limits.context_key_characters_max);
            const is_new = this.#context[key] === undefined;
            if (is_new && Object.keys(this.#context).length >= limits.context_entries_max) {
                this.#emit("error", { reason: "too_many_context_entries", key });
                continue;
            }
            const text = value === null || value === undefined ? "" : String(value);
            this.#context[key] = change[key] = text.slice(0, limits.context_value_characters_max);
        }
        if (this.#frame) this.#post({ type: "context", context: change });
    }

    get_availability(): Promise<{ availability: string }> {
        return new Promise((resolve, reject) => {
            const id = this.#next_id++;
            const timer = window.setTimeout(() => {
                this.#answers.delete(id);
                reject(new Error("no_answer"));
            }, answer_wait_ms);
            this.#answers.set(id, { resolve, reject, timer });
            this.#post({ type: "availability", id });
        });
    }

    on(event: ApiEvent, handler: Handler): void {
        let handlers = this.#handlers.get(event);
        if (!handlers) this.#handlers.set(event, (handlers = new Set()));
        handlers.add(handler);
        if (event === "ready" && this.#was_ready) queueMicrotask(() => handler({}));
    }

    off(event: ApiEvent, handler: Handler): void {
        this.#handlers.get(event)?.delete(handler);
    }

    // ---- the frame ----

    #load(): HTMLIFrameElement {
        if (this.#frame) return this.#frame;
        const frame = this.#elements.add_frame(
            `${this.#base}widget/frame.html`,
            this.#options.side,
        );
        this.#frame = frame;
        this.#elements.busy = true;
        // The frame's script has run when its page has loaded.
        frame.addEventListener("load", () =>
            frame.contentWindow?.postMessage(sealed(this.#init()), this.#origin()),
        );
        this.#frame_timer = window.setTimeout(() => this.#frame_failed(), frame_wait_ms);
        return frame;
    }

    #init(): Init {
        const { widget, language, dir, colour } = this.#options;
        const kept = this.#keeper.all();
        return {
            type: "init",
            widget,
            page: shortened(location.href),
            device: device(),
            ...(language ? { language } : {}),
            dir,
            ...(colour ? { colour } : {}),
            context: this.#context,
            open: this.#open,
            focused: document.hasFocus(),
            ...(kept ? { kept } : {}),
        };
    }

    #frame_failed(): void {
        this.#frame?.remove();
        this.#frame = undefined;
        this.#frame_ready = false;
        this.#waiting = [];
        this.#elements.busy = false;
        this.#hide(false);
        this.#emit("error", { reason: "frame_unavailable" });
    }

    #origin(): string {
        return new URL(this.#base).origin;
    }

    #post(message: HostMessage): void {
        this.#load();
        if (this.#frame_ready)
            this.#frame?.contentWindow?.postMessage(sealed(message), this.#origin());
        else if (this.#waiting.length < waiting_max) this.#waiting.push(message);
    }

    #take(event: MessageEvent): void {
        if (
            !this.#frame ||
            event.source !== this.#frame.contentWindow ||
            event.origin !== this.#origin()
        )
            return;
        const message = read_frame_message(event.data);
        if (message) this.#act(message);
    }

    #act(message: FrameMessage): void {
        switch (message.type) {
            case "ready":
                this.#ready(message);
                break;
            case "running":
                this.#remember({ running: message.running });
                break;
            case "unread":
                this.#elements.unread = message.count;
                this.#emit("unread", { count: message.count });
                break;
            case "open":
                this.#show(true);
                break;
            case "minimise":
                this.minimise();
                break;
            case "blurred":
                this.#tell_focus();
                break;
            case "keep":
                this.#keeper.keep(message.values);
                break;
            case "event":
                this.#emit(message.name, message.detail);
                break;
            case "availability":
                this.#answer(message);
                break;
        }
    }

    #ready(message: { language: string; colour: string; title: string }): void {
        window.clearTimeout(this.#frame_timer);
        this.#frame_ready = true;
        this.#elements.busy = false;
        this.#remember({ colour: message.colour, language: message.language });
        this.#elements.colour = colour_of(this.#options, this.#kept);
        this.#elements.labels = this.#labels();
        if (this.#frame) {
            this.#frame.title = message.title;
            this.#place_frame();
        }
        for (const each of this.#waiting.splice(0)) this.#post(each);
    }

    #answer(message: { id: number; availability?: string; reason?: string }): void {
        const answer = this.#answers.get(message.id);
        if (!answer) return;
        this.#answers.delete(message.id);
        window.clearTimeout(answer.timer);
        if (message.availability) answer.resolve({ availability: message.availability });
        else answer.reject(new Error(message.reason ?? "internal"));
    }

    #show(by_user: boolean): void {
        this.#load();
        this.#open = true;
        this.#remember({ open: true });
        this.#post({ type: "open", by_user });
        this.#place_frame(by_user);
    }

    #hide(focus_button: boolean): void {
        const was_open = this.#open;
        this.#open = false;
        if (was_open && this.#frame) this.#post({ type: "minimise" });
        this.#place_frame();
        if (was_open && focus_button && !this.#elements.button.hidden)
            this.#elements.button.focus();
    }

    // The frame shows itself when it is open and has something to show.
    #place_frame(focus = false): void {
        const shown = this.#open && this.#frame_ready;
        this.#elements.open = this.#open;
        this.#frame?.classList.toggle("away", !shown);
        if (shown && focus) this.#frame?.focus();
        const covers =
            shown && window.matchMedia("(max-width: 480px), (max-height: 420px)").matches;
        const root = document.documentElement.style;
        if (covers && this.#overflow === undefined) {
            this.#overflow = root.overflow;
            root.overflow = "hidden";
        } else if (!covers && this.#overflow !== undefined) {
            root.overflow = this.#overflow;
            this.#overflow = undefined;
        }
    }

    #tell_focus(): void {
        // Focus has moved when the event's turn is over.
        window.setTimeout(() => {
            if (this.#frame_ready) this.#post({ type: "focused", focused: document.hasFocus() });
        });
    }

    #labels() {
        const { language, page_language } = this.#options;
        return labels_for([language, this.#kept.language, page_language, navigator.language]);
    }

    // ---- across pages and tabs ----

    #read_kept(): Kept {
        try {
            return parse_kept(localStorage.getItem(kept_key(this.#options.widget)));
        } catch {
            return {};
        }
    }

    #remember(change: Kept): void {
        this.#kept = { ...this.#kept, ...change };
        try {
            localStorage.setItem(kept_key(this.#options.widget), JSON.stringify(this.#kept));
        } catch {
            return;
        }
    }

    #kept_elsewhere(event: StorageEvent): void {
        const values = this.#keeper.changed(event.key, event.newValue);
        if (values && this.#frame) this.#post({ type: "kept", values });
        if (event.key !== kept_key(this.#options.widget)) return;
        const before = this.#kept;
        this.#kept = parse_kept(event.newValue);
        if (this.#kept.running && !before.running) this.#load();
        if (before.open && !this.#kept.open) this.#hide(false);
    }

    #emit(event: ApiEvent, detail: Record<string, unknown>): void {
        for (const handler of [...(this.#handlers.get(event) ?? [])])
            try {
                handler(detail);
            } catch (error) {
                reportError(error);
            }
    }
}

function shortened(href: string): string {
    return href.length <= limits.url_bytes_max
        ? href
        : href.split(/[?#]/)[0]!.slice(0, limits.url_bytes_max);
}

function device(): string {
    if (!window.matchMedia("(pointer: coarse)").matches) return "desktop";
    return Math.min(screen.width, screen.height) < 600 ? "phone" : "tablet";
}
