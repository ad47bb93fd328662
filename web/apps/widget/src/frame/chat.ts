// The customer's chat: which conversation, what is in it, what may be done. All of the frame's
// state that is not on the screen only; the screen draws `view` and calls the methods.
//
// The visitor token and the conversation's id are kept under "visitor", for all tabs. Messages go
// through the outbox. Each file beside this one keeps one part of the state and knows no other.
import type { Availability, CustomerConversation, GetWidgetReply, Message } from "@parley/api";
import { Feed, Outbox, Problem, to_problem, type OutboxItem } from "@parley/feed";
import type { Context } from "../protocol";
import { ContextTold } from "./context";
import { say_end } from "./ending";
import type { TextKey } from "./i18n";
import { NetWatch } from "./net";
import { chat_times, type ChatOptions } from "./options";
import { closed, joined, type Past } from "./past";
import { Reading } from "./reading";
import { Start, type Visitor } from "./start";
import { Telling } from "./telling";
import { sendable } from "./text";
import { TypingShown, TypingTold } from "./typing";
import type { Phase, View } from "./view";

const none: readonly Message[] = [];

const history = () => import("./history");

export class Chat {
    view: View;
    language: string | undefined; // of the screen, told when a chat starts
    readonly #o: ChatOptions;
    readonly #listeners = new Set<() => void>();
    readonly #outbox: Outbox;
    readonly #start: Start;
    readonly #context: ContextTold;
    readonly #reading = new Reading();
    readonly #telling: Telling;
    readonly #net: NetWatch;
    readonly #typing_told: TypingTold;
    readonly #typing_shown: TypingShown;

    #config: GetWidgetReply | undefined;
    #config_at = 0;
    #phase: Phase = "loading";
    #form = { name: "", text: "" };
    #notice: TextKey | undefined;
    #wanted_start: { name: string; text: string } | undefined;

    #visitor: Visitor | undefined;
    #feed: Feed | undefined;
    #was_live = false;
    #past: Past | undefined;
    #row_seen = false; // in this feed
    #loading_older = false;
    #ending = false;

