// Who belongs to a queue, with search; those who belong to it already come first.
import { useState, type ReactNode } from "react";
import { Checkbox, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons";
import type { ListedAgent } from "@parley/api";
import { useTranslation } from "react-i18next";
import { Apart } from "../../form/apart";
import { matches } from "../users/agent_state";

const useStyles = makeStyles({
    box: { display: "grid", gap: tokens.spacingVerticalXS },
    list: {
        display: "grid",
        gridTemplateColumns: "repeat(auto-fill, minmax(220px, 1fr))",
        maxHeight: "320px",
        overflowY: "auto",
        border: `1px solid ${tokens.colorNeutralStroke2}`,
        borderRadius: tokens.borderRadiusMedium,
        backgroundColor: tokens.colorNeutralBackground1,
    },
    none: { margin: 0, padding: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground3 },
});

const shown_max = 100;

interface Props {
    agents: readonly ListedAgent[];
    members: readonly number[];
    change: (members: number[]) => void;
}

export function MemberPicker({ agents, members, change }: Props): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const [query, set_query] = useState("");
    const [first] = useState(() => new Set(members));
    const found = agents
        .filter((each) => (!each.disabled || members.includes(each.id)) && matches(each, query))
        .sort((a, b) => Number(first.has(b.id)) - Number(first.has(a.id)) || a.name.localeCompare(b.name));
    const count = agents.filter((each) => members.includes(each.id)).length;
    return (
        <Field label={t("queues.members")} hint={t("queues.members_hint", { count })}>
            {(field) => (
                <Apart>
                    <div className={styles.box} role="group" {...field}>
                        <Input
                            type="search"
                            contentBefore={<SearchRegular />}
                            placeholder={t("users.search")}
                            aria-label={t("users.search")}
                            value={query}
                            onChange={(_, data) => set_query(data.value)}
                        />
                        <div className={styles.list}>
                            {found.slice(0, shown_max).map((each) => (
                                <Checkbox
                                    key={each.id}
                                    label={each.disabled ? t("queues.member_disabled", { name: each.name }) : each.name}
                                    title={each.email}
                                    checked={members.includes(each.id)}
                                    onChange={(_, data) =>
                                        change(data.checked === true ? [...members, each.id].sort((a, b) => a - b) : members.filter((one) => one !== each.id))
                                    }
                                />
                            ))}
                            {found.length === 0 && <p className={styles.none}>{t("list.nothing_found", { query })}</p>}
                            {found.length > shown_max && <p className={styles.none}>{t("list.more", { shown: shown_max, count: found.length })}</p>}
                        </div>
                    </div>
                </Apart>
            )}
        </Field>
    );
}
