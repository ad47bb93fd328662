// Who is writing. The customer's typing is told now and then while it goes on; the agent's is shown
// until it stops, a message comes or nothing more is heard.
import type { Typing } from "@parley/api";
import type { ClockLike } from "@parley/feed";
import { chat_times } from "./options";

export class TypingTold {
    readonly #clock: ClockLike;
    readonly #say: (typing: boolean) => void;
    #told_at = -Infinity;
    #timer: unknown;

    constructor(clock: ClockLike, say: (typing: boolean) => void) {
        this.#clock = clock;
        this.#say = say;
    }

    // What is in the box now.
    typed(text: string): void {
        this.#clock.clearTimeout(this.#timer);
        const now = this.#clock.now();
        if (text.trim() === "") {
            if (this.#told_at > -Infinity) this.#say(false);
            this.#told_at = -Infinity;
            return;
        }
        if (now - this.#told_at >= chat_times.typing_every_ms) {
            this.#told_at = now;
            this.#say(true);
        }
        this.#timer = this.#clock.setTimeout(() => this.typed(""), chat_times.typing_idle_ms);
    }
}

export class TypingShown {
    name: string | undefined; // empty: of nobody in particular
    readonly #clock: ClockLike;
    readonly #changed: () => void;
    #timer: unknown;

    constructor(clock: ClockLike, changed: () => void) {
        this.#clock = clock;
        this.#changed = changed;
    }

    heard(hint: Typing): void {
        this.#clock.clearTimeout(this.#timer);
        this.name = undefined;
        if (hint.typing) {
            this.name = hint.name;
            this.#timer = this.#clock.setTimeout(() => this.stop(), chat_times.typing_shown_ms);
        }
        this.#changed();
    }

    stop(): void {
        if (this.name === undefined) return;
        this.#clock.clearTimeout(this.#timer);
        this.name = undefined;
        this.#changed();
    }
}