    constructor(o: ChatOptions) {
        const { shelf, clock } = o;
        const changed = () => this.#changed();
        this.#o = o;
        this.#visitor = shelf.get_json<Visitor>("visitor");
        this.#config = shelf.get_json<GetWidgetReply>("config");
        this.#form.name = shelf.get("name") ?? "";
        this.#telling = new Telling(o.tell_host);
        this.#net = new NetWatch(clock, o.is_online, changed);
        this.#typing_told = new TypingTold(clock, (typing) => this.#say_typing(typing));
        this.#typing_shown = new TypingShown(clock, changed);
        this.#context = new ContextTold({
            clock,
            context: o.context,
            send: (context) =>
                this.#running_feed()?.request("set_context", { conversation: this.#id, context }),
            refused: (problem) => this.#telling.error(problem),
        });
        this.#start = new Start(o, {
            token: () => this.#visitor?.token,
            forget_token: () => (this.#visitor = undefined),
            facts: () => ({
                ...(this.#config ? { language: this.language ?? "en" } : {}),
                context: this.#context.for_start(),
            }),
            changed,
            begun: () => {
                this.#notice = undefined;
                this.#enter("starting");
            },
            started: (visitor) => this.#started(visitor),
            joined: (visitor, text) => {
                this.#started(visitor);
                this.#context.owe_all();
                if (text) this.#outbox.add(this.#id, text);
            },
            refused: (problem, { name, text }) => {
                this.#form = { name, text };
                this.#notice =
                    problem.code === "resource_exhausted" ? "error_rate" : "error_unknown";
                this.#telling.error(problem);
                this.#enter("form");
            },
        });
        this.#outbox = new Outbox({
            name: `${shelf.prefix}outbox`,
            storage: shelf.storage,
            locks: o.locks,
            clock,
            ready: () => this.#feed?.status === "live",
            send: (item) => this.#send(item),
        });
        this.#outbox.subscribe(changed);
        this.view = this.#make_view();
    }

    subscribe(listener: () => void): () => void {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }

    // ---- before a chat ----

    // Resolves when there is something to show, be it that nothing can be shown.
    async load(): Promise<void> {
        this.#notice = undefined;
        const fresh = this.#refresh();
        if (!this.#config) {
            this.#enter("loading");
            await fresh;
        }
        if (this.#visitor?.conversation) this.#adopt();
        else if (!this.#start.resume()) this.#enter_form();
        const wanted = this.#wanted_start;
        if (wanted && this.#phase === "form") this.start(wanted.name, wanted.text);
        this.#wanted_start = undefined;
    }

    async availability(): Promise<Availability> {
        return (await this.#o.call("get_widget", { widget: this.#o.widget })).availability;
    }

    // Is somebody there now? Asked while the form is on the screen.
    freshen(): void {
        const age_ms = this.#o.clock.now() - this.#config_at;
        if (this.#phase === "form" && age_ms >= chat_times.refresh_ms) void this.#refresh();
    }

    async #refresh(): Promise<void> {
        try {
            this.#config = await this.#o.call("get_widget", { widget: this.#o.widget });
            this.#config_at = this.#o.clock.now();
            this.#o.shelf.set("config", JSON.stringify(this.#config));
        } catch (error) {
            const problem = to_problem(error);
            if (problem.code === "not_found") {
                this.#config = undefined;
                if (this.#phase === "form") this.#enter("unavailable");
            }
            this.#telling.error(problem);
        }
        this.#changed();
    }

    start(name: string, text: string): void {
        if (this.#phase === "loading") this.#wanted_start = { name, text };
        if (this.#phase === "form") this.#start.ask(name, text);
    }

    cancel_start(): void {
        const asked = this.#start.cancel();
        if (!asked) return;
        this.#form = { name: asked.name, text: asked.text };
        this.#enter("form");
    }

    #started(visitor: Visitor): void {
        this.#form = { name: this.#form.name, text: "" };
        this.#keep_visitor(visitor);
        this.#telling.from(0);
        this.#adopt();
    }

    // ---- the conversation ----

    #adopt(): void {
        this.#past = undefined;
        this.#row_seen = false;
        this.#reading.begin();
        this.#telling.begin();
        this.#ending = false;
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
            onProblem: (what) => this.#telling.error(new Problem("feed", "internal", what)),
        });
        this.#feed = feed;
        this.#was_live = false;
        feed.subscribe(() => this.#feed === feed && this.#feed_changed());
        feed.onHint((hint) => {
            if (hint.conversation === this.#id && hint.author === "agent")
                this.#typing_shown.heard(hint);
        });
        feed.start();
    }

    #close_feed(): void {
        const feed = this.#feed;
        this.#feed = undefined;
        this.#was_live = false;
        feed?.stop();
    }

    // Codes from 4500 on are final.
    #closed(code: number, reason: string): void {
        if (code < 4500 || code > 4999) return;
        this.#telling.error(new Problem(reason || "connection_refused", "unauthenticated"));
        if (code === 4504) this.#forget("expired");
        else this.#enter("unavailable");
    }

    // The token is no good.
    #forget(notice: TextKey): void {
        this.#close_feed();
        this.#keep_visitor(undefined);
        this.#notice = notice;
        this.#enter_form();
    }

    #keep_visitor(visitor: Visitor | undefined): void {
        this.#visitor = visitor;
        this.#o.shelf.set("visitor", visitor && JSON.stringify(visitor));
    }

    get #id(): number {
        return this.#visitor?.conversation ?? 0;
    }

    // While the conversation can be changed, and the server be told so now.
    #running_feed(): Feed | undefined {
        const feed = this.#feed;
        return this.#row_seen && !this.#is_ended() && feed?.status === "live" ? feed : undefined;
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
                messages: joined(this.#messages(), feed.messages(this.#id)),
            };
        } else if (live && this.#id && (!this.#was_live || this.#row_seen)) {
            this.#row_seen = false;
            void this.#read_closed(feed);
        }
        if (live && !this.#was_live) {
            this.#was_live = true;
            this.#outbox.wake();
        } else if (!live && this.#was_live) {
            this.#was_live = false;
            this.#typing_shown.stop();
        }
        this.#net.watch(live);
        this.#take_in(live);
        this.#say_read();
        this.#context.say();
    }

    // Out of the feed means closed: what was said stays readable.
    async #read_closed(feed: Feed): Promise<void> {
        const conversation = this.#id;
        const before = this.#past;
        const past = await history().then(
            ({ read_closed }) => read_closed(feed, conversation, before),
            () => (before ? closed(before) : "no_answer"),
        );
        if (conversation !== this.#id || this.#row_seen) return;
        if (past === "unknown") this.new_chat();
        else {
            if (past !== "no_answer") this.#past = past;
            this.#take_in(true);
        }
    }

    // What has become of the conversation reaches outbox, page and screen.
    #take_in(live: boolean): void {
        const messages = this.#messages();
        this.#outbox.settle(this.#id, messages);
        this.#telling.messages(messages, live, () => {
            this.#typing_shown.stop();
            if (!this.#reading.watched && this.sound) this.#o.beep();
        });
        if (this.#telling.conversation(this.#past?.row, this.#is_ended()))
            this.#typing_shown.stop();
        this.#see();
        this.#changed();
    }

    #messages(): readonly Message[] {
        return this.#past?.messages ?? none;
    }

    #is_ended(): boolean {
        const state = this.#past?.row.state;
        return state === "wrap_up" || state === "closed";
    }

    async load_older(): Promise<void> {
        const first = this.#messages()[0]?.seq ?? 0;
        const conversation = this.#id;
        const feed = this.#feed;
        if (this.#loading_older || first <= 1 || !feed || feed.status === "stopped") return;
        this.#loading_older = true;
        this.#changed();
        try {
            const older = await (await history()).read_older(feed, conversation, first);
            const past = this.#past;
            if (conversation === this.#id && past && past.messages[0]?.seq === first)
                this.#past = { ...past, messages: older.concat(past.messages) };
        } catch (error) {
            this.#telling.error(to_problem(error));
        }
        this.#loading_older = false;
        this.#changed();
    }

    // What another tab of this browser has kept.
    stored(key: string | null, value: string | null): void {
        this.#outbox.stored(key, value);
        if (key !== `${this.#o.shelf.prefix}visitor`) return;
        const before = this.#visitor;
        const visitor = this.#o.shelf.get_json<Visitor>("visitor");
        const other_token = visitor?.token !== before?.token;
        if (!other_token && visitor?.conversation === before?.conversation) return;
        this.#visitor = visitor;
        if (other_token) this.#close_feed();
        this.#start.stop();
        if (visitor?.conversation) this.#adopt();
        else this.#enter_form();
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

    typed(text: string): void {
        this.#typing_told.typed(text);
    }

    #say_typing(typing: boolean): void {
        if (this.#past?.row.state !== "active" || this.#phase !== "chat") return;
        this.#feed
            ?.request("set_typing", { conversation: this.#id, typing }, { wait: false })
            .catch(() => undefined);
    }

    set_context(change: Context): void {
        this.#context.set(change);
    }

    end(): void {
        if (this.#phase === "starting") this.cancel_start();
        if (this.#phase === "chat" && !this.#is_ended() && !this.#ending) void this.#end();
    }

    async #end(): Promise<void> {
        const conversation = this.#id;
        this.#ending = true;
        this.#changed();
        const problem = await say_end(conversation, this.#o.clock, () =>
            this.#feed?.status !== "stopped" && this.#id === conversation && !this.#is_ended()
                ? this.#feed
                : undefined,
        );
        if (problem) {
            this.#notice = "error_unknown";
            this.#telling.error(problem);
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
        this.#enter_form();
        void this.#refresh();
    }

    // ---- reading ----

    // Whether the newest messages are under the customer's eyes.
    set watched(watched: boolean) {
        if (this.#reading.watched === watched) return;
        this.#reading.watched = watched;
        if (!this.#see()) return;
        this.#changed();
        this.#say_read();
    }

    #see(): boolean {
        return this.#phase === "chat" && this.#reading.see(this.#messages(), this.#past?.row);
    }

    #say_read(): void {
        const feed = this.#running_feed();
        if (feed)
            this.#reading.say(this.#past?.row, (seq) =>
                feed.request("mark_read", { conversation: this.#id, seq }),
            );
    }

    get sound(): boolean {
        return this.#o.shelf.get("sound") !== "off";
    }

    set sound(on: boolean) {
        this.#o.shelf.set("sound", on ? undefined : "off");
        if (on) this.#o.beep();
        this.#changed();
    }

    // ---- the screen ----

    #enter_form(): void {
        this.#enter(this.#config ? "form" : "unavailable");
    }

    #enter(phase: Phase): void {
        this.#phase = phase;
        if (phase !== "chat") {
            this.#past = undefined;
            this.#row_seen = false;
            this.#telling.from(undefined);
            this.#net.forget();
            this.#ending = false;
        }
        this.#changed();
    }

    #make_view(): View {
        const phase = this.#phase;
        const messages = this.#messages();
        const row = this.#past?.row;
        const waits = this.#start.is_stuck ? "offline" : "ok";
        return {
            phase,
            config: this.#config,
            form: this.#form,
            notice: this.#notice,
            conversation: row,
            messages,
            unsent: this.#outbox.items(this.#id),
            ended: this.#is_ended(),
            ending: this.#ending,
            net: phase === "starting" ? waits : phase === "chat" ? this.#net.state : "ok",
            typing: this.#typing_shown.name,
            unread: phase === "chat" ? this.#reading.unread(messages, row) : 0,
            has_older: (messages[0]?.seq ?? 1) > 1,
            loading_older: this.#loading_older,
            sound: this.sound,
        };
    }

    #changed(): void {
        const view = (this.view = this.#make_view());
        this.#telling.state(
            view.phase === "starting" || (view.phase === "chat" && !view.ended),
            view.unread,
        );
        for (const listener of [...this.#listeners]) listener();
    }
}
