// Whether the connection has been away long enough to say so.
import type { ClockLike } from "@parley/feed";
import { chat_times } from "./options";
import type { Net } from "./view";

export class NetWatch {
    readonly #clock: ClockLike;
    readonly #is_online: () => boolean;
    readonly #changed: () => void;
    #lost_at: number | undefined;
    #timer: unknown;

    constructor(clock: ClockLike, is_online: () => boolean, changed: () => void) {
        this.#clock = clock;
        this.#is_online = is_online;
        this.#changed = changed;
    }

    watch(live: boolean): void {
        if (live) {
            this.forget();
            this.#clock.clearTimeout(this.#timer);
        } else if (this.#lost_at === undefined) {
            this.#lost_at = this.#clock.now();
            this.#timer = this.#clock.setTimeout(this.#changed, chat_times.net_patience_ms);
        }
    }

    forget(): void {
        this.#lost_at = undefined;
    }

    get state(): Net {
        if (this.#lost_at === undefined) return "ok";
        if (!this.#is_online()) return "offline";
        return this.#clock.now() - this.#lost_at >= chat_times.net_patience_ms
            ? "connecting"
            : "ok";
    }
}
