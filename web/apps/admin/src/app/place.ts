// Where in the administration the window is: the address's hash, so that reload, back and a copied
// address show the same. What is unsaved keeps the place until it may go.
import { Store } from "@parley/ui";

export const areas = ["users", "queues", "workstreams", "widgets", "quick_replies", "settings"] as const;
export type Area = (typeof areas)[number];
export const steps = ["queue", "workstream", "widget", "people", "test", "done"] as const;
export type Step = (typeof steps)[number];

export type Place =
    | { at: "setup"; token: string }
    | { at: "start"; step?: Step } // no step: the first that is not done
    | { at: "list"; area: Area }
    | { at: "one"; area: Area; id: number | "new" };

export function from_hash(hash: string): Place {
    const setup = /^#setup\/([\w-]{1,200})$/.exec(hash);
    if (setup) return { at: "setup", token: setup[1]! };
    const [, first, second] = /^#\/(\w+)(?:\/(\w+))?$/.exec(hash) ?? [];
    if (first === "start") {
        const step = steps.find((each) => each === second);
        return step ? { at: "start", step } : { at: "start" };
    }
    const area = areas.find((each) => each === first) ?? "users";
    if (second === "new") return { at: "one", area, id: "new" };
    return /^[1-9]\d{0,14}$/.test(second ?? "") ? { at: "one", area, id: Number(second) } : { at: "list", area };
}

export function to_hash(place: Place): string {
    switch (place.at) {
        case "setup":
            return `#setup/${place.token}`;
        case "start":
            return place.step ? `#/start/${place.step}` : "#/start";
        case "list":
            return `#/${place.area}`;
        case "one":
            return `#/${place.area}/${place.id}`;
    }
}

export class Places extends Store<Place> {
    readonly unsaved = new Store(false);
    readonly asked = new Store<Place | null>(null); // wanted, while something is unsaved

    constructor() {
        super(from_hash(window.location.hash));
        window.addEventListener("hashchange", () => this.#on_hash());
        window.addEventListener("beforeunload", (event) => {
            if (this.unsaved.get()) event.preventDefault();
        });
    }

    go(to: Place): void {
        if (to_hash(to) === to_hash(this.get())) return;
        if (this.unsaved.get()) return this.asked.set(to);
        this.#move(to);
    }

    stay(): void {
        this.asked.set(null);
    }

    discard(): void {
        const to = this.asked.get();
        this.asked.set(null);
        this.unsaved.set(false);
        if (to) this.#move(to);
    }

    #move(to: Place): void {
        this.set(to);
        window.location.hash = to_hash(to);
    }

    #on_hash(): void {
        const to = from_hash(window.location.hash);
        if (to_hash(to) === to_hash(this.get())) return;
        if (!this.unsaved.get()) return this.set(to);
        window.history.pushState(null, "", to_hash(this.get()));
        this.asked.set(to);
    }
}
