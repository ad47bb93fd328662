// A server in memory for tests and for looking at screens: the real feed client talks to it over a
// pretended socket. It knows as much of the rules as the desk can notice.
import type { Conversation, Explanation, ListedLogin, Me, Message, Offer, Operations, PresenceKind, QuickReply } from "@parley/api";
import { Problem, type SocketLike } from "@parley/feed";
import type { HttpCall } from "@parley/ui";

type Row = { key: string; version: number; value?: unknown };
type Args = Record<string, unknown>;

export class FakeServer {
    now: () => number = () => Date.now();
    me: Me;
    signed_in = true;
    explanation: Explanation | undefined; // of what is Open
    conversations = new Map<number, Conversation>();
    messages = new Map<number, Message[]>();
    offers = new Map<number, Offer>();
    quick_replies = new Map<number, QuickReply>();
    logins: ListedLogin[] = [];
    asked: { op: string; args: Args }[] = [];
    refuse = new Map<string, { code: string; reason: string }>();
    sockets = new Set<SocketLike>();
    #version = 1;
    #next_id = 1000;

    constructor() {
        this.me = {
            id: 7,
            email: "ava@demo.test",
            name: "Ava Lindqvist",
            role: "agent",
            language: "en",
            capacity: 3,
            load: 1,
            presence: { kind: "available", cause: "signed_in", by: 0, since: this.now() - 40 * 60_000, version: 3, manual: false },
            queues: [1],
            sessions_open_max: 9,
            agent_gone_ms: 150_000,
        };
    }

    // ---- making things ----

    conversation(part: Partial<Conversation> = {}): Conversation {
        const id = part.id ?? this.#next_id++;
        const now = this.now();
        const made: Conversation = {
            id,
            state: "open",
            cause: "started",
            customer: id,
            customer_name: "",
            customer_connected: true,
            queue: 1,
            queue_name: "Support",
            agent_name: "",
            created_at: now - 120_000,
            state_at: now - 120_000,
            queued_at: now - 120_000,
            last_seq: 0,
            last_customer_seq: 0,
            agent_read_seq: 0,
            customer_read_seq: 0,
            last_text: "",
            page: "https://shop.example/products/kettle",
            device: "desktop",
            language: "en",
            context: {},
            ...part,
        };
        this.conversations.set(id, made);
        this.messages.set(id, this.messages.get(id) ?? []);
        return made;
    }

    mine(part: Partial<Conversation> = {}): Conversation {
        return this.conversation({
            state: "active",
            cause: "accepted",
            agent: this.me.id,
            agent_name: this.me.name,
            session: 1,
            session_state: "accepted",
            accepted_at: this.now() - 60_000,
            ...part,
        });
    }

    offer(part: Partial<Conversation> = {}, lasts_ms = 120_000): Conversation {
        const made = this.conversation({
            state: "active",
            cause: "offered",
            agent: this.me.id,
            agent_name: this.me.name,
            session: 1,
            session_state: "offered",
            ...part,
        });
        const now = this.now();
        this.offers.set(made.id, {
            conversation: made.id,
            session: made.session ?? 1,
            offered_at: now,
            expires_at: now + lasts_ms,
            waiting_since: made.queued_at,
        });
        this.push(`conversation/${made.id}`, `offer/${made.id}`);
        return made;
    }

