// Everything of one signed-in administrator in one tab: the server, the lists it has answered with, where
// in the administration the window is, what was said last. Components get it by useAdmin().
import type { Me, Operations } from "@parley/api";
import { Problem, random_id } from "@parley/feed";
import { Announcer, Store, problem_text, type HttpCall } from "@parley/ui";
import type { i18n } from "i18next";
import { Lists } from "./lists";
import type { Places } from "./place";

export interface AdminParts {
    me: Me;
    http: HttpCall;
    texts: i18n;
    places: Places;
    login_closed: () => void;
}

const attempts_max = 3;
const pause_ms = 400;

export class Admin {
    readonly me: Me;
    readonly texts: i18n;
    readonly places: Places;
    readonly lists: Lists;
    readonly announcer = new Announcer();
    readonly links = new Map<number, Operations["create_password_link"]["reply"]>(); // by agent, made in this tab
    readonly failure = new Store<string | null>(null); // of what has no form
    readonly #http: HttpCall;
    readonly #login_closed: () => void;

    constructor(parts: AdminParts) {
        this.me = parts.me;
        this.texts = parts.texts;
        this.places = parts.places;
        this.#http = parts.http;
        this.#login_closed = parts.login_closed;
        this.lists = new Lists((name) => this.call(name, {} as never));
    }

    call: HttpCall = async (operation, args) => {
        try {
            return await this.#http(operation, args);
        } catch (problem) {
            if (problem instanceof Problem && problem.code === "unauthenticated") this.#login_closed();
            throw problem;
        }
    };

    // A change that may be repeated: an answer that got lost is asked for again under the same client id.
    async change<K extends "save_agent" | "save_queue" | "save_workstream" | "save_widget" | "save_quick_reply">(
        operation: K,
        args: Operations[K]["request"],
    ): Promise<Operations[K]["reply"]> {
        const request = { ...args, client_id: random_id() };
        for (let attempt = 1; ; attempt++) {
            try {
                return await this.call(operation, request as never);
            } catch (problem) {
                const repeat = problem instanceof Problem && problem.code === "unavailable" && attempt < attempts_max;
                if (!repeat) throw problem;
                await new Promise((resume) => setTimeout(resume, pause_ms * attempt));
            }
        }
    }

    // For what has no form of its own to say it at.
    async attempt(run: () => Promise<unknown>): Promise<boolean> {
        this.failure.set(null);
        try {
            await run();
            return true;
        } catch (problem) {
            this.failure.set(problem_text(this.texts, problem));
            return false;
        }
    }
}
