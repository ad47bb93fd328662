// A small server in memory that keeps the protocol of docs/guide/protocol.md: rows with versions,
// messages with seqs, resume by position. It hands out its frames one by one (deliver), so that a
// test can cut the connection between any two.
import type { SocketLike } from "../outside";

interface ModelRow {
    version: number;
    value: Record<string, unknown> | undefined; // undefined: gone at that version
}

export interface ModelMessage {
    conversation: number;
    seq: number;
    author: "customer" | "agent" | "system";
    name: string;
    text: string;
    client_id?: string;
    sent_at: number;
}

// Throws a problem document to refuse.
type Handler = (args: Record<string, unknown>) => Record<string, unknown>;
const tail_messages = 50;

// 0 = not a conversation's key.
function conversation_of(key: string): number {
    return key.startsWith("conversation/") ? Number(key.slice("conversation/".length)) : 0;
}

export class ModelSocket implements SocketLike {
    onopen: ((event: never) => void) | null = null;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    readonly outbound: unknown[] = [];
    following = false;
    closed = false;
    deaf = false; // what is sent is lost, in both directions, and nobody is told

    constructor(readonly server: ModelServer) {}

    send(text: string): void {
        if (!this.closed && !this.deaf)
            this.server.receive(this, JSON.parse(text) as Record<string, unknown>);
    }

    close(): void {
        this.closed = true;
        this.server.forget(this);
    }

    // The server or the network ends it.
    cut(code = 1006, reason = ""): void {
        if (this.closed) return;
        this.close();
        this.onclose?.({ code, reason });
    }

    // Hands the client up to `frames` frames.
    deliver(frames = Infinity): void {
        while (frames-- > 0 && this.outbound.length && !this.closed) {
            const frame = this.outbound.shift();
            if (!this.deaf)
                this.onmessage?.({
                    data: typeof frame === "string" ? frame : JSON.stringify(frame),
                });
        }
    }
}

export class ModelServer {
    history_id = "h1";
    position = 0;
    refuse_connections = false;
    rows = new Map<string, ModelRow>();
    readonly log: { op: string; args: Record<string, unknown> }[] = [];
    readonly sockets = new Set<ModelSocket>();
    connections = 0;
    frame_rows_max = 4;
    #messages = new Map<number, ModelMessage[]>();
    readonly handlers: Record<string, Handler> = {
        authenticate: () => ({ workspace: "demo" }),
        who_am_i: () => ({}),
        send_message: (args) => this.#send_message(args),
    };

    // Give this to Feed as `socket`.
    connect = (): ModelSocket => {
        const socket = new ModelSocket(this);
        this.connections++;
        this.sockets.add(socket);
        queueMicrotask(() => {
            if (this.refuse_connections) socket.cut();
            else if (!socket.closed && !socket.deaf) socket.onopen?.(undefined as never);
        });
        return socket;
    };

    get socket(): ModelSocket | undefined {
        return [...this.sockets].pop();
    }

    deliver_all(): void {
        for (const socket of [...this.sockets]) socket.deliver();
    }

    forget(socket: ModelSocket): void {
        this.sockets.delete(socket);
    }

    // ---- changing ----

    // A conversation that comes into sight brings its newest messages.
    put(key: string, value: Record<string, unknown>): void {
        const was_in_sight = this.rows.get(key)?.value !== undefined;
        this.#change(key, value);
        const tail = this.messages(conversation_of(key)).slice(-tail_messages);
        if (!was_in_sight && tail.length)
            this.#broadcast(tail.map((message) => this.#message_row(message)));
    }

    drop(key: string): void {
        if (this.rows.get(key)?.value) this.#change(key, undefined);
    }

    say(conversation: number, text: string, extra: Partial<ModelMessage> = {}): ModelMessage {
        let messages = this.#messages.get(conversation);
        if (!messages) this.#messages.set(conversation, (messages = []));
        const message: ModelMessage = {
            conversation,
            seq: messages.length + 1,
            author: "agent",
            name: "Ava",
            text,
            sent_at: this.position,
            ...extra,
        };
        messages.push(message);
        this.position++;
        this.#broadcast([this.#message_row(message)]);
        return message;
    }