    say(id: number, text: string, part: Partial<Message> = {}): Message {
        const each = this.conversations.get(id)!;
        const message: Message = {
            conversation: id,
            seq: each.last_seq + 1,
            author: "customer",
            name: "",
            text,
            sent_at: this.now(),
            ...part,
        };
        each.last_seq = message.seq;
        each.last_text = message.author === "system" ? "" : text.slice(0, 120);
        if (message.author === "customer") {
            each.last_customer_seq = message.seq;
            each.waits_since ??= message.sent_at;
        } else if (message.author === "agent") delete each.waits_since;
        this.messages.get(id)!.push(message);
        this.change(id, {});
        this.send({ rows: [this.#row(`message/${id}/${message.seq}`, message)] });
        return message;
    }

    change(id: number, part: Partial<Conversation>): void {
        this.conversations.set(id, { ...this.conversations.get(id)!, ...part });
        this.push(`conversation/${id}`);
    }

    withdraw(id: number): void {
        this.offers.delete(id);
        this.push(`offer/${id}`);
    }

    typing(id: number, typing: boolean): void {
        this.send({ typing: { conversation: id, author: "customer", name: "", typing } });
    }

    close(code: number): void {
        for (const socket of [...this.sockets]) {
            this.sockets.delete(socket);
            socket.onclose?.({ code, reason: "" });
        }
    }

    // ---- the wire ----

    socket = (): SocketLike => {
        const made: SocketLike = {
            onopen: null,
            onmessage: null,
            onclose: null,
            send: (text) => queueMicrotask(() => this.#take(made, JSON.parse(text))),
            close: () => this.sockets.delete(made),
        };
        queueMicrotask(() => {
            this.sockets.add(made);
            made.onopen?.({} as never);
        });
        return made;
    };

    http: HttpCall = async (op, args) => this.#run(op, args as Args) as never;

    send(frame: unknown): void {
        for (const socket of [...this.sockets]) socket.onmessage?.({ data: JSON.stringify(frame) });
    }

    push(...keys: string[]): void {
        this.send({ rows: keys.map((key) => this.#row(key, this.#value(key))), position: this.#version });
    }

    #row(key: string, value: unknown): Row {
        return { key, version: ++this.#version, ...(value === undefined ? {} : { value }) };
    }

    #value(key: string): unknown {
        const [kind, id] = key.split("/");
        if (key === "me") return this.me;
        if (key === "list/open") {
            const open = [...this.conversations.values()].filter((each) => each.state === "open");
            return { ids: open.map((each) => each.id), total: open.length };
        }
        if (kind === "conversation") {
            const each = this.conversations.get(Number(id));
            return each?.state === "closed" ? undefined : each;
        }
        if (kind === "offer") return this.offers.get(Number(id));
        if (kind === "quick_reply") return this.quick_replies.get(Number(id));
        return undefined;
    }

    #take(socket: SocketLike, frame: { id: number; op: string; args: Args }): void {
        const answer = (part: object) => socket.onmessage?.({ data: JSON.stringify({ id: frame.id, ...part }) });
        if (frame.op === "follow") {
            answer({ ok: { history_id: "fake", position: this.#version, resumed: false } });
            const keys = [
                "me",
                ...[...this.conversations.values()].filter((each) => each.agent === this.me.id && each.state !== "closed").map((each) => `conversation/${each.id}`),
                ...[...this.offers.keys()].map((id) => `offer/${id}`),
                ...[...this.quick_replies.keys()].map((id) => `quick_reply/${id}`),
            ];
            const rows = keys.map((key) => this.#row(key, this.#value(key)));
            for (const key of keys)
                if (key.startsWith("conversation/"))
                    for (const message of this.messages.get(Number(key.slice(13)))!.slice(-50))
                        rows.push(this.#row(`message/${message.conversation}/${message.seq}`, message));
            socket.onmessage?.({ data: JSON.stringify({ rows, keys, live: this.#version }) });
            return;
        }
        try {
            answer({ ok: this.#run(frame.op, frame.args) });
        } catch (problem) {
            const { code, reason, detail } = problem as Problem;
            answer({ error: { code, reason, detail } });
        }
    }

    #run(op: string, args: Args): unknown {
        this.asked.push({ op, args });
        const refusal = this.refuse.get(op);
        if (refusal) throw new Problem(refusal.reason, refusal.code);
        const id = args["conversation"] as number;
        const each = this.conversations.get(id);
        const done = { position: this.#version };
        switch (op as keyof Operations) {
            case "who_am_i":
                if (!this.signed_in) throw new Problem("not_signed_in", "unauthenticated");
                return this.me;
            case "sign_in":
                if (args["password"] !== "parley-demo") throw new Problem("wrong_credentials", "unauthenticated");
                this.signed_in = true;
                return { agent: this.me.id, name: this.me.name, role: this.me.role, workspace: "demo", expires_at: 0 };
            case "describe_password_link":
                if (args["token"] !== "pp_good") throw new Problem("link_not_valid", "not_found", "token");
                return { workspace: "demo", email: this.me.email, name: this.me.name, language: "en", invited: true, expires_at: this.now() + 86_400_000 };
            case "set_password":
                return { workspace: "demo", email: this.me.email, position: this.#version };
            case "change_password":
                if (args["current"] !== "parley-demo") throw new Problem("wrong_password", "invalid_argument", "current");
                return done;
            case "list_logins":
                return { logins: this.logins };
            case "revoke_login":
                this.logins = this.logins.filter((one) => one.id !== args["login"]);
                return done;
            case "sign_out":
                this.signed_in = false;
                return done;
            case "set_presence":
                this.me = {
                    ...this.me,
                    presence: { ...this.me.presence, kind: args["presence"] as PresenceKind, cause: "person", by: this.me.id, since: this.now(), manual: true },
                };
                this.push("me");
                return done;
            case "accept_offer":
                if (!this.offers.delete(id)) throw new Problem("offer_gone", "conflict");
                this.change(id, { state: "active", cause: "accepted", session_state: "accepted", accepted_at: this.now() });
                this.push(`offer/${id}`);
                this.say(id, "", { author: "system", line: "agent_joined", name: this.me.name });
                return done;
            case "reject_offer":
                this.offers.delete(id);
                this.conversations.set(id, { ...each!, state: "open", cause: "rejected" });
                this.send({ rows: [this.#row(`offer/${id}`, undefined), this.#row(`conversation/${id}`, undefined)] });
                return done;
            case "pick_conversation":
                this.change(id, { state: "active", cause: "accepted", agent: this.me.id, agent_name: this.me.name, session: 1, session_state: "accepted", accepted_at: this.now() });
                return done;
            case "end_conversation":
                this.change(id, { state: "wrap_up", cause: "ended_by_agent", wrap_up_until: this.now() + 900_000 });
                this.say(id, "", { author: "system", line: "agent_ended", name: this.me.name });
                return done;
            case "leave_conversation":
                this.conversations.set(id, each!.state === "wrap_up" ? { ...each!, state: "closed", cause: "wrapped_up", closed_at: this.now() } : { ...each!, state: "open", cause: "agent_left", agent_name: "" });
                this.send({ rows: [this.#row(`conversation/${id}`, undefined)] });
                return done;
            case "send_message": {
                const message = this.say(id, args["text"] as string, {
                    author: "agent",
                    agent: this.me.id,
                    name: this.me.name,
                    client_id: args["client_id"] as string,
                });
                return { conversation: id, seq: message.seq, position: this.#version };
            }
            case "mark_read":
                this.change(id, { agent_read_seq: args["seq"] as number });
                return done;
            case "list_messages": {
                const before = (args["before_seq"] as number | undefined) ?? Infinity;
                const all = this.messages.get(id)!.filter((message) => message.seq < before);
                const limit = (args["limit"] as number | undefined) ?? 50;
                return { messages: all.slice(-limit), has_more: all.length > limit, as_of: this.#version };
            }
            case "get_conversation":
                if (!each) throw new Problem("conversation_not_found", "not_found");
                return {
                    conversation: each,
                    sessions: [],
                    ...(this.explanation ? { waiting: this.explanation } : {}),
                    as_of: this.#version,
                };
            case "follow_conversation":
                queueMicrotask(() => {
                    this.push(`conversation/${id}`);
                    const held = (args["after_seq"] as number | undefined) ?? 0;
                    this.send({
                        rows: this.messages
                            .get(id)!
                            .filter((message) => message.seq > held)
                            .slice(-50)
                            .map((message) => this.#row(`message/${id}/${message.seq}`, message)),
                    });
                });
                return done;
            case "follow_list":
                if (args["list"])
                    queueMicrotask(() => {
                        for (const open of this.conversations.values())
                            if (open.state === "open") this.push(`conversation/${open.id}`);
                        this.push("list/open");
                    });
                return done;
            case "list_conversations":
                return {
                    conversations: [...this.conversations.values()].filter((one) => one.state === "closed"),
                    as_of: this.#version,
                };
            case "list_earlier":
                return {
                    conversations: [...this.conversations.values()].filter(
                        (one) => one.id !== id && one.customer === each?.customer && one.state === "closed",
                    ),
                    as_of: this.#version,
                };
            case "save_quick_reply": {
                const reply_id = (args["id"] as number | undefined) ?? this.#next_id++;
                this.quick_replies.set(reply_id, {
                    id: reply_id,
                    owner: this.me.id,
                    shortcut: args["shortcut"] as string,
                    language: (args["language"] as string | undefined) ?? "",
                    text: args["text"] as string,
                });
                this.push(`quick_reply/${reply_id}`);
                return { id: reply_id, position: this.#version };
            }
            case "delete_quick_reply":
                this.quick_replies.delete(args["id"] as number);
                this.push(`quick_reply/${args["id"] as number}`);
                return done;
            default:
                return done;
        }
    }
}
