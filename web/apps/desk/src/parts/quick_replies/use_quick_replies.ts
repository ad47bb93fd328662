import type { QuickReply } from "@parley/api";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { quick_replies } from "../../feed/rows";
import { same_items, useFeed } from "../../feed/use_feed";

const shown_max = 50;

// Those whose shortcut begins with the query, then those that contain it anywhere. A reply of another
// language than the customer's and the agent's own is left out; without language it fits everybody.
export function matching(
    all: readonly QuickReply[],
    query: string,
    languages: readonly string[],
): readonly QuickReply[] {
    const wanted = query.toLocaleLowerCase();
    const base = (language: string) => language.toLowerCase().split("-")[0];
    const bases = languages.filter((each) => each !== "").map(base);
    const fitting = all.filter((each) => each.language === "" || bases.includes(base(each.language)));
    const begins = fitting.filter((each) => each.shortcut.toLocaleLowerCase().startsWith(wanted));
    const contains = fitting.filter(
        (each) =>
            !begins.includes(each) &&
            (each.shortcut.toLocaleLowerCase().includes(wanted) || each.text.toLocaleLowerCase().includes(wanted)),
    );
    return [...begins, ...contains].slice(0, shown_max);
}

const none: readonly QuickReply[] = [];

// query null: not asked.
export function useQuickReplies(language: string, query: string | null): readonly QuickReply[] {
    const all = useFeed(quick_replies, same_items);
    const reader = useTranslation().i18n.language;
    return useMemo(
        () => (query === null ? none : matching(all, query, [language, reader])),
        [all, query, language, reader],
    );
}
