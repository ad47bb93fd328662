// What a screen needs of the server before it can show anything: loading, failed with a way to try again,
// or there. What is there stays while it is loaded anew.
import { useEffect, useSyncExternalStore, type ReactNode } from "react";
import { Button, MessageBar, MessageBarActions, MessageBarBody, Spinner } from "@fluentui/react-components";
import { problem_text } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../app/admin_context";
import type { ListName, Reply } from "../app/lists";

export type Known<K extends ListName> = { [N in K]: Reply<N> };

const fresh_ms = 10_000;

// `fresh`: asked again every ten seconds while the window is looked at.
export function useLists<K extends ListName>(
    names: readonly K[],
    fresh = false,
): { known?: Known<K>; problem?: unknown; again: () => void } {
    const { lists } = useAdmin();
    const stores = names.map((name) => lists.store(name));
    const version = useSyncExternalStore(
        (listener) => {
            const stops = stores.map((store) => store.subscribe(listener));
            return () => stops.forEach((stop) => stop());
        },
        () => stores.map((store) => stamp(store.get())).join(),
    );
    void version;
    const again = () => void lists.load(...names);
    useEffect(() => {
        again();
        if (!fresh) return;
        const timer = setInterval(() => document.visibilityState === "visible" && again(), fresh_ms);
        return () => clearInterval(timer);
    }, [lists, names.join(), fresh]);
    const problem = stores.map((store) => store.get().problem).find((each) => each !== undefined);
    if (stores.some((store) => store.get().value === undefined)) return problem === undefined ? { again } : { problem, again };
    const known = Object.fromEntries(names.map((name, index) => [name, stores[index]!.get().value])) as Known<K>;
    return problem === undefined ? { known, again } : { known, problem, again };
}

// A number for each value, so that a snapshot is a plain text.
const stamps = new WeakMap<object, number>();
let last_stamp = 0;

function stamp(value: object): number {
    let found = stamps.get(value);
    if (found === undefined) stamps.set(value, (found = ++last_stamp));
    return found;
}

interface Props<K extends ListName> {
    names: readonly K[];
    fresh?: boolean;
    children: (known: Known<K>) => ReactNode;
}

export function WithLists<K extends ListName>({ names, fresh = false, children }: Props<K>): ReactNode {
    const { t, i18n } = useTranslation();
    const { known, problem, again } = useLists(names, fresh);
    return (
        <>
            {problem !== undefined && (
                <MessageBar intent="error" layout="multiline">
                    <MessageBarBody role="alert">
                        {t(known ? "list.stale" : "list.failed")} {problem_text(i18n, problem)}
                    </MessageBarBody>
                    <MessageBarActions>
                        <Button onClick={again}>{t("list.again")}</Button>
                    </MessageBarActions>
                </MessageBar>
            )}
            {known ? children(known) : problem === undefined && <Spinner label={t("start.loading")} />}
        </>
    );
}
