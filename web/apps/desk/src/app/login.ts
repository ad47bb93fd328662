// From "who is this?" to a running desk and back. One at a time: `state` is what the window shows.
import type { Operations } from "@parley/api";
import { Feed, Problem } from "@parley/feed";
import { Store, change_language, http_call, languages, type HttpCall, type Language } from "@parley/ui";
import type { i18n } from "i18next";
import { ServerClock } from "../feed/server_clock";
import { load_catalogue } from "./catalogues";
import { Desk } from "./desk";
import type { SettingsStore } from "./settings";

export type LoginState =
    | { at: "checking"; unreachable: boolean }
    | { at: "signed_out"; why?: "login_closed" | "signed_out" }
    | { at: "signed_in"; desk: Desk }
    | { at: "stopped"; reason: string }; // the server and this page do not understand each other

const again_ms = 3_000;
const login_closed_codes = [4500, 4504];

export interface LoginParts {
    settings: SettingsStore;
    texts: i18n;
    clock?: ServerClock;
    http?: HttpCall;
    make_feed?: (on_close: (code: number, reason: string) => void) => Feed;
}

function feed_address(): string {
    const { protocol, host } = window.location;
    return `${protocol === "https:" ? "wss" : "ws"}://${host}/api/v1/feed`;
}

export class Login {
    readonly state = new Store<LoginState>({ at: "checking", unreachable: false });
    readonly settings: SettingsStore;
    readonly texts: i18n;
    readonly #clock: ServerClock;
    readonly #http: HttpCall;
    readonly #make_feed: (on_close: (code: number, reason: string) => void) => Feed;

    constructor(parts: LoginParts) {
        this.settings = parts.settings;
        this.texts = parts.texts;
        this.#clock = parts.clock ?? new ServerClock();
        this.#http = parts.http ?? http_call(this.#clock);
        this.#make_feed = parts.make_feed ?? ((onClose) => new Feed({ url: feed_address(), onClose }));
    }

    // The cookie may still be good. An unreachable server is asked again until it answers.
    async restore(): Promise<void> {
        for (;;) {
            try {
                const me = await this.#http("who_am_i", {});
                await this.#enter(me.id, me.language);
                return;
            } catch (problem) {
                const signed_out = problem instanceof Problem && problem.code === "unauthenticated";
                if (signed_out) return this.state.set({ at: "signed_out" });
                this.state.set({ at: "checking", unreachable: true });
                await new Promise((resume) => setTimeout(resume, again_ms));
            }
        }
    }

    async sign_in(email: string, password: string, workspace?: string): Promise<void> {
        const args: Operations["sign_in"]["request"] = { email, password, cookie: true };
        if (workspace) args.workspace = workspace;
        await this.#http("sign_in", args);
        const me = await this.#http("who_am_i", {});
        await this.#enter(me.id, me.language);
    }

    async set_language(language: Language): Promise<void> {
        await change_language(this.texts, language, load_catalogue);
        this.settings.change({ language });
    }

    async #enter(agent: number, profile_language: string): Promise<void> {
        const own = languages.find((each) => each === profile_language);
        if (this.settings.get().language === null && own && own !== this.texts.language)
            await change_language(this.texts, own, load_catalogue);
        let desk: Desk | undefined;
        const feed = this.#make_feed((code, reason) => {
            if (!desk || code < 4500 || code > 4999) return;
            if (login_closed_codes.includes(code)) this.#leave(desk, desk.is_signing_out ? "signed_out" : "login_closed");
            else {
                desk.stop();
                this.state.set({ at: "stopped", reason });
            }
        });
        const made = new Desk({
            feed,
            http: this.#http,
            clock: this.#clock,
            settings: this.settings,
            texts: this.texts,
            agent,
            signed_out: () => this.#leave(made, "signed_out"),
        });
        desk = made;
        this.state.set({ at: "signed_in", desk: made });
        made.start();
    }

    #leave(desk: Desk, why: "login_closed" | "signed_out"): void {
        const now = this.state.get();
        if (now.at !== "signed_in" || now.desk !== desk) return;
        this.state.set({ at: "signed_out", why });
        desk.stop();
        if (why === "signed_out") window.location.hash = "";
    }
}
