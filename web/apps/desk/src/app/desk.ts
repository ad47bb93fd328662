// Everything that belongs to one signed-in agent in one tab: the feed with its helpers, what is
// selected, what is asked. Made after sign-in, stopped at sign-out. Components get it by useDesk().
import type { Conversation, Operations } from "@parley/api";
import { Outbox, Problem, random_id, type Feed, type LocksLike } from "@parley/feed";
import { Announcer, Store, problem_text, type HttpCall } from "@parley/ui";
import type { i18n } from "i18next";
import { conversation, is_session_of, me, sessions } from "../feed/rows";
import type { ServerClock } from "../feed/server_clock";
import { TypingHints } from "../feed/typing";
import { Attention } from "./attention";
import { Drafts } from "./drafts";
import { Notices } from "./notices";
import { SelectionStore } from "./selection";
import type { SettingsStore } from "./settings";

export type DialogRequest =
    | { ask: "leave"; conversation: number }
    | { ask: "end"; conversation: number }
    | { ask: "sign_out" }
    | { ask: "shortcuts" }
    | { ask: "palette" }
    | { ask: "quick_replies" }
    | { ask: "settings" }
    | { ask: "password" }
    | { ask: "logins" };

// What the screen on show offers to shortcuts: parts that exist only while it is mounted.
export interface ScreenHandles {
    focus_composer?: () => void;
    open_quick_replies?: () => void;
    jump_to_latest?: () => void;
    open_presence?: () => void;
    toggle_panel?: () => void;
}

export interface DeskParts {
    feed: Feed;
    http: HttpCall;
    clock: ServerClock;
    settings: SettingsStore;
    texts: i18n;
    agent: number;
    signed_out: () => void;
}

type OnConversation =
    | "accept_offer"
    | "reject_offer"
    | "pick_conversation"
    | "end_conversation"
    | "leave_conversation";

const attempts_max = 4;

function storage_or_none(): Storage | undefined {
    try {
        return window.localStorage;
    } catch {
        return undefined;
    }
}

export class Desk {
    readonly feed: Feed;
    readonly clock: ServerClock;
    readonly settings: SettingsStore;
    readonly texts: i18n;
    readonly agent: number;
    readonly outbox: Outbox;
    readonly selection = new SelectionStore();
    readonly attention = new Attention();
    readonly typing = new TypingHints();
    readonly announcer = new Announcer();
    readonly notices = new Notices();
    readonly drafts: Drafts;
    readonly dialog = new Store<DialogRequest | null>(null);
    readonly pending = new Store<ReadonlySet<string>>(new Set());
    readonly handles: ScreenHandles = {};
    // Offers answered in this tab, as "conversation/session": their going is no news here.
    readonly answered = new Set<string>();
    // From the question on: the server closes the connection before its answer arrives.
    is_signing_out = false;
    readonly http: HttpCall; // for what sets or checks credentials
    readonly #signed_out: () => void;
    readonly #stops: (() => void)[] = [];

    constructor(parts: DeskParts) {
        this.feed = parts.feed;
        this.clock = parts.clock;
        this.settings = parts.settings;
        this.texts = parts.texts;
        this.agent = parts.agent;
        this.http = parts.http;
        this.#signed_out = parts.signed_out;
        this.drafts = new Drafts(parts.agent);
        const { feed } = parts;
        this.outbox = new Outbox({
            name: `parley.outbox.${parts.agent}`,
            ready: () => feed.status === "live",
            send: ({ conversation, text, client_id }) =>
                feed.request("send_message", { conversation, text, client_id }, { wait: false }),
            storage: storage_or_none(),
            locks: "locks" in navigator ? (navigator.locks as LocksLike) : undefined,
        });
    }

