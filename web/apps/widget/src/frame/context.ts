// The page's facts for the agent: all of them, and those the server has not been told yet.
import type { ClockLike, Problem } from "@parley/feed";
import type { Context } from "../protocol";

export interface ContextOptions {
    clock: ClockLike;
    context: Context;
    send: (context: Context) => Promise<unknown> | undefined; // undefined: not now
    refused: (problem: Problem) => void;
}

export class ContextTold {
    readonly #o: ContextOptions;
    readonly #all: Context;
    #owed: Context;
    #under_way = false;

    constructor(o: ContextOptions) {
        this.#o = o;
        this.#all = { ...o.context };
        this.#owed = { ...o.context };
    }

    set(change: Context): void {
        Object.assign(this.#all, change);
        Object.assign(this.#owed, change);
        this.say();
    }

    // For the start of a chat, which carries all that is not empty.
    for_start(): Context {
        this.#owed = {};
        return Object.fromEntries(Object.entries(this.#all).filter(([, value]) => value));
    }

    // The chat there is has not been started with it.
    owe_all(): void {
        this.set(this.#all);
    }

    // One request at a time; what comes meanwhile goes with the next.
    say(): void {
        const owed = this.#owed;
        if (this.#under_way || !Object.keys(owed).length) return;
        const sent = this.#o.send(owed);
        if (!sent) return;
        this.#owed = {};
        this.#under_way = true;
        const done = () => {
            this.#under_way = false;
            this.say();
        };
        sent.then(done, (problem: Problem) => {
            if (!problem.transient) {
                this.#o.refused(problem);
                done();
                return;
            }
            this.#owed = { ...owed, ...this.#owed };
            this.#o.clock.setTimeout(done, (problem.retryAfter ?? 1) * 1_000);
        });
    }
}
