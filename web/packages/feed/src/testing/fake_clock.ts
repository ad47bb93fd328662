import type { ClockLike } from "../outside";

// Time passes only by advance(); between two timers all promises that can run have run.
export class FakeClock implements ClockLike {
    #now = 1_700_000_000_000;
    #next = 1;
    #timers = new Map<number, { at: number; run: () => void }>();

    now = (): number => this.#now;

    setTimeout = (run: () => void, ms: number): unknown => {
        this.#timers.set(this.#next, { at: this.#now + Math.max(0, ms), run });
        return this.#next++;
    };

    clearTimeout = (timer: unknown): void => {
        this.#timers.delete(timer as number);
    };

    get timers(): number {
        return this.#timers.size;
    }

    async advance(ms: number): Promise<void> {
        const end = this.#now + ms;
        await settle();
        for (;;) {
            let first: number | undefined;
            for (const [id, timer] of this.#timers)
                if (
                    timer.at <= end &&
                    (first === undefined || timer.at < this.#timers.get(first)!.at)
                )
                    first = id;
            if (first === undefined) break;
            const timer = this.#timers.get(first)!;
            this.#timers.delete(first);
            this.#now = Math.max(this.#now, timer.at);
            timer.run();
            await settle();
        }
        this.#now = end;
    }

    // The machine sleeps: time passes and nothing runs.
    sleep(ms: number): void {
        this.#now += ms;
    }
}

// Lets everything that waits only for promises run.
export async function settle(): Promise<void> {
    for (let i = 0; i < 12; i++) await Promise.resolve();
}
