// The messages of one conversation, whichever way they come: followed ones live from the feed, others
// (closed, earlier) by pages. Older pages on demand.
import { useCallback, useEffect, useRef, useState } from "react";
import type { Conversation, Message } from "@parley/api";
import { useDesk } from "../../app/desk_context";
import { useFeed } from "../../feed/use_feed";

const page = 50;
const none: readonly Message[] = [];

export interface MessagesView {
    messages: readonly Message[];
    has_older: boolean;
    is_loading: boolean;
    load_older: () => void;
}

export function useMessages(each: Conversation, is_followed: boolean): MessagesView {
    const desk = useDesk();
    const { feed } = desk;
    const id = each.id;
    const live = useFeed((rows) => rows.messages(id));
    const [paged, set_paged] = useState<readonly Message[]>(none);
    const [is_loading, set_loading] = useState(false);
    const busy = useRef(false);
    const messages = live.length > 0 ? live : paged;
    const first = messages[0]?.seq ?? 0;
    const nothing_yet = messages.length === 0;
    const wants_page = nothing_yet && each.last_seq > 0 && !is_followed;

    const load = useCallback(
        (before_seq: number | undefined) => {
            if (busy.current) return;
            busy.current = true;
            set_loading(true);
            const args = before_seq === undefined ? { conversation: id, limit: page } : { conversation: id, limit: page, before_seq };
            feed.request("list_messages", args)
                .then(
                    (reply) => {
                        if (feed.messages(id).length > 0) feed.prepend(id, reply.messages);
                        else set_paged((before) => [...reply.messages.filter((one) => one.seq < (before[0]?.seq ?? Infinity)), ...before]);
                    },
                    (problem: unknown) => desk.report(problem),
                )
                .finally(() => {
                    busy.current = false;
                    set_loading(false);
                });
        },
        [desk, feed, id],
    );

    useEffect(() => {
        if (wants_page) load(undefined);
    }, [wants_page, load]);

    // What was live and has gone from the rows stays readable.
    const last_live = useRef(live);
    useEffect(() => {
        if (live.length > 0) last_live.current = live;
        else if (last_live.current.length > 0) {
            const kept = last_live.current;
            set_paged((before) => (before.length > 0 ? before : kept));
        }
    }, [live]);

    const load_older = useCallback(() => {
        if (first > 1) load(first);
    }, [first, load]);

    return { messages, has_older: first > 1, is_loading, load_older };
}
