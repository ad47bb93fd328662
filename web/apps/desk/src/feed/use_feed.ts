// Reads rows in components: renders again only when what `select` picks has changed.
import { useRef, useSyncExternalStore } from "react";
import { useDesk } from "../app/desk_context";
import type { Rows } from "./rows";

export function useFeed<T>(
    select: (rows: Rows) => T,
    same: (before: T, after: T) => boolean = Object.is,
): T {
    const { feed } = useDesk();
    const held = useRef<{ value: T } | null>(null);
    const snapshot = (): T => {
        const value = select(feed);
        if (held.current && same(held.current.value, value)) return held.current.value;
        held.current = { value };
        return value;
    };
    return useSyncExternalStore((listener) => feed.subscribe(listener), snapshot);
}

export function same_items<T>(before: readonly T[], after: readonly T[]): boolean {
    return before.length === after.length && before.every((each, index) => Object.is(each, after[index]));
}
