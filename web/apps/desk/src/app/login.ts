// From "who is this?" to a running desk and back. One at a time: `state` is what the window shows.
import type { Operations } from "@parley/api";
import { Feed, Problem } from "@parley/feed";
import { Store, change_language, http_call, languages, type HttpCall, type Language } from "@parley/ui";
import type { i18n } from "i18next";
import { ServerClock } from "../feed/server_clock";
import { load_catalogue } from "./catalogues";
import { Desk } from "./desk";
import { password_token } from "../screens/password/password_link";
import type { SettingsStore } from "./settings";

export type LoginState =
    | { at: "checking"; unreachable: boolean }
    | { at: "signed_out"; why?: "login_closed" | "signed_out" }
    | { at: "password"; token: string } // somebody holds a link to set one
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
    readonly http: HttpCall;
    readonly #make_feed: (on_close: (code: number, reason: string) => void) => Feed;

    constructor(parts: LoginParts) {
        this.settings = parts.settings;
        this.texts = parts.texts;
        this.#clock = parts.clock ?? new ServerClock();
        this.http = parts.http ?? http_call(this.#clock);
        this.#make_feed = parts.make_feed ?? ((onClose) => new Feed({ url: feed_address(), onClose }));
    }

    // A link to set a password comes first, whoever is signed in. Otherwise the cookie may still be good; an
    // unreachable server is asked again until it answers.
    async restore(): Promise<void> {
        const token = password_token(window.location.hash);
        if (token !== null) return this.state.set({ at: "password", token });
        for (;;) {
            try {
                const me = await this.http("who_am_i", {});
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
        await this.http("sign_in", args);
        const me = await this.http("who_am_i", {});
        await this.#enter(me.id, me.language);
    }

    // Sets the password of the link's account and signs it in.
    async set_password(token: string, password: string): Promise<void> {
        const { email, workspace } = await this.http("set_password", { token, password });
        window.location.hash = "";
        try {
            await this.sign_in(email, password, workspace);
        } catch {
            this.state.set({ at: "signed_out" }); // the password counts; it is asked for there
        }
    }

    leave_link(): void {
        window.location.hash = "";
        this.state.set({ at: "checking", unreachable: false });
        void this.restore();
    }

    async set_language(language: Language): Promise<void> {
        await this.show_language(language);
        this.settings.change({ language });
    }

    // Not a choice: what a profile says.
    async show_language(language: Language): Promise<void> {
        await change_language(this.texts, language, load_catalogue);
    }

    async #enter(agent: number, profile_language: string): Promise<void> {
        const own = languages.find((each) => each === profile_language);
        if (this.settings.get().language === null && own && own !== this.texts.language)
            await this.show_language(own);
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
            http: this.http,
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
