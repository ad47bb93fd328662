import type { StorageLike } from "../outside";

// One browser's localStorage; each tab's view of it tells the other tabs what it changed.
export class MemoryStorage {
    readonly kept = new Map<string, string>();
    readonly #tabs: { view: StorageLike; heard: (key: string, value: string | null) => void }[] =
        [];

    tab(heard: (key: string, value: string | null) => void = () => undefined): StorageLike {
        const kept = this.kept;
        const tell = (key: string, value: string | null) => {
            for (const tab of this.#tabs) if (tab.view !== view) tab.heard(key, value);
        };
        const view: StorageLike = {
            get length() {
                return kept.size;
            },
            key: (index) => [...kept.keys()][index] ?? null,
            getItem: (key) => kept.get(key) ?? null,
            setItem: (key, value) => {
                kept.set(key, value);
                tell(key, value);
            },
            removeItem: (key) => {
                if (kept.delete(key)) tell(key, null);
            },
        };
        this.#tabs.push({ view, heard });
        return view;
    }
}
