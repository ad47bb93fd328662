// A small seeded generator: the same seed, the same story.
export class Random {
    #state: number;

    constructor(seed: number) {
        this.#state = seed >>> 0;
    }

    // 0 ≤ … < 1
    next = (): number => {
        this.#state = (this.#state + 0x9e3779b9) >>> 0;
        let mixed = this.#state;
        mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
        mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
        return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
    };

    below(bound: number): number {
        return Math.floor(this.next() * bound);
    }

    chance(probability: number): boolean {
        return this.next() < probability;
    }

    pick<T>(from: readonly T[]): T {
        return from[this.below(from.length)]!;
    }
}
