import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "@fluentui/react-components";
import type { Conversation, StateCause } from "@parley/api";
import { moment } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import { offers, open_list, sessions, type Rows } from "../../feed/rows";
import { useFeed } from "../../feed/use_feed";
import { useServerNow } from "../../feed/use_server_now";
import { ConversationTable, type Column } from "./conversation_table";

const look_again_ms = 300;

function in_sight(rows: Rows): string {
    const ids = [
        ...sessions(rows).map((each) => each.id),
        ...offers(rows).map((each) => each.conversation),
        ...(open_list(rows)?.ids ?? []),
    ];
    return [...new Set(ids)].sort((a, b) => a - b).join();
}

// Counts up when a conversation has gone from sight: it may have been closed. Many that go together
// count once.
function useGone(): number {
    const seen = useFeed(in_sight);
    const before = useRef(new Set<string>());
    const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
    const [gone, set_gone] = useState(0);
    useEffect(() => {
        const now = new Set(seen.split(","));
        const has_lost = [...before.current].some((id) => id !== "" && !now.has(id));
        before.current = now;
        if (!has_lost || timer.current !== undefined) return;
        timer.current = setTimeout(() => {
            timer.current = undefined;
            set_gone((count) => count + 1);
        }, look_again_ms);
    }, [seen]);
    useEffect(
        () => () => {
            clearTimeout(timer.current);
            timer.current = undefined;
        },
        [],
    );
    return gone;
}

// Who ended it says more than that the wrap-up was closed afterwards.
function ended_by({ cause, closure }: Conversation): StateCause {
    if (closure === "agent_end_conversation") return "ended_by_agent";
    if (closure === "customer_end_conversation") return "ended_by_customer";
    if (closure === "customer_disconnect") return "customer_gone";
    return cause;
}

export function ClosedList(): ReactNode {
    const { t } = useTranslation();
    const desk = useDesk();
    const [closed, set_closed] = useState<readonly Conversation[] | null>(null);
    const [next, set_next] = useState<string | undefined>();
    const gone = useGone();
    useEffect(() => {
        let wanted = true;
        desk.feed.request("list_conversations", { list: "closed", limit: 25 }).then(
            (reply) => {
                if (!wanted) return;
                set_closed(reply.conversations);
                set_next(reply.next);
            },
            (problem: unknown) => {
                if (!wanted) return;
                set_closed((before) => before ?? []);
                desk.report(problem);
            },
        );
        return () => {
            wanted = false;
        };
    }, [desk, gone]);

    const more = () => {
        if (next === undefined) return;
        desk.feed.request("list_conversations", { list: "closed", limit: 50, cursor: next }).then(
            (reply) => {
                set_closed((before) => [...(before ?? []), ...reply.conversations]);
                set_next(reply.next);
            },
            (problem: unknown) => desk.report(problem),
        );
    };

    const columns: Column[] = [
        { id: "queue", head: t("customer.queue"), cell: (each) => each.queue_name, order: (a, b) => a.queue_name.localeCompare(b.queue_name), minor: true },
        { id: "closed", head: t("home.closed_at"), cell: (each) => <At ms={each.closed_at ?? each.state_at} />, order: (a, b) => (a.closed_at ?? 0) - (b.closed_at ?? 0) },
        { id: "cause", head: t("home.closed_because"), cell: (each) => t(`cause.${ended_by(each)}`), order: (a, b) => ended_by(a).localeCompare(ended_by(b)), minor: true },
    ];
    return (
        <ConversationTable
            title={t("home.closed")}
            conversations={closed}
            columns={columns}
            initial_sort={{ column: "closed", descending: true }}
            empty={t("home.closed_empty")}
            footer={
                next === undefined ? undefined : (
                    <Button appearance="subtle" onClick={more}>
                        {t("home.more")}
                    </Button>
                )
            }
        />
    );
}

function At({ ms }: { ms: number }): ReactNode {
    return moment(ms, useServerNow(), useTranslation().i18n.language);
}
