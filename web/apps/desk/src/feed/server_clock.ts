// The server's time, for countdowns. Every instant that the server has put into something past is a
// lower bound of its clock; the latest bound is the estimate, right to the travelling time of a frame
// once anything happens, and to a second from the first HTTP answer on.
export class ServerClock {
    readonly #local: () => number;
    #offset: number | undefined;

    constructor(local: () => number = Date.now) {
        this.#local = local;
    }

    // `instant`: when something has just happened, by the server.
    observe(instant: number): void {
        if (!Number.isFinite(instant)) return;
        const bound = instant - this.#local();
        if (this.#offset === undefined || bound > this.#offset) this.#offset = bound;
    }

    get offset(): number {
        return this.#offset ?? 0;
    }

    now(): number {
        return this.#local() + this.offset;
    }
}
