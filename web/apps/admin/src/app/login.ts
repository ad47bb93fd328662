// Who is at the browser: nobody, somebody who may not administrate, or an administrator with all that
// belongs to one (Admin). `state` is what the window shows.
import type { Me, Operations } from "@parley/api";
import { Problem } from "@parley/feed";
import { Store, change_language, http_call, languages, type HttpCall, type Language } from "@parley/ui";
import type { i18n } from "i18next";
import { Admin } from "./admin";
import { load_catalogue } from "./catalogues";
import { Places } from "./place";
import type { Preferences } from "./preferences";

export type LoginState =
    | { at: "checking"; unreachable: boolean }
    | { at: "signed_out"; why?: "login_closed" | "signed_out" }
    | { at: "not_administrator"; me: Me }
    | { at: "signed_in"; admin: Admin };

const again_ms = 3_000;

export interface LoginParts {
    preferences: Preferences;
    texts: i18n;
    http?: HttpCall;
}

export class Login {
    readonly state = new Store<LoginState>({ at: "checking", unreachable: false });
    readonly places = new Places();
    readonly preferences: Preferences;
    readonly texts: i18n;
    readonly http: HttpCall;

    constructor(parts: LoginParts) {
        this.preferences = parts.preferences;
        this.texts = parts.texts;
        this.http = parts.http ?? http_call({ observe: () => undefined });
    }

    // The cookie may still be good. An unreachable server is asked again until it answers.
    async restore(): Promise<void> {
        for (;;) {
            try {
                return await this.#enter();
            } catch (problem) {
                if (problem instanceof Problem && problem.code === "unauthenticated")
                    return this.state.set({ at: "signed_out" });
                this.state.set({ at: "checking", unreachable: true });
                await new Promise((resume) => setTimeout(resume, again_ms));
            }
        }
    }

    async sign_in(email: string, password: string, workspace?: string): Promise<void> {
        const args: Operations["sign_in"]["request"] = { email, password, cookie: true };
        if (workspace) args.workspace = workspace;
        await this.http("sign_in", args);
        await this.#enter();
    }

    async sign_out(): Promise<void> {
        await this.http("sign_out", {});
        window.location.hash = "";
        this.state.set({ at: "signed_out", why: "signed_out" });
    }

    async set_language(language: Language): Promise<void> {
        await change_language(this.texts, language, load_catalogue);
        this.preferences.change({ language });
    }

    async #enter(): Promise<void> {
        const me = await this.http("who_am_i", {});
        const own = languages.find((each) => each === me.language);
        if (this.preferences.get().language === null && own && own !== this.texts.language)
            await change_language(this.texts, own, load_catalogue);
        if (me.role !== "administrator") return this.state.set({ at: "not_administrator", me });
        const admin = new Admin({ me, http: this.http, texts: this.texts, places: this.places, login_closed: () => this.#closed() });
        this.state.set({ at: "signed_in", admin });
    }

    #closed(): void {
        if (this.state.get().at === "signed_in") this.state.set({ at: "signed_out", why: "login_closed" });
    }
}
