// The customer's chat: which conversation, what is in it, what may be done. All of the frame's
// state that is not on the screen only; the screen draws `view` and calls the methods.
//
// The visitor token and the conversation's id are kept under "visitor", for all tabs. A chat being
// started is kept under "starting" until the server has answered, so that a reload goes on with the
// same client ids. Messages go through the outbox.
import type {
    Availability,
    CustomerConversation,
    GetWidgetReply,
    Message,
    Typing,
} from "@parley/api";
import {
    exclusively,
    Feed,
    Outbox,
    Problem,
    random_id,
    to_problem,
    type ClockLike,
    type LocksLike,
    type OutboxItem,
    type PageLike,
    type SocketLike,
} from "@parley/feed";
import type { Context, FrameMessage } from "../protocol";
import type { Call } from "./http";
import type { TextKey } from "./i18n";
import type { Shelf } from "./storage";
import { sendable } from "./text";

export type Phase = "loading" | "unavailable" | "form" | "starting" | "chat";
export type Net = "ok" | "offline" | "connecting";

export interface View {
    phase: Phase;
    config: GetWidgetReply | undefined;
    form: { name: string; text: string };
    notice: TextKey | undefined; // what went wrong, until the next attempt
    conversation: CustomerConversation | undefined;
    messages: readonly Message[];
    unsent: readonly OutboxItem[];
    ended: boolean;
    ending: boolean;
    net: Net;
    typing: string | undefined; // who
    unread: number;
    has_older: boolean;
    loading_older: boolean;
    sound: boolean;
}

export interface ChatOptions {
    widget: string;
    page: string;
    device: string;
    context: Context;
    call: Call;
    feed_url: string;
    shelf: Shelf;
    tell_host: (message: FrameMessage) => void;
    beep: () => void;
    is_online: () => boolean;
    clock: ClockLike;
    random?: () => number;
    socket?: (url: string) => SocketLike;
    locks?: LocksLike | undefined;
    events?: PageLike | undefined;
}

export const chat_times = {
    typing_every_ms: 3_000,
    typing_idle_ms: 5_000,
    typing_shown_ms: 6_000,
    net_patience_ms: 1_500, // a reconnect shorter than this is not worth a banner
    start_pause_max_ms: 15_000,
    refresh_ms: 30_000,
} as const;

interface Visitor {
    token: string;
    conversation?: number;
}

interface Starting {
    client_id: string;
    message_client_id: string;
    name: string;
    text: string;
    token?: string | undefined;
}

// The conversation as it was when it left the feed: closed ones are no longer followed.
interface Past {
    row: CustomerConversation;
    messages: readonly Message[];
}

const page_size = 50;
const end_again_ms = 1_000;

export class Chat {
    view: View;
    readonly #o: ChatOptions;
    readonly #clock: ClockLike;
    readonly #outbox: Outbox;
    readonly #listeners = new Set<() => void>();
    #config: GetWidgetReply | undefined;
    #config_at = 0;
    #context: Context;
    #context_owed: Context; // not yet told to the server
    #context_under_way = false;
    #phase: Phase = "loading";
    #form = { name: "", text: "" };
    #notice: TextKey | undefined;

    #visitor: Visitor | undefined;
    #feed: Feed | undefined;
    #was_live = false;
    #past: Past | undefined;
    #row_seen = false;
    #told_seq: number | undefined; // newest message the page has been told of
    #was_running = false;
    #told_running: boolean | undefined;
    #told_unread = 0;

    #starting: Starting | undefined;
    #start_wake: (() => void) | undefined;
    #start_stuck = false;
    #wanted_start: { name: string; text: string } | undefined;

    #lost_at: number | undefined;
    #read_seq = 0; // seen here
    #said_read = 0; // and told to the server
    #watched = false; // open, visible, focused and at the bottom
    #loading_older = false;
    #ending = false;
    #typing: { name: string; timer: unknown } | undefined;
    #typed_at = -Infinity;
    #typed_timer: unknown;
    #net_timer: unknown;

