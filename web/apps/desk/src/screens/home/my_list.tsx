import type { ReactNode } from "react";
import type { Conversation } from "@parley/api";
import { useTranslation } from "react-i18next";
import { sessions } from "../../feed/rows";
import { same_items, useFeed } from "../../feed/use_feed";
import { ConversationTable, type Column } from "./conversation_table";
import { StateChip } from "../../parts/customer_panel/state_chip";
import { Since } from "./since";

const nobody_waits = Number.MAX_SAFE_INTEGER;

function waits_since(each: Conversation): number {
    return each.state === "active" ? (each.waits_since ?? nobody_waits) : nobody_waits;
}

export function MyList(): ReactNode {
    const { t } = useTranslation();
    const mine = useFeed(sessions, same_items);
    const columns: Column[] = [
        { id: "queue", head: t("customer.queue"), cell: (each) => each.queue_name, order: (a, b) => a.queue_name.localeCompare(b.queue_name), minor: true },
        { id: "state", head: t("home.state"), cell: (each) => <StateChip each={each} />, order: (a, b) => a.state.localeCompare(b.state) },
        {
            id: "waits",
            head: t("home.waits"),
            cell: (each) => (waits_since(each) < nobody_waits ? <Since ms={waits_since(each)} /> : "–"),
            order: (a, b) => waits_since(a) - waits_since(b),
        },
        { id: "text", head: t("home.last_message"), cell: (each) => each.last_text, minor: true },
    ];
    return (
        <ConversationTable
            title={t("home.mine")}
            conversations={mine}
            columns={columns}
            initial_sort={{ column: "waits", descending: false }}
            empty={t("home.mine_empty")}
        />
    );
}
