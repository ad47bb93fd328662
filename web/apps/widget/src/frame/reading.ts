// How far the customer has read: seen here, and as the server has it. Never goes back within a
// conversation.
import type { CustomerConversation, Message } from "@parley/api";
import type { Problem } from "@parley/feed";

type Row = CustomerConversation | undefined;

export class Reading {
    watched = false; // the newest message is under the customer's eyes
    #seen = 0;
    #said = 0;

    // Another conversation.
    begin(): void {
        this.#seen = this.#said = 0;
    }

    #up_to(row: Row): number {
        return Math.max(this.#seen, row?.customer_read_seq ?? 0);
    }

    // True: more has been read than before.
    see(messages: readonly Message[], row: Row): boolean {
        const seq = messages.at(-1)?.seq ?? 0;
        if (!this.watched || seq <= this.#up_to(row)) return false;
        this.#seen = seq;
        return true;
    }

    // A mark that got lost is said again when the feed is live again.
    say(row: Row, send: (seq: number) => Promise<unknown>): void {
        const seq = this.#seen;
        if (seq <= Math.max(this.#said, row?.customer_read_seq ?? 0)) return;
        this.#said = seq;
        send(seq).catch((problem: Problem) => {
            if (problem.transient) this.#said = 0;
        });
    }

    unread(messages: readonly Message[], row: Row): number {
        const read = this.#up_to(row);
        let count = 0;
        for (const message of messages)
            if (message.author === "agent" && message.seq > read) count++;
        return count;
    }
}