    constructor(o: ChatOptions) {
        this.#o = o;
        this.#clock = o.clock;
        this.#context = { ...o.context };
        this.#context_owed = { ...o.context };
        this.#visitor = o.shelf.get_json<Visitor>("visitor");
        this.#config = o.shelf.get_json<GetWidgetReply>("config");
        this.#form.name = o.shelf.get("name") ?? "";
        this.#outbox = new Outbox({
            name: `${o.shelf.prefix}outbox`,
            storage: o.shelf.storage,
            locks: o.locks,
            clock: o.clock,
            ready: () => this.#feed?.status === "live",
            send: (item) => this.#send(item),
        });
        this.#outbox.subscribe(() => this.#changed());
        this.view = this.#make_view();
    }

    subscribe(listener: () => void): () => void {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }

    // Resolves when there is something to show, be it that nothing can be shown.
    async load(): Promise<void> {
        this.#notice = undefined;
        const fresh = this.#refresh();
        if (!this.#config) {
            this.#enter("loading");
            await fresh;
        }
        const starting = this.#o.shelf.get_json<Starting>("starting");
        if (this.#visitor?.conversation) this.#adopt();
        else if (starting) void this.#run_start(starting);
        else this.#enter(this.#config ? "form" : "unavailable");
        if (this.#wanted_start && this.#phase === "form")
            this.start(this.#wanted_start.name, this.#wanted_start.text);
        this.#wanted_start = undefined;
    }

    async availability(): Promise<Availability> {
        return (await this.#o.call("get_widget", { widget: this.#o.widget })).availability;
    }

    // Is somebody there now? Asked while the form is on the screen.
    freshen(): void {
        if (this.#phase === "form" && this.#clock.now() - this.#config_at >= chat_times.refresh_ms)
            void this.#refresh();
    }

    async #refresh(): Promise<void> {
        try {
            this.#config = await this.#o.call("get_widget", { widget: this.#o.widget });
            this.#config_at = this.#clock.now();
            this.#o.shelf.set("config", JSON.stringify(this.#config));
        } catch (error) {
            const problem = to_problem(error);
            if (problem.code === "not_found") {
                this.#config = undefined;
                if (this.#phase === "form") this.#enter("unavailable");
            }
            this.#tell_error(problem);
        }
        this.#changed();
    }

    // ---- starting ----

    start(name: string, text: string): void {
        if (this.#phase === "loading") this.#wanted_start = { name, text };
        if (this.#phase !== "form") return;
        const starting = {
            client_id: random_id(),
            message_client_id: random_id(),
            name: name.trim(),
            text: sendable(text),
        };
        this.#o.shelf.set("starting", JSON.stringify(starting));
        this.#o.shelf.set("name", starting.name || undefined);
        void this.#run_start(starting);
    }

    cancel_start(): void {
        const starting = this.#starting;
        if (!starting) return;
        this.#forget_start();
        this.#form = { name: starting.name, text: starting.text };
        this.#enter("form");
    }

    async #run_start(starting: Starting): Promise<void> {
        this.#starting = starting;
        this.#notice = undefined;
        this.#enter("starting");
        for (let attempt = 0; this.#starting === starting; attempt++) {
            const problem = await exclusively(this.#o.locks, `${this.#o.shelf.prefix}start`, () =>
                this.#try_start(starting),
            );
            if (this.#starting !== starting || !problem) return;
            if (problem.code !== "unavailable") {
                this.cancel_start();
                this.#notice =
                    problem.code === "resource_exhausted" ? "error_rate" : "error_unknown";
                this.#tell_error(problem);
                this.#changed();
                return;
            }
            this.#start_stuck = true;
            this.#changed();
            await this.#pause(Math.min(chat_times.start_pause_max_ms, 1_000 * 2 ** attempt));
        }
    }

    // Undefined: there is a conversation now.
    async #try_start(starting: Starting): Promise<Problem | undefined> {
        // Another tab may have finished the same start.
        if (this.#starting !== starting || !this.#o.shelf.get("starting")) return undefined;
        let token = this.#visitor?.token ?? starting.token;
        try {
            this.#context_owed = {};
            if (!token) {
                // Kept before it is used: with it a repeated start finds the same chat.
                const fresh = await this.#o.call("new_visitor", { widget: this.#o.widget });
                starting.token = token = fresh.visitor_token;
                this.#o.shelf.set("starting", JSON.stringify(starting));
            }
            const reply = await this.#o.call("start_chat", this.#start_request(starting), token);
            this.#started({ token, conversation: reply.conversation });
            return undefined;
        } catch (error) {
            const problem = to_problem(error);
            if (problem.reason === "customer_has_chat" && token && Number(problem.detail) > 0) {
                this.#started({ token, conversation: Number(problem.detail) });
                this.set_context(this.#context);
                if (starting.text) this.#outbox.add(Number(problem.detail), starting.text);
                return undefined;
            }
            if (problem.code === "unauthenticated" && token) {
                this.#visitor = starting.token = undefined;
                return this.#try_start(starting);
            }
            return problem;
        }
    }

    #start_request(starting: Starting) {
        const { name, text, client_id, message_client_id } = starting;
        const context = Object.fromEntries(
            Object.entries(this.#context).filter(([, value]) => value !== ""),
        );
        return {
            widget: this.#o.widget,
            client_id,
            page: this.#o.page,
            device: this.#o.device,
            ...(this.#config ? { language: this.#language } : {}),
            ...(name ? { name } : {}),
            ...(text ? { text, message_client_id } : {}),
            ...(Object.keys(context).length ? { context } : {}),
        };
    }

    #language = "en";
    set language(language: string) {
        this.#language = language;
    }

    #started(visitor: Visitor): void {
        this.#forget_start();
        this.#form = { name: this.#form.name, text: "" };
        this.#keep_visitor(visitor);
        this.#told_seq = 0;
        this.#adopt();
    }

    #forget_start(): void {
        this.#starting = undefined;
        this.#start_stuck = false;
        this.#o.shelf.set("starting", undefined);
        this.#start_wake?.();
    }

    // Ends early when the network is back.
    #pause(ms: number): Promise<void> {
        return new Promise((resolve) => {
            const done = () => {
                this.#clock.clearTimeout(timer);
                this.#o.events?.removeEventListener("online", done);
                this.#start_wake = undefined;
                resolve();
            };
            const timer = this.#clock.setTimeout(done, ms);
            this.#o.events?.addEventListener("online", done);
            this.#start_wake = done;
        });
    }

    // ---- the conversation ----

    #adopt(): void {
        this.#past = undefined;
        this.#row_seen = false;
        this.#read_seq = 0;
        this.#said_read = 0;
        this.#ending = false;
        this.#was_running = false;
        this.#notice = undefined;
        this.#enter("chat");
        if (this.#feed?.status === "stopped") this.#close_feed();
        if (!this.#feed) this.#open_feed();
        else this.#feed_changed();
    }

    #open_feed(): void {
        const { socket, random, events, clock, feed_url } = this.#o;
        const feed = new Feed({
            url: feed_url,
            token: async () => this.#visitor?.token ?? null,
            clock,
            ...(socket ? { socket } : {}),
            ...(random ? { random } : {}),
            ...(events ? { page: events } : {}),
            onClose: (code, reason) => this.#feed === feed && this.#closed(code, reason),
            onProblem: (what) => this.#tell_error(new Problem("feed", "internal", what)),
        });
        this.#feed = feed;
        this.#was_live = false;
        feed.subscribe(() => this.#feed === feed && this.#feed_changed());
        feed.onHint((typing) => this.#heard_typing(typing));
        feed.start();
    }

    #close_feed(): void {
        const feed = this.#feed;
        this.#feed = undefined;
        this.#was_live = false;
        feed?.stop();
    }

    #closed(code: number, reason: string): void {
        if (code < 4500 || code > 4999) return;
        this.#tell_error(new Problem(reason || "connection_refused", "unauthenticated"));
        if (code === 4504) this.#forget("expired");
        else this.#enter("unavailable");
    }

    // The token is no good, or the conversation is gone.
    #forget(notice: TextKey | undefined): void {
        this.#close_feed();
        this.#keep_visitor(undefined);
        this.#notice = notice;
        this.#enter(this.#config ? "form" : "unavailable");
    }

    #keep_visitor(visitor: Visitor | undefined): void {
        this.#visitor = visitor;
        this.#o.shelf.set("visitor", visitor && JSON.stringify(visitor));
    }

    get #id(): number {
        return this.#visitor?.conversation ?? 0;
    }

    #feed_changed(): void {
        const feed = this.#feed;
        if (!feed) return;
        const live = feed.status === "live";
        const row = feed.row<CustomerConversation>(`conversation/${this.#id}`);
        if (row) {
            this.#row_seen = true;
            this.#past = {
                row,
                messages: joined(this.#past?.messages ?? [], feed.messages(this.#id)),
            };
        } else if (live && this.#id && (!this.#was_live || this.#row_seen)) {
            this.#row_seen = false;
            void this.#read_past(this.#id);
        }
        if (live && !this.#was_live) {
            this.#was_live = true;
            this.#outbox.wake();
        } else if (!live && this.#was_live) {
            this.#was_live = false;
            this.#stop_showing_typing();
        }
        this.#watch_net(live);
        this.#outbox.settle(this.#id, this.#messages());
        this.#tell_messages(live);
        this.#see();
        this.#changed();
        this.#say_read();
        this.#say_context();
    }

    // Out of the feed means closed: what was said stays readable.
    async #read_past(conversation: number): Promise<void> {
        const before = this.#past;
        try {
            const last = before?.messages.at(-1)?.seq;
            const page = await this.#feed!.request("list_messages", {
                conversation,
                ...(last ? { after_seq: last, limit: 100 } : { limit: page_size }),
            });
            if (conversation !== this.#id || this.#row_seen) return;
            const messages = (before?.messages ?? []).concat(page.messages);
            const row = before?.row ?? unknown_row(conversation, messages);
            this.#past = { row: { ...row, state: "closed" }, messages };
        } catch (error) {
            const problem = to_problem(error);
            if (conversation !== this.#id || this.#row_seen) return;
            if (before) this.#past = { ...before, row: { ...before.row, state: "closed" } };
            else if (!problem.transient) {
                this.new_chat();
                return;
            }
        }
        this.#outbox.settle(conversation, this.#messages());
        this.#tell_messages(true);
        this.#changed();
    }

    #messages(): readonly Message[] {
        return this.#past?.messages ?? none;
    }

    #is_ended(): boolean {
        const state = this.#past?.row.state;
        return state === "wrap_up" || state === "closed";
    }

    // ---- writing ----

    // False: not taken; the words stay in the box.
    send(text: string): boolean {
        const words = sendable(text);
        if (!words || !this.#id || this.#is_ended()) return false;
        this.typed("");
        const item = this.#outbox.add(this.#id, words);
        this.#notice = item ? undefined : "error_full";
        this.#changed();
        return item !== undefined;
    }

    retry(client_id: string): void {
        this.#outbox.retry(client_id);
    }

    discard(client_id: string): void {
        this.#outbox.discard(client_id);
    }

    async #send(item: OutboxItem): Promise<{ seq: number }> {
        if (!this.#feed) throw new Problem("offline");
        const { conversation, text, client_id } = item;
        return this.#feed.request(
            "send_message",
            { conversation, text, client_id },
            { wait: false },
        );
    }

    // What another tab of this browser has kept.
    stored(key: string | null, value: string | null): void {
        this.#outbox.stored(key, value);
        if (key !== `${this.#o.shelf.prefix}visitor`) return;
        const visitor = this.#o.shelf.get_json<Visitor>("visitor");
        const other_token = visitor?.token !== this.#visitor?.token;
        const other_conversation = visitor?.conversation !== this.#visitor?.conversation;
        if (!other_token && !other_conversation) return;
        this.#visitor = visitor;
        if (other_token) this.#close_feed();
        this.#starting = undefined;
        this.#start_stuck = false;
        this.#start_wake?.();
        if (visitor?.conversation) this.#adopt();
        else this.#enter(this.#config ? "form" : "unavailable");
    }

    end(): void {
        if (this.#phase === "starting") this.cancel_start();
        if (this.#phase === "chat" && !this.#is_ended() && !this.#ending) void this.#end();
    }

    // Repeats itself until the server has answered: who said "end" need not wait for the network.
    async #end(): Promise<void> {
        const conversation = this.#id;
        this.#ending = true;
        this.#changed();
        while (
            this.#feed &&
            this.#feed.status !== "stopped" &&
            this.#id === conversation &&
            !this.#is_ended()
        ) {
            try {
                await this.#feed.request("end_conversation", {
                    conversation,
                    client_id: `end-${conversation}`,
                });
                break;
            } catch (error) {
                const problem = to_problem(error);
                if (problem.code !== "unavailable") {
                    this.#notice = "error_unknown";
                    this.#tell_error(problem);
                    break;
                }
                await new Promise<void>((resolve) => this.#clock.setTimeout(resolve, end_again_ms));
            }
        }
        this.#ending = false;
        this.#changed();
    }

    new_chat(): void {
        for (const item of this.#outbox.items(this.#id)) this.#outbox.discard(item.client_id);
        if (this.#visitor) this.#keep_visitor({ token: this.#visitor.token });
        this.#past = undefined;
        this.#notice = undefined;
        this.#close_feed();
        this.#form.name = this.#o.shelf.get("name") ?? "";
        this.#enter(this.#config ? "form" : "unavailable");
        void this.#refresh();
    }

    set_context(change: Context): void {
        Object.assign(this.#context, change);
        Object.assign(this.#context_owed, change);
        this.#say_context();
    }

    // One request at a time; what comes meanwhile goes with the next.
    #say_context(): void {
        const owed = this.#context_owed;
        const running = this.#row_seen && !this.#is_ended() && this.#feed?.status === "live";
        if (!running || this.#context_under_way || !Object.keys(owed).length) return;
        this.#context_owed = {};
        this.#context_under_way = true;
        const done = () => {
            this.#context_under_way = false;
            this.#say_context();
        };
        this.#feed!.request("set_context", { conversation: this.#id, context: owed }).then(
            done,
            (problem: Problem) => {
                if (!problem.transient) {
                    this.#tell_error(problem);
                    done();
                    return;
                }
                this.#context_owed = { ...owed, ...this.#context_owed };
                this.#clock.setTimeout(done, (problem.retryAfter ?? 1) * 1_000);
            },
        );
    }

    async load_older(): Promise<void> {
        const first = this.#messages()[0]?.seq ?? 0;
        const conversation = this.#id;
        if (this.#loading_older || first <= 1 || !this.#feed || this.#feed.status === "stopped")
            return;
        this.#loading_older = true;
        this.#changed();
        try {
            const page = await this.#feed.request("list_messages", {
                conversation,
                before_seq: first,
                limit: page_size,
            });
            if (conversation === this.#id && this.#past && this.#past.messages[0]?.seq === first)
                this.#past = { ...this.#past, messages: page.messages.concat(this.#past.messages) };
        } catch (error) {
            this.#tell_error(to_problem(error));
        }
        this.#loading_older = false;
        this.#changed();
    }

    // ---- reading ----

    // Whether the newest messages are under the customer's eyes.
    set watched(watched: boolean) {
        if (this.#watched === watched) return;
        this.#watched = watched;
        if (!this.#see()) return;
        this.#changed();
        this.#say_read();
    }

    #see(): boolean {
        const seq = this.#messages().at(-1)?.seq ?? 0;
        if (!this.#watched || this.#phase !== "chat" || seq <= this.#read_up_to()) return false;
        this.#read_seq = seq;
        return true;
    }

    // Lost ones are said again when the feed is live again.
    #say_read(): void {
        const seq = this.#read_seq;
        if (seq <= Math.max(this.#said_read, this.#past?.row.customer_read_seq ?? 0)) return;
        if (!this.#row_seen || this.#is_ended() || this.#feed?.status !== "live") return;
        this.#said_read = seq;
        this.#feed
            .request("mark_read", { conversation: this.#id, seq })
            .catch((problem: Problem) => {
                if (problem.transient) this.#said_read = 0;
            });
    }

    #read_up_to(): number {
        return Math.max(this.#read_seq, this.#past?.row.customer_read_seq ?? 0);
    }

    #unread(): number {
        if (this.#phase !== "chat") return 0;
        const read = this.#read_up_to();
        let count = 0;
        for (const message of this.#messages())
            if (message.author === "agent" && message.seq > read) count++;
        return count;
    }

    get sound(): boolean {
        return this.#o.shelf.get("sound") !== "off";
    }

    set sound(on: boolean) {
        this.#o.shelf.set("sound", on ? undefined : "off");
        if (on) this.#o.beep();
        this.#changed();
    }

    // ---- typing ----

    typed(text: string): void {
        this.#clock.clearTimeout(this.#typed_timer);
        const now = this.#clock.now();
        if (text.trim() === "") {
            if (this.#typed_at > -Infinity) this.#say_typing(false);
            this.#typed_at = -Infinity;
            return;
        }
        if (now - this.#typed_at >= chat_times.typing_every_ms) {
            this.#typed_at = now;
            this.#say_typing(true);
        }
        this.#typed_timer = this.#clock.setTimeout(() => this.typed(""), chat_times.typing_idle_ms);
    }

    #say_typing(typing: boolean): void {
        if (this.#past?.row.state !== "active" || this.#phase !== "chat") return;
        this.#feed
            ?.request("set_typing", { conversation: this.#id, typing }, { wait: false })
            .catch(() => undefined);
    }

    #heard_typing(hint: Typing): void {
        if (hint.conversation !== this.#id || hint.author !== "agent") return;
        this.#clock.clearTimeout(this.#typing?.timer);
        this.#typing = hint.typing
            ? {
                  name: hint.name,
                  timer: this.#clock.setTimeout(
                      () => this.#stop_showing_typing(),
                      chat_times.typing_shown_ms,
                  ),
              }
            : undefined;
        this.#changed();
    }

    #stop_showing_typing(): void {
        if (!this.#typing) return;
        this.#clock.clearTimeout(this.#typing.timer);
        this.#typing = undefined;
        this.#changed();
    }

    // ---- telling ----

    #tell_messages(live: boolean): void {
        const messages = this.#messages();
        const last = messages.at(-1)?.seq ?? 0;
        if (this.#told_seq === undefined && live) this.#told_seq = last;
        for (const message of messages) {
            if (this.#told_seq === undefined || message.seq <= this.#told_seq) continue;
            const detail = { conversation: this.#id, seq: message.seq, text: message.text };
            if (message.author === "customer") this.#event("message_sent", detail);
            if (message.author !== "agent") continue;
            this.#stop_showing_typing();
            this.#event("message_received", { ...detail, name: message.name });
            if (!this.#watched && this.sound) this.#o.beep();
        }
        if (this.#told_seq !== undefined) this.#told_seq = Math.max(this.#told_seq, last);
        const running = this.#past !== undefined && !this.#is_ended();
        if (this.#was_running && !running && this.#past) {
            this.#stop_showing_typing();
            const by = { ended_by_agent: "agent", ended_by_customer: "customer" }[
                this.#past.row.cause as string
            ];
            this.#event("chat_ended", { conversation: this.#id, by: by ?? "system" });
        }
        this.#was_running = running;
    }

    #event(
        name: "message_received" | "message_sent" | "chat_ended",
        detail: Record<string, unknown>,
    ): void {
        this.#o.tell_host({ type: "event", name, detail });
    }

    #tell_error(problem: Problem): void {
        const detail = { reason: problem.reason, detail: problem.detail };
        this.#o.tell_host({ type: "event", name: "error", detail });
    }

    #watch_net(live: boolean): void {
        if (live) {
            this.#lost_at = undefined;
            this.#clock.clearTimeout(this.#net_timer);
            this.#net_timer = undefined;
        } else if (this.#lost_at === undefined) {
            this.#lost_at = this.#clock.now();
            this.#net_timer = this.#clock.setTimeout(
                () => this.#changed(),
                chat_times.net_patience_ms,
            );
        }
    }

    #net(): Net {
        if (this.#phase === "starting") return this.#start_stuck ? "offline" : "ok";
        if (this.#phase !== "chat" || this.#lost_at === undefined) return "ok";
        if (!this.#o.is_online()) return "offline";
        return this.#clock.now() - this.#lost_at >= chat_times.net_patience_ms
            ? "connecting"
            : "ok";
    }

    #enter(phase: Phase): void {
        this.#phase = phase;
        if (phase !== "chat") {
            this.#past = undefined;
            this.#row_seen = false;
            this.#told_seq = undefined;
            this.#lost_at = undefined;
            this.#ending = false;
        }
        this.#changed();
    }

    #make_view(): View {
        const messages = this.#messages();
        return {
            phase: this.#phase,
            config: this.#config,
            form: this.#form,
            notice: this.#notice,
            conversation: this.#past?.row,
            messages,
            unsent: this.#outbox.items(this.#id),
            ended: this.#is_ended(),
            ending: this.#ending,
            net: this.#net(),
            typing: this.#typing?.name,
            unread: this.#unread(),
            has_older: (messages[0]?.seq ?? 1) > 1,
            loading_older: this.#loading_older,
            sound: this.sound,
        };
    }

    #changed(): void {
        this.view = this.#make_view();
        const running = this.#phase === "starting" || (this.#phase === "chat" && !this.view.ended);
        if (running !== this.#told_running) {
            this.#told_running = running;
            this.#o.tell_host({ type: "running", running });
        }
        if (this.view.unread !== this.#told_unread) {
            this.#told_unread = this.view.unread;
            this.#o.tell_host({ type: "unread", count: this.view.unread });
        }
        for (const listener of [...this.#listeners]) listener();
    }
}

const none: readonly Message[] = [];

// The feed's run of messages behind older ones read before, as long as nothing is missing in
// between.
function joined(older: readonly Message[], newer: readonly Message[]): readonly Message[] {
    const first = newer[0]?.seq;
    if (first === undefined) return older.length ? older : newer;
    const before = older.filter((message) => message.seq < first);
    if (before.at(-1)?.seq !== first - 1) return newer;
    if (older.length === before.length + newer.length && older.at(-1) === newer.at(-1))
        return older;
    return before.concat(newer);
}

function unknown_row(conversation: number, messages: readonly Message[]): CustomerConversation {
    return {
        id: conversation,
        state: "closed",
        cause: "wrapped_up",
        agent_name: "",
        availability: "offline",
        last_seq: messages.at(-1)?.seq ?? 0,
        agent_read_seq: 0,
        customer_read_seq: messages.at(-1)?.seq ?? 0,
        created_at: messages[0]?.sent_at ?? 0,
    };
}
