import { useEffect, useRef, type ReactNode } from "react";
import { Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { PersonRegular } from "@fluentui/react-icons";
import type { QuickReply } from "@parley/api";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";

const useStyles = makeStyles({
    popup: {
        position: "absolute",
        insetInline: tokens.spacingHorizontalL,
        bottom: "calc(100% - 4px)",
        zIndex: 6,
        backgroundColor: tokens.colorNeutralBackground1,
        border: `1px solid ${tokens.colorNeutralStroke1}`,
        borderRadius: tokens.borderRadiusLarge,
        boxShadow: tokens.shadow16,
        overflow: "hidden",
    },
    list: { listStyleType: "none", margin: 0, padding: tokens.spacingHorizontalXS, maxHeight: "280px", overflowY: "auto" },
    option: {
        display: "grid",
        gridTemplateColumns: "minmax(72px, max-content) minmax(0, 1fr) auto",
        gap: tokens.spacingHorizontalM,
        alignItems: "baseline",
        padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
        borderRadius: tokens.borderRadiusMedium,
        cursor: "pointer",
    },
    chosen: { backgroundColor: tokens.colorNeutralBackground1Selected, outline: `1px solid ${tokens.colorNeutralStroke1Selected}` },
    shortcut: { fontWeight: 600 },
    text: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", color: tokens.colorNeutralForeground2 },
    foot: {
        display: "flex",
        justifyContent: "space-between",
        gap: tokens.spacingHorizontalM,
        padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
        borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
        fontSize: tokens.fontSizeBase200,
        color: tokens.colorNeutralForeground3,
    },
    none: { margin: 0, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, color: tokens.colorNeutralForeground3 },
});

interface Props {
    id: string;
    replies: readonly QuickReply[];
    chosen: number;
    query: string;
    choose: (index: number) => void;
    point: (index: number) => void;
}

export function QuickReplyList({ id, replies, chosen, query, choose, point }: Props): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const list = useRef<HTMLUListElement>(null);
    useEffect(() => {
        const option = list.current?.children[chosen];
        if (option && typeof option.scrollIntoView === "function") option.scrollIntoView({ block: "nearest" });
    }, [chosen]);
    useEffect(() => {
        desk.announcer.say(t("quick_replies.found", { count: replies.length }));
    }, [desk, t, replies.length]);
    return (
        <div className={styles.popup}>
            {replies.length === 0 ? (
                <p className={styles.none}>{t("quick_replies.none", { query })}</p>
            ) : (
                <ul className={styles.list} ref={list} id={id} role="listbox" aria-label={t("quick_replies.title")}>
                    {replies.map((each, index) => (
                        <li
                            key={each.id}
                            id={`${id}-${index}`}
                            role="option"
                            aria-selected={index === chosen}
                            className={mergeClasses(styles.option, index === chosen && styles.chosen)}
                            onMouseMove={() => point(index)}
                            onMouseDown={(event) => {
                                event.preventDefault();
                                choose(index);
                            }}
                        >
                            <span className={styles.shortcut}>/{each.shortcut}</span>
                            <span className={styles.text}>{each.text}</span>
                            {each.owner !== undefined && <PersonRegular aria-label={t("quick_replies.own")} />}
                        </li>
                    ))}
                </ul>
            )}
            <div className={styles.foot}>
                <span>{t("quick_replies.keys")}</span>
                <Link as="button" onMouseDown={(event) => event.preventDefault()} onClick={() => desk.dialog.set({ ask: "quick_replies" })}>
                    {t("quick_replies.manage")}
                </Link>
            </div>
        </div>
    );
}
