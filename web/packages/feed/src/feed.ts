// One connection to the server and what came over it: a row store that readers subscribe to, and a
// state machine that keeps it true through lost networks, sleeping laptops and restarted servers.
//
//   offline ──► connecting ──► catching_up ──► live       a lost socket leads to offline,
//      ▲             └──────────────┴───────────┘         and after a pause to connecting
//
// What always holds: rows are those of one history; `position` is the last one up to which
// everything has arrived, so naming it on reconnect misses nothing; a request is answered or
// rejected exactly once. A rejected "disconnected" or "no_answer" may have happened: repeat it with
// the same client id.
import type { Message, Operations, Typing } from "@parley/api";
import { real_clock, real_page, type ClockLike, type PageLike, type SocketLike } from "./outside";
import { Problem, to_problem } from "./problem";
import { Rows } from "./rows";

export type Status = "offline" | "connecting" | "catching_up" | "live" | "stopped";

export interface FeedOptions {
    url: string;
    token?: () => Promise<string | null>; // absent or null: the cookie says who we are
    socket?: (url: string) => SocketLike;
    clock?: ClockLike;
    page?: PageLike;
    random?: () => number;
    onClose?: (code: number, reason: string) => void; // each time a connection ended
    onProblem?: (what: string) => void; // something malformed was skipped, or a listener failed
}

export interface RequestOptions {
    timeoutMs?: number; // from sending; default 10 s
    wait?: boolean; // false: reject "offline" now instead of waiting until live
}

export const limits = {
    answer_ms: 10_000,
    connect_ms: 15_000,
    silence_ms: 60_000,
    asleep_ms: 90_000, // a check this late means the machine slept
    check_ms: 20_000,
    pause_min_ms: 300,
    pause_max_ms: 15_000,
    steady_ms: 10_000, // live so long: the next loss starts with the shortest pause
    waiting_max: 100,
} as const;

interface Pending {
    op: string;
    args: unknown;
    timeout_ms: number;
    timer?: unknown;
    resolve(reply: unknown): void;
    reject(problem: Problem): void;
}

type Frame = Record<string, unknown>;

const final_codes_min = 4500;
const final_codes_max = 4999;
const login_closed = 4504;
const who_codes = ["unauthenticated", "permission_denied"];

export class Feed {
    readonly #o: FeedOptions;
    readonly #clock: ClockLike;
    readonly #page: PageLike | undefined;
    readonly #rows = new Rows();
    readonly #listeners = new Set<() => void>();
    readonly #hint_listeners = new Set<(typing: Typing) => void>();
    readonly #open = new Map<number, number>(); // conversation → how many want it
    #list_wanted = 0;

    #status: Status = "offline";
    #history_id: string | undefined;
    #position = 0;
    #complete = false; // everything up to position is held, so it may be named on reconnect

    #socket: SocketLike | undefined;
    #next_id = 1;
    #in_flight = new Map<number, Pending>();
    #waiting: Pending[] = [];
    #left_over = new Set<string>(); // rows of the followed list from the connection before
    #timer: unknown;
    #check: unknown;
    #checked_at = 0;
    #heard_at = 0;
    #live_at: number | undefined;
    #losses = 0;
    #running = false;

    constructor(o: FeedOptions) {
        this.#o = o;
        this.#clock = o.clock ?? real_clock;
        this.#page = o.page ?? real_page();
    }

    get status(): Status {
        return this.#status;
    }
    get historyId(): string | undefined {
        return this.#history_id;
    }
    get position(): number {
        return this.#position;
    }