    start(): void {
        const { feed, outbox } = this;
        let was_live = false;
        const on_stored = (event: StorageEvent) => outbox.stored(event.key, event.newValue);
        window.addEventListener("storage", on_stored);
        this.#stops.push(
            () => window.removeEventListener("storage", on_stored),
            feed.onHint((hint) => this.typing.take(hint)),
            feed.subscribe(() => {
                for (const each of sessions(feed)) outbox.settle(each.id, feed.messages(each.id));
                const is_live = feed.status === "live";
                if (is_live && !was_live) outbox.wake();
                was_live = is_live;
            }),
        );
        feed.start();
    }

    stop(): void {
        for (const stop of this.#stops) stop();
        this.outbox.close();
        this.feed.stop();
        this.selection.stop();
        this.attention.stop();
        this.typing.stop();
    }

    // ---- what agents do ----

    accept(id: number): Promise<boolean> {
        const offer = this.feed.row<{ session: number }>(`offer/${id}`);
        if (offer) this.answered.add(`${id}/${offer.session}`);
        return this.#on_conversation("accept_offer", id).then((done) => {
            if (done) this.selection.conversation(id);
            return done;
        });
    }

    decline(id: number): Promise<boolean> {
        const offer = this.feed.row<{ session: number }>(`offer/${id}`);
        if (offer) this.answered.add(`${id}/${offer.session}`);
        return this.#on_conversation("reject_offer", id).then((done) => {
            if (done && this.selection.is(id)) this.selection.home();
            return done;
        });
    }

    pick(id: number): Promise<boolean> {
        return this.#on_conversation("pick_conversation", id).then((done) => {
            if (done) this.selection.conversation(id);
            return done;
        });
    }

    // Ending cannot be taken back, so it asks when the customer still waits for an answer.
    ask_end(each: Conversation): void {
        if (each.waits_since !== undefined) this.dialog.set({ ask: "end", conversation: each.id });
        else void this.end(each.id);
    }

    end(id: number): Promise<boolean> {
        return this.#on_conversation("end_conversation", id);
    }

    // ✖: a wrap-up is simply closed; leaving a running conversation asks first.
    ask_leave(each: Conversation): void {
        if (each.state === "wrap_up") void this.leave(each.id);
        else this.dialog.set({ ask: "leave", conversation: each.id });
    }

    async leave(id: number): Promise<boolean> {
        const before = sessions(this.feed);
        const done = await this.#on_conversation("leave_conversation", id);
        if (!done) return false;
        this.drafts.write(id, "");
        if (this.selection.is(id)) {
            const place = before.findIndex((each) => each.id === id);
            const next = before[place + 1] ?? before[place - 1];
            if (next) this.selection.conversation(next.id);
            else this.selection.home();
        }
        return true;
    }

    set_presence(presence: Operations["set_presence"]["request"]["presence"]): Promise<boolean> {
        return this.#attempt("set_presence", (client_id) =>
            this.feed.request("set_presence", { presence, client_id }),
        );
    }

    // With another browser login everything stays as it is when this one is closed.
    async has_other_login(): Promise<boolean> {
        const { logins } = await this.feed.request("list_logins", {});
        return logins.some((each) => each.kind === "browser" && !each.current && each.connected);
    }

    // Over HTTP, because the answer takes the cookie away.
    async sign_out(): Promise<boolean> {
        this.is_signing_out = true;
        const done = await this.#attempt("sign_out", () => this.http("sign_out", {}));
        this.is_signing_out = false;
        if (done) this.#signed_out();
        return done;
    }

    save_quick_reply(request: Omit<Operations["save_quick_reply"]["request"], "client_id">): Promise<boolean> {
        return this.#attempt("save_quick_reply", (client_id) =>
            this.feed.request("save_quick_reply", { ...request, client_id }),
        );
    }

    delete_quick_reply(id: number): Promise<boolean> {
        return this.#attempt(`delete_quick_reply/${id}`, () => this.feed.request("delete_quick_reply", { id }));
    }

    // Seen by the agent; a hint about the past, so failures are left to the next try.
    mark_read(id: number, seq: number): void {
        this.feed.request("mark_read", { conversation: id, seq }).catch(() => undefined);
    }

    send_typing(id: number, typing: boolean): void {
        if (this.feed.status !== "live") return;
        this.feed.request("set_typing", { conversation: id, typing }).catch(() => undefined);
    }

    report(problem: unknown): void {
        this.notices.show("error", problem_text(this.texts, problem));
    }

    is_my_session(id: number): boolean {
        const each = conversation(this.feed, id);
        return each !== undefined && is_session_of(each, me(this.feed)?.id ?? this.agent);
    }

    #on_conversation(operation: OnConversation, id: number): Promise<boolean> {
        return this.#attempt(`${operation}/${id}`, (client_id) =>
            this.feed.request(operation, { conversation: id, client_id }),
        );
    }

    // One at a time per name. A connection lost in between leaves the outcome unknown: the same client id
    // asks again and gets the first answer.
    async #attempt(name: string, run: (client_id: string) => Promise<unknown>): Promise<boolean> {
        if (this.pending.get().has(name)) return false;
        this.pending.update((before) => new Set(before).add(name));
        const client_id = random_id();
        try {
            for (let attempt = 1; ; attempt++) {
                try {
                    await run(client_id);
                    return true;
                } catch (problem) {
                    const repeat = problem instanceof Problem && problem.code === "unavailable";
                    if (!repeat || attempt >= attempts_max || this.feed.status === "stopped") {
                        this.report(problem);
                        return false;
                    }
                    await new Promise((resume) => setTimeout(resume, 300 * attempt));
                }
            }
        } finally {
            this.pending.update((before) => {
                const after = new Set(before);
                after.delete(name);
                return after;
            });
        }
    }
}
