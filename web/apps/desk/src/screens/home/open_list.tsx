import { useEffect, type ReactNode } from "react";
import { Button } from "@fluentui/react-components";
import type { Conversation } from "@parley/api";
import { useStore } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import { customer_name } from "../../app/names";
import { conversation, open_list } from "../../feed/rows";
import { same_items, useFeed } from "../../feed/use_feed";
import { ConversationTable, type Column } from "./conversation_table";
import { Since } from "./since";

export function OpenList(): ReactNode {
    const { t } = useTranslation();
    const desk = useDesk();
    const pending = useStore(desk.pending);
    useEffect(() => desk.feed.openList(), [desk]);
    const known = useFeed((rows) => open_list(rows) !== undefined);
    const total = useFeed((rows) => open_list(rows)?.total ?? 0);
    const waiting = useFeed(
        (rows) =>
            (open_list(rows)?.ids ?? [])
                .map((id) => conversation(rows, id))
                .filter((each): each is Conversation => each?.state === "open"),
        same_items,
    );
    const columns: Column[] = [
        { id: "queue", head: t("customer.queue"), cell: (each) => each.queue_name, order: (a, b) => a.queue_name.localeCompare(b.queue_name), minor: true },
        { id: "waiting", head: t("customer.waiting"), cell: (each) => <Since ms={each.queued_at} />, order: (a, b) => a.queued_at - b.queued_at },
        { id: "text", head: t("home.last_message"), cell: (each) => each.last_text, minor: true },
    ];
    return (
        <ConversationTable
            title={t("home.open")}
            count={total}
            conversations={known ? waiting : null}
            columns={columns}
            initial_sort={{ column: "waiting", descending: false }}
            empty={t("home.open_empty")}
            footer={known && total > waiting.length && waiting.length > 0 ? t("home.open_more", { count: waiting.length, total }) : undefined}
            row_action={(each) => (
                <Button
                    size="small"
                    disabledFocusable={pending.has(`pick_conversation/${each.id}`)}
                    aria-label={t("home.pick_who", { name: customer_name(each, t) })}
                    onClick={() => void desk.pick(each.id)}
                >
                    {t("home.pick")}
                </Button>
            )}
        />
    );
}
