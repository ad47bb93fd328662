// The frame's entry: waits for the page's first message, then is the chat.
import { render } from "preact";
import { real_clock, type LocksLike } from "@parley/feed";
import { default_colour } from "../colour";
import { best_language, direction } from "../language";
import {
    read_host_message,
    sealed,
    type FrameMessage,
    type HostMessage,
    type Init,
} from "../protocol";
import { App, focus_main } from "./app";
import { Chat } from "./chat";
import { apply_colour } from "./colours";
import { http_calls } from "./http";
import { load_texts, type Texts } from "./i18n";
import type { PageStorage } from "./page_storage";
import { safe_storage, Shelf } from "./storage";
import type { Ui } from "./ui";
import "./style.css";

const config_wait_ms = 3_000;
const own_storage = safe_storage(() => localStorage);

function tell(message: FrameMessage, host: string): void {
    window.parent.postMessage(sealed(message), host);
}

class Frame {
    readonly #host: string; // origin of the page
    readonly #init: Init;
    readonly #chat: Chat;
    readonly #shelf: Shelf;
    readonly #page_storage: PageStorage | undefined;
    #texts: Texts | undefined;
    #open: boolean;
    #host_focused: boolean;
    #at_bottom = true;

    // With `page_storage` nothing is kept here.
    constructor(host: string, init: Init, page_storage: PageStorage | undefined) {
        this.#host = host;
        this.#init = init;
        this.#open = init.open;
        this.#host_focused = init.focused;
        this.#page_storage = page_storage;
        this.#shelf = page_storage
            ? new Shelf(page_storage, "")
            : new Shelf(own_storage, `parley:${init.widget}:`);
        const api = new URL("../api/v1/", location.href);
        const feed_url = new URL("feed", api);
        feed_url.protocol = api.protocol === "https:" ? "wss:" : "ws:";
        this.#chat = new Chat({
            widget: init.widget,
            page: init.page,
            device: init.device,
            context: init.context,
            call: http_calls(api.href),
            feed_url: feed_url.href,
            shelf: this.#shelf,
            tell_host: (message) => this.#tell(message),
            beep: () => void import("./beep").then((sound) => sound.beep()),
            is_online: () => navigator.onLine,
            clock: real_clock,
            locks: navigator.locks as LocksLike | undefined,
            events: window,
        });
    }

    async run(): Promise<void> {
        window.addEventListener("storage", (event) => this.#chat.stored(event.key, event.newValue));
        window.addEventListener("focus", () => this.#watch());
        window.addEventListener("blur", () => {
            this.#watch();
            this.#tell({ type: "blurred" });
        });
        document.addEventListener("visibilitychange", () => this.#watch());
        await Promise.race([
            this.#chat.load(),
            new Promise((resolve) => setTimeout(resolve, config_wait_ms)),
        ]);
        await this.#dress();
        this.#chat.subscribe(() => void this.#dress());
        const { lang: language, dir } = document.documentElement;
        const config = this.#chat.view.config;
        this.#tell({
            type: "ready",
            language,
            dir,
            colour: this.#init.colour ?? config?.colour ?? default_colour,
            title: config?.title || this.#texts!.t("chat"),
        });
        this.#watch();
    }

    // Language, direction and colour, when what is known of them has changed.
    async #dress(): Promise<void> {
        const config = this.#chat.view.config;
        const language = best_language([this.#init.language, config?.language]);
        apply_colour(this.#init.colour ?? config?.colour, document.documentElement.style);
        if (this.#texts?.language === language) return;
        const texts = await load_texts(language);
        if (this.#texts?.language === language) return;
        this.#texts = texts;
        this.#chat.language = language;
        document.documentElement.lang = language;
        document.documentElement.dir = direction(this.#init.dir, this.#init.language);
        document.title = config?.title || texts.t("chat");
        this.#render(texts);
    }

    #render(texts: Texts): void {
        const ui: Ui = {
            chat: this.#chat,
            texts,
            shelf: this.#shelf,
            minimise: () => this.#tell({ type: "minimise" }),
            at_bottom: (yes) => {
                this.#at_bottom = yes;
                this.#watch();
            },
        };
        render(<App ui={ui} />, document.getElementById("widget")!);
    }

    #tell(message: FrameMessage): void {
        tell(message, this.#host);
    }

    // Read means: on the screen, of a window that somebody is using.
    #watch(): void {
        const focused = this.#host_focused || document.hasFocus();
        this.#chat.watched =
            this.#open && this.#at_bottom && focused && document.visibilityState === "visible";
    }

    take(message: HostMessage): void {
        switch (message.type) {
            case "open":
                this.#open = true;
                this.#chat.freshen();
                this.#watch();
                if (message.by_user) focus_main();
                break;
            case "minimise":
                this.#open = false;
                this.#watch();
                break;
            case "focused":
                this.#host_focused = message.focused;
                this.#watch();
                break;
            case "start":
                if (message.text) this.#chat.start(message.name ?? "", message.text);
                break;
            case "end":
                this.#chat.end();
                break;
            case "context":
                this.#chat.set_context(message.context);
                break;
            case "kept":
                this.#page_storage?.take(message.values, (key, value) =>
                    this.#chat.stored(key, value),
                );
                break;
            case "availability":
                this.#chat.availability().then(
                    (availability) =>
                        this.#tell({ type: "availability", id: message.id, availability }),
                    (problem: { reason?: string }) =>
                        this.#tell({
                            type: "availability",
                            id: message.id,
                            reason: problem.reason ?? "internal",
                        }),
                );
                break;
        }
    }
}

// A frame that may keep nothing lets the page keep it. Where the page cannot either, the chat lives
// as long as the page.
async function begin(host: string, init: Init): Promise<Frame> {
    const kept = own_storage ? undefined : init.kept;
    const page_storage =
        kept &&
        new (await import("./page_storage")).PageStorage(kept, (values) =>
            tell({ type: "keep", values }, host),
        );
    return new Frame(host, init, page_storage);
}

// The first page that says init is the host; nobody else is listened to or spoken to. A page
// without an origin (a file, a sandbox) cannot be answered safely and gets no chat.
let host: string | undefined;
let frame: Frame | undefined;

window.addEventListener("message", async ({ source, origin, data }) => {
    if (source !== window.parent || window.parent === window || origin === "null") return;
    if (host !== undefined && origin !== host) return;
    const message = read_host_message(data);
    if (!message) return;
    if (frame) frame.take(message);
    else if (message.type === "init" && !host) {
        host = origin;
        frame = await begin(host, message);
        await frame.run();
    }
});
