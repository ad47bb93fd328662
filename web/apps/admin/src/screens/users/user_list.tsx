// Everybody who can sign in, or could.
import { useState, type ReactNode } from "react";
import { Badge, Input, PresenceBadge, makeStyles, tokens } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons";
import type { ListedAgent, PresenceKind } from "@parley/api";
import { day_and_time } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { ItemTable } from "../../parts/item_table";
import { PageHead } from "../../parts/page_head";
import { WithLists } from "../../parts/with_lists";
import { agent_state, matches } from "./agent_state";

const useStyles = makeStyles({
    search: { maxWidth: "360px", width: "100%" },
    presence: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
});

const shown_max = 200;
const badges: Record<PresenceKind, "available" | "busy" | "do-not-disturb" | "away" | "offline"> = {
    available: "available",
    busy: "busy",
    do_not_disturb: "do-not-disturb",
    away: "away",
    offline: "offline",
};

export function UserList(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const [query, set_query] = useState("");
    return (
        <>
            <PageHead title={t("area.users")} text={t("users.text")} add={{ area: "users", label: t("users.add") }} />
            <WithLists names={["list_agents", "list_queues"]} fresh>
                {({ list_agents: { agents }, list_queues: { queues } }) => {
                    const names = new Map(queues.map((each) => [each.id, each.name]));
                    const found = agents
                        .filter((each) => matches(each, query))
                        .sort((a, b) => Number(a.disabled) - Number(b.disabled) || a.name.localeCompare(b.name));
                    return (
                        <>
                            <Input
                                className={styles.search}
                                type="search"
                                contentBefore={<SearchRegular />}
                                placeholder={t("users.search")}
                                aria-label={t("users.search")}
                                value={query}
                                onChange={(_, data) => set_query(data.value)}
                            />
                            <ItemTable
                                label={t("area.users")}
                                area="users"
                                columns={[t("users.name"), t("users.role"), t("area.queues"), t("users.presence"), t("users.state")]}
                                none={t("list.nothing_found", { query })}
                                rows={found.slice(0, shown_max).map((each) => ({
                                    id: each.id,
                                    name: each.name,
                                    below: each.email,
                                    cells: [
                                        t(`role.${each.role}`),
                                        each.queues.map((id) => names.get(id) ?? "").join(", ") || "–",
                                        <Presence key="presence" agent={each} />,
                                        <State key="state" agent={each} />,
                                    ],
                                }))}
                            />
                            <p role="status">{found.length > shown_max ? t("list.more", { shown: shown_max, count: found.length }) : ""}</p>
                        </>
                    );
                }}
            </WithLists>
        </>
    );
}

function Presence({ agent }: { agent: ListedAgent }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const kind = agent.connected ? agent.presence.kind : "offline";
    return (
        <span className={styles.presence}>
            <PresenceBadge status={badges[kind]} aria-hidden="true" />
            {t(`presence.${kind}`)}
        </span>
    );
}

export function State({ agent }: { agent: ListedAgent }): ReactNode {
    const { t, i18n } = useTranslation();
    const state = agent_state(agent, Date.now());
    const until = state === "invited" ? { until: day_and_time(agent.link_expires!, i18n.language) } : {};
    const colour = { active: "success", invited: "brand", no_password: "warning", disabled: "subtle" } as const;
    return (
        <Badge appearance="tint" color={colour[state]} style={{ height: "auto", minHeight: "20px" }}>
            {t(`users.state_${state}`, until as never)}
        </Badge>
    );
}
