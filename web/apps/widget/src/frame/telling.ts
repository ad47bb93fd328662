// What the page is told of the chat: each thing once.
import type { CustomerConversation, Message } from "@parley/api";
import type { Problem } from "@parley/feed";
import type { FrameMessage, PublicEvent } from "../protocol";

export class Telling {
    readonly #tell: (message: FrameMessage) => void;
    #seq: number | undefined; // newest message told; undefined: what is there is not news
    #was_running = false;
    #told_running: boolean | undefined;
    #told_unread = 0;

    constructor(tell: (message: FrameMessage) => void) {
        this.#tell = tell;
    }

    // With seq 0 all messages of the conversation are news.
    from(seq: number | undefined): void {
        this.#seq = seq;
    }

    begin(): void {
        this.#was_running = false;
    }

    #event(name: PublicEvent, detail: Record<string, unknown>): void {
        this.#tell({ type: "event", name, detail });
    }

    error({ reason, detail }: Problem): void {
        this.#event("error", { reason, detail });
    }

    // `heard` is called for each new one of an agent.
    messages(messages: readonly Message[], live: boolean, heard: () => void): void {
        const last = messages.at(-1)?.seq ?? 0;
        if (this.#seq === undefined && live) this.#seq = last;
        if (this.#seq === undefined) return;
        for (const { seq, conversation, text, author, name } of messages) {
            if (seq <= this.#seq) continue;
            const detail = { conversation, seq, text };
            if (author === "customer") this.#event("message_sent", detail);
            if (author !== "agent") continue;
            heard();
            this.#event("message_received", { ...detail, name });
        }
        this.#seq = Math.max(this.#seq, last);
    }

    // True: it has ended just now.
    conversation(row: CustomerConversation | undefined, ended: boolean): boolean {
        const running = row !== undefined && !ended;
        const has_ended = this.#was_running && !running && row !== undefined;
        if (has_ended) {
            const by = { ended_by_agent: "agent", ended_by_customer: "customer" }[
                row.cause as string
            ];
            this.#event("chat_ended", { conversation: row.id, by: by ?? "system" });
        }
        this.#was_running = running;
        return has_ended;
    }

    state(running: boolean, unread: number): void {
        if (running !== this.#told_running) {
            this.#told_running = running;
            this.#tell({ type: "running", running });
        }
        if (unread !== this.#told_unread) {
            this.#told_unread = unread;
            this.#tell({ type: "unread", count: unread });
        }
    }
}
