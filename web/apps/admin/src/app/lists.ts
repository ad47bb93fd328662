// What the server answered to its list operations. Each is loaded when a screen first wants it and again
// after a change; what is known stays on show meanwhile.
import type { Operations } from "@parley/api";
import { Store } from "@parley/ui";

export const list_names = [
    "list_agents",
    "list_queues",
    "list_workstreams",
    "list_widgets",
    "list_quick_replies",
    "get_settings",
] as const;
export type ListName = (typeof list_names)[number];
export type Reply<K extends ListName> = Operations[K]["reply"];

export interface Known<K extends ListName = ListName> {
    value?: Reply<K>;
    problem?: unknown;
}

export class Lists {
    readonly #ask: <K extends ListName>(name: K) => Promise<Reply<K>>;
    readonly #stores = new Map<ListName, Store<Known>>();
    readonly #latest = new Map<ListName, number>();

    constructor(ask: <K extends ListName>(name: K) => Promise<Reply<K>>) {
        this.#ask = ask;
    }

    store<K extends ListName>(name: K): Store<Known<K>> {
        let store = this.#stores.get(name);
        if (!store) {
            store = new Store<Known>({});
            this.#stores.set(name, store);
        }
        return store as unknown as Store<Known<K>>;
    }

    // The answer to the last question counts.
    async load(...names: ListName[]): Promise<void> {
        await Promise.all(names.map((name) => this.#load(name)));
    }

    async #load(name: ListName): Promise<void> {
        const turn = (this.#latest.get(name) ?? 0) + 1;
        this.#latest.set(name, turn);
        const is_latest = () => this.#latest.get(name) === turn;
        const store = this.store(name);
        try {
            const value = await this.#ask(name);
            if (is_latest()) store.set({ value });
        } catch (problem) {
            if (is_latest()) store.set({ ...store.get(), problem });
        }
    }
}
