// What is known of the customer and of this conversation.
import { useEffect, useState, type ReactNode } from "react";
import { Link, Spinner, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { Conversation } from "@parley/api";
import { duration, is_web_address, moment, problem_text } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import { useCustomerName } from "../../app/names";
import { useServerNow } from "../../feed/use_server_now";
import { page_name } from "./page_name";

const useStyles = makeStyles({
    panel: {
        height: "100%",
        boxSizing: "border-box",
        overflowY: "auto",
        padding: tokens.spacingHorizontalL,
        backgroundColor: tokens.colorNeutralBackground1,
        borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
        display: "grid",
        gap: tokens.spacingVerticalL,
        alignContent: "start",
    },
    name: {
        margin: 0,
        fontSize: tokens.fontSizeBase400,
        lineHeight: tokens.lineHeightBase400,
        fontWeight: 600,
        overflowWrap: "anywhere",
    },
    connected: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
    dot: { width: "8px", height: "8px", boxSizing: "border-box", borderRadius: "50%", border: `2px solid ${tokens.colorNeutralForeground3}` },
    here: { backgroundColor: tokens.colorPaletteGreenForeground3, border: `2px solid ${tokens.colorPaletteGreenForeground3}` },
    heading: { margin: 0, fontSize: tokens.fontSizeBase200, fontWeight: 600, color: tokens.colorNeutralForeground3 },
    section: { display: "grid", gap: tokens.spacingVerticalS },
    facts: {
        margin: 0,
        display: "grid",
        gap: tokens.spacingVerticalS,
        "& dt": { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground3 },
        "& dd": { margin: 0, overflowWrap: "anywhere" },
    },
    list: { listStyleType: "none", margin: 0, padding: 0, display: "grid", gap: tokens.spacingVerticalS },
    earlier: { display: "grid" },
    when: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
    ellipsis: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
});

export function CustomerPanel({ each }: { each: Conversation }): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const now = useServerNow();
    const name = useCustomerName(each);
    const context = Object.entries(each.context);
    const waited_until = each.accepted_at ?? (each.state === "open" ? now : undefined);
    return (
        <aside className={styles.panel} aria-label={t("region.customer")} data-region="customer">
            <div>
                <h2 className={styles.name}>{name}</h2>
                {each.state !== "closed" && (
                    <span className={styles.connected}>
                        <span className={mergeClasses(styles.dot, each.customer_connected && styles.here)} aria-hidden="true" />
                        {each.customer_connected ? t("customer.here") : t("customer.gone")}
                    </span>
                )}
            </div>
            <dl className={styles.facts}>
                {each.page && (
                    <Fact label={t("customer.page")}>
                        {is_web_address(each.page) ? (
                            <Link href={each.page} target="_blank" rel="noopener noreferrer" title={each.page}>
                                {page_name(each.page)}
                            </Link>
                        ) : (
                            each.page
                        )}
                    </Fact>
                )}
                {each.device && <Fact label={t("customer.device")}>{device_name(each.device, t)}</Fact>}
                {each.language && (
                    <Fact label={t("customer.language")}>{language_name(each.language, i18n.language)}</Fact>
                )}
                <Fact label={t("customer.queue")}>{each.queue_name}</Fact>
                <Fact label={t("customer.started")}>{moment(each.created_at, now, i18n.language)}</Fact>
                {waited_until !== undefined && (
                    <Fact label={t("customer.waited")}>
                        {duration(waited_until - each.queued_at, i18n.language)}
                    </Fact>
                )}
                {each.agent_name && <Fact label={t("customer.agent")}>{each.agent_name}</Fact>}
                <Fact label={t("customer.number")}>{each.id}</Fact>
            </dl>
            {context.length > 0 && (
                <section className={styles.section}>
                    <h3 className={styles.heading}>{t("customer.context")}</h3>
                    <dl className={styles.facts}>
                        {context.map(([key, value]) => (
                            <Fact key={key} label={key}>
                                {value}
                            </Fact>
                        ))}
                    </dl>
                </section>
            )}
            <Earlier conversation={each.id} />
        </aside>
    );
}

function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
    return (
        <div>
            <dt>{label}</dt>
            <dd>{children}</dd>
        </div>
    );
}

type Answer = { conversations: readonly Conversation[] } | { problem: unknown } | null;

function Earlier({ conversation }: { conversation: number }): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const desk = useDesk();
    const now = useServerNow();
    const [answer, set_answer] = useState<Answer>(null);
    useEffect(() => {
        let wanted = true;
        desk.feed.request("list_earlier", { conversation, limit: 20 }).then(
            (reply) => wanted && set_answer({ conversations: reply.conversations }),
            (problem: unknown) => wanted && set_answer({ problem }),
        );
        return () => {
            wanted = false;
        };
    }, [desk, conversation]);
    return (
        <section className={styles.section}>
            <h3 className={styles.heading}>{t("customer.earlier")}</h3>
            {answer === null && <Spinner size="tiny" label={t("start.loading")} />}
            {answer && "problem" in answer && <span className={styles.when}>{problem_text(i18n, answer.problem)}</span>}
            {answer && "conversations" in answer && answer.conversations.length === 0 && (
                <span className={styles.when}>{t("customer.no_earlier")}</span>
            )}
            {answer && "conversations" in answer && answer.conversations.length > 0 && (
                <ul className={styles.list}>
                    {answer.conversations.map((each) => (
                        <li key={each.id} className={styles.earlier}>
                            <Link as="button" className={styles.ellipsis} onClick={() => desk.selection.conversation(each.id)}>
                                {each.last_text || t("customer.conversation_n", { number: each.id })}
                            </Link>
                            <span className={styles.when}>
                                {moment(each.created_at, now, i18n.language)}
                                {each.agent_name && ` · ${each.agent_name}`}
                            </span>
                        </li>
                    ))}
                </ul>
            )}
        </section>
    );
}

function device_name(device: string, t: ReturnType<typeof useTranslation>["t"]): string {
    switch (device) {
        case "desktop":
            return t("device.desktop");
        case "phone":
            return t("device.phone");
        case "tablet":
            return t("device.tablet");
        default:
            return device;
    }
}

function language_name(code: string, reader: string): string {
    try {
        return new Intl.DisplayNames(reader, { type: "language" }).of(code) ?? code;
    } catch {
        return code;
    }
}
