// A chat that the customer has asked for and the server has not confirmed. It is kept under
// "starting" until there is an answer and repeated with the same client ids, so that neither a lost
// answer nor a reload nor another tab makes two chats of it.
import { exclusively, Problem, random_id, to_problem } from "@parley/feed";
import type { Context } from "../protocol";
import { chat_times, type ChatOptions } from "./options";
import { sendable } from "./text";

export interface Visitor {
    token: string;
    conversation?: number;
}

// What the customer filled in.
export interface Asked {
    client_id: string;
    message_client_id: string;
    name: string;
    text: string;
    token?: string | undefined;
}

export interface StartChat {
    token: () => string | undefined;
    forget_token: () => void;
    facts: () => { language?: string; context: Context };
    changed: () => void;
    begun: () => void;
    started: (visitor: Visitor) => void;
    // The customer has a chat already, in which these words are not said yet.
    joined: (visitor: Visitor, text: string) => void;
    refused: (problem: Problem, asked: Asked) => void;
}

export class Start {
    is_stuck = false; // the server cannot be reached
    readonly #o: ChatOptions;
    readonly #chat: StartChat;
    #asked: Asked | undefined;
    #wake: (() => void) | undefined;

    constructor(o: ChatOptions, chat: StartChat) {
        this.#o = o;
        this.#chat = chat;
    }

    ask(name: string, text: string): void {
        const asked = {
            client_id: random_id(),
            message_client_id: random_id(),
            name: name.trim(),
            text: sendable(text),
        };
        this.#keep(asked);
        this.#o.shelf.set("name", asked.name || undefined);
        void this.#run(asked);
    }

    // What was asked before a reload. False: nothing.
    resume(): boolean {
        const asked = this.#o.shelf.get_json<Asked>("starting");
        if (asked) void this.#run(asked);
        return asked !== undefined;
    }

    // What had been asked, if it is given up by this.
    cancel(): Asked | undefined {
        const asked = this.#asked;
        if (asked) this.#forget();
        return asked;
    }

    // Leaves what is kept to the tab that goes on with it.
    stop(): void {
        this.#asked = undefined;
        this.is_stuck = false;
        this.#wake?.();
    }

    #forget(): void {
        this.#keep(undefined);
        this.stop();
    }

    #keep(asked: Asked | undefined): void {
        this.#o.shelf.set("starting", asked && JSON.stringify(asked));
    }

    async #run(asked: Asked): Promise<void> {
        const { locks, shelf } = this.#o;
        this.#asked = asked;
        this.#chat.begun();
        for (let attempt = 0; this.#asked === asked; attempt++) {
            const problem = await exclusively(locks, `${shelf.prefix}start`, () =>
                this.#attempt(asked),
            );
            if (this.#asked !== asked || !problem) return;
            if (problem.code !== "unavailable") {
                this.#forget();
                this.#chat.refused(problem, asked);
                return;
            }
            this.is_stuck = true;
            this.#chat.changed();
            await this.#pause(Math.min(chat_times.start_pause_max_ms, 1_000 * 2 ** attempt));
        }
    }

    // Undefined: there is a conversation now.
    async #attempt(asked: Asked): Promise<Problem | undefined> {
        // Another tab may have finished the same start.
        if (this.#asked !== asked || !this.#o.shelf.get("starting")) return undefined;
        const { call, widget } = this.#o;
        const chat = this.#chat;
        let token = chat.token() ?? asked.token;
        try {
            if (!token) {
                // Kept before it is used: with it a repeated start finds the same chat.
                const fresh = await call("new_visitor", { widget });
                asked.token = token = fresh.visitor_token;
                this.#keep(asked);
            }
            const { conversation } = await call("start_chat", this.#request(asked), token);
            this.#forget();
            chat.started({ token, conversation });
            return undefined;
        } catch (error) {
            const problem = to_problem(error);
            const conversation = Number(problem.detail);
            if (problem.reason === "customer_has_chat" && token && conversation > 0) {
                this.#forget();
                chat.joined({ token, conversation }, asked.text);
                return undefined;
            }
            if (problem.code === "unauthenticated" && token) {
                asked.token = undefined;
                chat.forget_token();
                return this.#attempt(asked);
            }
            return problem;
        }
    }

    #request({ name, text, client_id, message_client_id }: Asked) {
        const { widget, page, device } = this.#o;
        const { language, context } = this.#chat.facts();
        return {
            widget,
            client_id,
            page,
            device,
            ...(language ? { language } : {}),
            ...(name ? { name } : {}),
            ...(text ? { text, message_client_id } : {}),
            ...(Object.keys(context).length ? { context } : {}),
        };
    }

    // Ends early when the network is back.
    #pause(ms: number): Promise<void> {
        const { clock, events } = this.#o;
        return new Promise((resolve) => {
            const done = () => {
                clock.clearTimeout(timer);
                events?.removeEventListener("online", done);
                this.#wake = undefined;
                resolve();
            };
            const timer = clock.setTimeout(done, ms);
            events?.addEventListener("online", done);
            this.#wake = done;
        });
    }
}
