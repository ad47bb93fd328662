// What the centre shows: Home or one conversation. It is the address's hash, so that reload, back and a
// copied address show the same.
import { Store } from "@parley/ui";

export type Selection = { at: "home" } | { at: "conversation"; id: number };

export function from_hash(hash: string): Selection {
    const match = /^#\/conversation\/(\d{1,15})$/.exec(hash);
    return match ? { at: "conversation", id: Number(match[1]) } : { at: "home" };
}

export function to_hash(selection: Selection): string {
    return selection.at === "home" ? "#/" : `#/conversation/${selection.id}`;
}

function same(a: Selection, b: Selection): boolean {
    return to_hash(a) === to_hash(b);
}

export class SelectionStore extends Store<Selection> {
    readonly #on_hash = () => this.#take(from_hash(window.location.hash));

    constructor() {
        super(from_hash(window.location.hash));
        window.addEventListener("hashchange", this.#on_hash);
    }

    stop(): void {
        window.removeEventListener("hashchange", this.#on_hash);
    }

    home(): void {
        this.#go({ at: "home" });
    }

    conversation(id: number): void {
        this.#go({ at: "conversation", id });
    }

    is(id: number): boolean {
        const now = this.get();
        return now.at === "conversation" && now.id === id;
    }

    #go(to: Selection): void {
        if (same(to, this.get())) return;
        window.location.hash = to_hash(to);
        this.#take(to);
    }

    #take(to: Selection): void {
        if (!same(to, this.get())) this.set(to);
    }
}
