// localStorage and sessionStorage that never throw: private windows and full disks lose what would
// have been kept, nothing else.

export interface Shelf {
    read(key: string): string | null;
    write(key: string, value: string | null): void;
    keys(): string[];
}

function shelf(storage: () => Storage): Shelf {
    return {
        read(key) {
            try {
                return storage().getItem(key);
            } catch {
                return null;
            }
        },
        write(key, value) {
            try {
                if (value === null) storage().removeItem(key);
                else storage().setItem(key, value);
            } catch {
                return;
            }
        },
        keys() {
            try {
                return Object.keys(storage());
            } catch {
                return [];
            }
        },
    };
}

export const local_shelf = shelf(() => window.localStorage);
export const tab_shelf = shelf(() => window.sessionStorage);

export function read_json<T>(from: Shelf, key: string, fallback: T): T {
    const text = from.read(key);
    if (text === null) return fallback;
    try {
        return JSON.parse(text) as T;
    } catch {
        return fallback;
    }
}
