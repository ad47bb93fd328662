// A value that tells its listeners when it changed. UI state that several places share (settings,
// selection, open dialogs) lives in these; server data lives in the feed.
import { useSyncExternalStore } from "react";

export class Store<T> {
    #value: T;
    readonly #listeners = new Set<() => void>();

    constructor(value: T) {
        this.#value = value;
    }

    get = (): T => this.#value;

    set(value: T): void {
        if (Object.is(value, this.#value)) return;
        this.#value = value;
        for (const listener of [...this.#listeners]) listener();
    }

    update(change: (value: T) => T): void {
        this.set(change(this.#value));
    }

    subscribe = (listener: () => void): (() => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    };
}

export function useStore<T>(store: Store<T>): T {
    return useSyncExternalStore(store.subscribe, store.get);
}
