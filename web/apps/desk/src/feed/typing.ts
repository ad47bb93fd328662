// Who is typing right now. Hints may be lost, so each one counts for a few seconds only.
import type { Typing } from "@parley/api";
import { Store } from "@parley/ui";

const hint_ms = 6_000;

export class TypingHints {
    readonly customers = new Store<ReadonlySet<number>>(new Set());
    readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

    take(hint: Typing): void {
        if (hint.author !== "customer") return;
        clearTimeout(this.#timers.get(hint.conversation));
        this.#timers.delete(hint.conversation);
        this.#set(hint.conversation, hint.typing);
        if (hint.typing)
            this.#timers.set(
                hint.conversation,
                setTimeout(() => this.#set(hint.conversation, false), hint_ms),
            );
    }

    stop(): void {
        for (const timer of this.#timers.values()) clearTimeout(timer);
        this.#timers.clear();
    }

    #set(conversation: number, typing: boolean): void {
        this.customers.update((before) => {
            if (before.has(conversation) === typing) return before;
            const after = new Set(before);
            if (typing) after.add(conversation);
            else after.delete(conversation);
            return after;
        });
    }
}