    // Also those of conversations out of sight.
    messages(conversation: number): readonly ModelMessage[] {
        return this.#messages.get(conversation) ?? [];
    }

    // A backup was restored: the past is another one.
    new_history(id: string): void {
        this.history_id = id;
        for (const socket of [...this.sockets]) socket.cut(4002, "reload");
    }

    hint(typing: unknown): void {
        for (const socket of this.sockets) socket.outbound.push({ typing });
    }

    // What a client that missed nothing must hold.
    in_sight(): Map<string, unknown> {
        const seen = new Map<string, unknown>();
        for (const [key, row] of this.rows) if (row.value) seen.set(key, row.value);
        return seen;
    }

    // ---- answering ----

    receive(socket: ModelSocket, request: Record<string, unknown>): void {
        const { id, op } = request as { id: number; op: string };
        const args = request["args"] as Record<string, unknown>;
        this.log.push({ op, args });
        if (op === "follow") {
            this.#follow(socket, id, args);
            return;
        }
        try {
            const handler = this.handlers[op];
            if (!handler) throw { reason: "unknown_operation", code: "not_found", detail: op };
            socket.outbound.push({ id, ok: handler(args) });
        } catch (error) {
            socket.outbound.push({ id, error });
        }
    }

    #follow(socket: ModelSocket, id: number, args: Record<string, unknown>): void {
        const resumed = args["history_id"] === this.history_id;
        const since = resumed ? (args["position"] as number) : 0;
        const held = (resumed ? (args["messages"] as Record<string, number>) : undefined) ?? {};
        const rows: unknown[] = [];
        for (const [key, row] of this.rows)
            if (row.version > since && row.value) rows.push(this.#row(key, row));
        for (const [conversation, messages] of this.#messages) {
            if (!this.rows.get(`conversation/${conversation}`)?.value) continue;
            const last = held[String(conversation)] ?? 0;
            const missing = messages.filter((message) => message.seq > last);
            for (const message of missing.slice(-tail_messages))
                rows.push(this.#message_row(message));
        }
        socket.outbound.push({
            id,
            ok: { history_id: this.history_id, position: this.position, resumed },
        });
        for (let i = 0; i < rows.length; i += this.frame_rows_max)
            socket.outbound.push({
                rows: rows.slice(i, i + this.frame_rows_max),
                position: this.position,
            });
        if (resumed) socket.outbound.push({ keys: [...this.in_sight().keys()] });
        socket.outbound.push({ live: this.position });
        socket.following = true;
    }

    // The first answer again for a client id that was seen.
    #send_message(args: Record<string, unknown>): Record<string, unknown> {
        const { conversation, text, client_id } = args as {
            conversation: number;
            text: string;
            client_id: string;
        };
        const before = this.messages(conversation).find(
            (message) => message.client_id === client_id,
        );
        const message =
            before ?? this.say(conversation, text, { author: "customer", name: "", client_id });
        return { conversation, seq: message.seq, position: this.position };
    }

    #change(key: string, value: Record<string, unknown> | undefined): void {
        this.position++;
        const row = { version: this.position, value };
        this.rows.set(key, row);
        this.#broadcast([this.#row(key, row)]);
    }

    #row(key: string, row: ModelRow): unknown {
        return row.value
            ? { key, version: row.version, value: row.value }
            : { key, version: row.version };
    }

    #message_row(message: ModelMessage): unknown {
        return {
            key: `message/${message.conversation}/${message.seq}`,
            version: message.sent_at,
            value: message,
        };
    }

    #broadcast(rows: unknown[]): void {
        for (const socket of this.sockets)
            if (socket.following) socket.outbound.push({ rows, position: this.position });
    }
}