    start(): void {
        if (this.#running) return;
        this.#running = true;
        this.#losses = 0;
        for (const [name, listener] of this.#page_listeners)
            this.#page?.addEventListener(name, listener);
        this.#connect();
    }

    // Rows stay readable; start() goes on from here.
    stop(): void {
        if (!this.#running) return;
        this.#end();
    }

    // ---- reading ----

    row<T>(key: string): T | undefined {
        return this.#rows.get<T>(key);
    }

    rows<T>(prefix: string): ReadonlyMap<string, T> {
        return this.#rows.all<T>(prefix);
    }

    messages(conversation: number): readonly Message[] {
        return this.#rows.messages(conversation);
    }

    // Adds a page of list_messages before what is held.
    prepend(conversation: number, page: readonly Message[]): void {
        if (this.#rows.prepend(conversation, page)) this.#tell();
    }

    // The oldest seq held; 0 = none.
    firstSeq(conversation: number): number {
        return this.#rows.messages(conversation)[0]?.seq ?? 0;
    }

    // Called after every change of rows, messages or status, at most once a frame.
    subscribe = (listener: () => void): (() => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    };

    onHint = (listener: (typing: Typing) => void): (() => void) => {
        this.#hint_listeners.add(listener);
        return () => this.#hint_listeners.delete(listener);
    };

    // ---- asking ----

    request<K extends keyof Operations>(
        op: K,
        args: Operations[K]["request"],
        o: RequestOptions = {},
    ): Promise<Operations[K]["reply"]> {
        return new Promise((resolve, reject) => {
            const pending: Pending = {
                op: op as string,
                args,
                timeout_ms: o.timeoutMs ?? limits.answer_ms,
                resolve: resolve as (reply: unknown) => void,
                reject,
            };
            if (this.#status === "live") this.#send(pending);
            else if (this.#status === "stopped") reject(new Problem("stopped"));
            else if (o.wait === false) reject(new Problem("offline"));
            else if (this.#waiting.length >= limits.waiting_max)
                reject(new Problem("too_many_waiting"));
            else this.#waiting.push(pending);
        });
    }

    // Looks at one more conversation, through reconnects, until the returned function is called.
    open(conversation: number): () => void {
        const wanted = this.#open.get(conversation) ?? 0;
        this.#open.set(conversation, wanted + 1);
        if (wanted === 0 && this.#status === "live") this.#follow_conversation(conversation);
        return once(() => {
            const left = (this.#open.get(conversation) ?? 1) - 1;
            if (left > 0) this.#open.set(conversation, left);
            else {
                this.#open.delete(conversation);
                this.#quietly("unfollow_conversation", { conversation });
            }
        });
    }

    // Keeps the row "list/open" and its conversations, through reconnects, until the returned
    // function is called.
    openList(): () => void {
        if (this.#list_wanted++ === 0) this.#quietly("follow_list", { list: "open" });
        return once(() => {
            if (--this.#list_wanted === 0) this.#quietly("follow_list", {});
        });
    }

    // ---- connecting ----

    #connect(): void {
        this.#clear_timer();
        this.#set_status("connecting");
        this.#tell();
        let current: SocketLike;
        try {
            current = (this.#o.socket ?? ((url) => new WebSocket(url) as unknown as SocketLike))(
                this.#o.url,
            );
        } catch (error) {
            this.#report(`socket: ${String(error)}`);
            this.#lost(1006, "");
            return;
        }
        const is_current = () => this.#socket === current;
        this.#socket = current;
        this.#hear();
        current.onopen = () => is_current() && void this.#greet(is_current);
        current.onmessage = (event) => is_current() && this.#take_text(event.data);
        current.onclose = (event) => is_current() && this.#lost(event.code, event.reason);
    }

    async #greet(is_current: () => boolean): Promise<void> {
        try {
            const token = (await this.#o.token?.()) ?? null;
            if (!is_current()) return;
            if (token !== null) await this.#ask("authenticate", { token });
            if (!is_current()) return;
            this.#set_status("catching_up");
            this.#tell();
            // The rows may come in the very frame that answers, so the answer is taken in
            // #take_frame.
            await this.#ask(
                "follow",
                this.#complete
                    ? {
                          history_id: this.#history_id,
                          position: this.#position,
                          messages: this.#rows.last_seqs(),
                      }
                    : {},
            );
        } catch (error) {
            if (!is_current()) return;
            const refused = error instanceof Problem && who_codes.includes(error.code);
            if (!refused) this.#report(`connect: ${String(error)}`);
            this.#abandon(refused ? login_closed : 1006, refused ? error.reason : "");
        }
    }

    #ask(op: string, args: unknown): Promise<unknown> {
        return new Promise((resolve, reject) =>
            this.#send({ op, args, timeout_ms: limits.answer_ms, resolve, reject }),
        );
    }

    // For what is repeated after a reconnect anyway, or ends with the connection.
    #quietly(op: string, args: unknown, refused?: () => void): void {
        if (this.#status === "live")
            this.#ask(op, args).catch((problem: Problem) => !problem.transient && refused?.());
    }

    #follow_conversation(conversation: number): void {
        const held = this.#rows.messages(conversation);
        const after_seq = held[held.length - 1]?.seq;
        this.#quietly(
            "follow_conversation",
            { conversation, ...(after_seq ? { after_seq } : {}) },
            () => {
                if (this.#rows.drop(`conversation/${conversation}`)) this.#tell();
            },
        );
    }

    // The socket is useless, whatever it thinks of itself.
    #abandon(code = 1006, reason = ""): void {
        const socket = this.#socket;
        this.#lost(code, reason);
        socket?.close();
    }

    #lost(code: number, reason: string): void {
        this.#release_socket();
        const final = code >= final_codes_min && code <= final_codes_max;
        if (final) this.#end();
        else if (this.#running) {
            this.#set_status("offline");
            const longest = Math.min(
                limits.pause_max_ms,
                limits.pause_min_ms * 2 ** Math.min(this.#losses++, 10),
            );
            const pause = (this.#o.random ?? Math.random)() * longest;
            this.#timer = this.#clock.setTimeout(() => this.#connect(), pause);
            this.#tell();
        }
        this.#guarded(() => this.#o.onClose?.(code, reason));
    }

    #release_socket(): void {
        this.#clear_timer();
        this.#clock.clearTimeout(this.#check);
        if (this.#live_at !== undefined && this.#clock.now() - this.#live_at >= limits.steady_ms)
            this.#losses = 0;
        this.#live_at = undefined;
        this.#socket = undefined;
        const in_flight = [...this.#in_flight.values()];
        this.#in_flight.clear();
        for (const each of in_flight) {
            this.#clock.clearTimeout(each.timer);
            each.reject(new Problem("disconnected"));
        }
    }

    #end(): void {
        const socket = this.#socket;
        this.#running = false;
        this.#release_socket();
        socket?.close(1000, "");
        for (const [name, listener] of this.#page_listeners)
            this.#page?.removeEventListener(name, listener);
        this.#set_status("stopped");
        for (const each of this.#waiting.splice(0)) each.reject(new Problem("stopped"));
        this.#tell();
    }

    #set_status(status: Status): void {
        this.#status = status;
    }

    #clear_timer(): void {
        this.#clock.clearTimeout(this.#timer);
        this.#timer = undefined;
    }

    // ---- noticing dead networks ----

    readonly #page_listeners: [string, () => void][] = [
        ["online", () => this.#wake(true)],
        ["offline", () => this.#socket && this.#abandon()],
        ["visibilitychange", () => this.#wake(false)],
    ];

    #wake(network_changed: boolean): void {
        if (this.#status === "offline") {
            this.#losses = 0;
            this.#connect();
        } else if (
            this.#status === "live" &&
            (network_changed || this.#silence() >= limits.check_ms)
        )
            this.#probe();
    }

    #silence(): number {
        return this.#clock.now() - this.#heard_at;
    }

    // Any answer will do, also a refusal.
    #probe(): void {
        this.#quietly("who_am_i", {});
    }

    #check_later(): void {
        this.#checked_at = this.#clock.now();
        this.#check = this.#clock.setTimeout(() => {
            const slept = this.#clock.now() - this.#checked_at >= limits.asleep_ms;
            if (slept) this.#abandon();
            else {
                if (this.#silence() >= limits.silence_ms) this.#probe();
                this.#check_later();
            }
        }, limits.check_ms);
    }

    // ---- frames ----

    #send(pending: Pending): void {
        if (!this.#socket) {
            pending.reject(new Problem("disconnected"));
            return;
        }
        const id = this.#next_id++;
        const sent_at = this.#clock.now();
        this.#in_flight.set(id, pending);
        pending.timer = this.#clock.setTimeout(() => {
            this.#in_flight.delete(id);
            pending.reject(new Problem("no_answer"));
            if (this.#heard_at <= sent_at) this.#abandon();
        }, pending.timeout_ms);
        try {
            this.#socket.send(JSON.stringify({ id, op: pending.op, args: pending.args }));
        } catch (error) {
            this.#report(`send: ${String(error)}`);
            this.#abandon();
        }
    }

    // Until live, silence means that connecting has failed.
    #hear(): void {
        this.#heard_at = this.#clock.now();
        if (this.#status === "live") return;
        this.#clear_timer();
        this.#timer = this.#clock.setTimeout(() => this.#abandon(), limits.connect_ms);
    }

    #take_text(data: unknown): void {
        this.#hear();
        let frame: unknown;
        try {
            frame = JSON.parse(data as string);
        } catch {
            this.#report("a frame is not JSON");
            return;
        }
        if (typeof frame !== "object" || frame === null) this.#report("a frame is not an object");
        else this.#take_frame(frame as Frame);
    }

    #take_frame(frame: Frame): void {
        const answered =
            typeof frame["id"] === "number" ? this.#in_flight.get(frame["id"]) : undefined;
        let changed = false;
        // The answer to follow decides what the rows beside it join.
        if (answered?.op === "follow" && frame["ok"]) {
            this.#followed(frame["ok"] as Frame);
            changed = true;
        }
        const rows = frame["rows"];
        if (Array.isArray(rows)) {
            for (const row of rows) {
                const wrong = this.#rows.take(row);
                if (wrong) this.#report(wrong);
                else this.#arrived((row as { key: string }).key);
            }
            const position = frame["position"];
            if (
                this.#status === "live" &&
                typeof position === "number" &&
                position > this.#position
            )
                this.#position = position;
            changed = true;
        }
        if (Array.isArray(frame["keys"])) {
            this.#keep_only(new Set(frame["keys"] as string[]));
            changed = true;
        }
        if (typeof frame["live"] === "number") {
            this.#went_live(frame["live"]);
            changed = true;
        }
        if (changed) this.#tell();
        if (answered) this.#answer(frame, answered);
        if (frame["typing"]) this.#hint([frame["typing"]].flat());
    }

    // One hint, or several that came together.
    #hint(hints: unknown[]): void {
        for (const hint of hints)
            if (typeof hint === "object" && hint !== null)
                for (const each of [...this.#hint_listeners])
                    this.#guarded(() => each(hint as Typing));
    }

    #answer(frame: Frame, pending: Pending): void {
        this.#in_flight.delete(frame["id"] as number);
        this.#clock.clearTimeout(pending.timer);
        if (frame["ok"] !== undefined) pending.resolve(frame["ok"]);
        else pending.reject(to_problem(frame["error"]));
    }

    #followed(reply: Frame): void {
        if (reply["resumed"] !== true || reply["history_id"] !== this.#history_id) {
            this.#rows.clear();
            this.#left_over.clear();
            this.#complete = false;
            this.#position = 0;
        }
        this.#history_id = reply["history_id"] as string;
    }

    // What is followed beside the own things is not among the keys yet: it stays until asked for
    // again.
    #keep_only(keys: ReadonlySet<string>): void {
        const listed = new Set<string>();
        if (this.#list_wanted > 0) {
            listed.add("list/open");
            for (const id of this.#listed_ids()) listed.add(`conversation/${id}`);
        }
        const opened = (key: string) => this.#open.has(Number(key.replace("conversation/", "")));
        this.#left_over = this.#rows.keep_only(keys, (key) => listed.has(key) || opened(key));
        for (const key of this.#left_over) if (opened(key)) this.#left_over.delete(key);
    }

    #listed_ids(): readonly number[] {
        return this.#rows.get<{ ids: number[] }>("list/open")?.ids ?? [];
    }

    #arrived(key: string): void {
        if (this.#left_over.size === 0) return;
        this.#left_over.delete(key);
        if (key !== "list/open") return;
        for (const id of this.#listed_ids()) this.#left_over.delete(`conversation/${id}`);
        for (const gone of this.#left_over) this.#rows.drop(gone);
        this.#left_over.clear();
    }

    #went_live(position: number): void {
        this.#position = Math.max(this.#position, position);
        if (this.#status === "live") return;
        this.#complete = true;
        this.#clear_timer();
        this.#set_status("live");
        this.#live_at = this.#clock.now();
        this.#check_later();
        for (const conversation of this.#open.keys()) this.#follow_conversation(conversation);
        if (this.#list_wanted > 0) this.#quietly("follow_list", { list: "open" });
        for (const each of this.#waiting.splice(0)) this.#send(each);
    }

    // ---- telling ----

    #tell(): void {
        for (const each of [...this.#listeners]) this.#guarded(each);
    }

    #guarded(run: () => void): void {
        try {
            run();
        } catch (error) {
            this.#report(`listener: ${String(error)}`);
        }
    }

    #report(what: string): void {
        this.#o.onProblem?.(what);
    }
}

function once(run: () => void): () => void {
    let done = false;
    return () => {
        if (done) return;
        done = true;
        run();
    };
}
