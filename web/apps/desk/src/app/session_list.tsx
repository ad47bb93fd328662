// The agent's conversations down the left side. One stop of the Tab key: the arrows move within, Enter
// opens, Delete closes.
import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { Badge, Button, Tooltip, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChatFilled, ChatRegular, ClipboardTaskRegular, DismissRegular, EyeRegular, HomeFilled, HomeRegular } from "@fluentui/react-icons";
import type { Conversation } from "@parley/api";
import { duration, timer, useStore, visually_hidden } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { conversation, is_session_of, sessions, shown_state, unread } from "../feed/rows";
import { same_items, useFeed } from "../feed/use_feed";
import { useServerNow } from "../feed/use_server_now";
import { useDesk } from "./desk_context";
import { initials, useCustomerName } from "./names";

// A customer that waits longer than this is marked more loudly.
const long_wait_ms = 60_000;

const narrow = "@media (max-width: 760px)";

const useStyles = makeStyles({
    nav: {
        minHeight: 0,
        display: "flex",
        flexDirection: "column",
        backgroundColor: tokens.colorNeutralBackground3,
        borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
        overflowY: "auto",
        padding: tokens.spacingHorizontalS,
        [narrow]: { padding: tokens.spacingHorizontalXS },
    },
    heading: {
        margin: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS}`,
        fontSize: tokens.fontSizeBase200,
        fontWeight: 600,
        color: tokens.colorNeutralForeground3,
        [narrow]: { display: "none" },
    },
    list: { listStyleType: "none", margin: 0, padding: 0, display: "grid", gap: "2px" },
    item: { position: "relative", display: "flex" },
    button: {
        flexGrow: 1,
        minWidth: 0,
        display: "grid",
        gridTemplateColumns: "24px minmax(0, 1fr) auto",
        columnGap: tokens.spacingHorizontalS,
        alignItems: "center",
        textAlign: "start",
        font: "inherit",
        color: "inherit",
        backgroundColor: "transparent",
        border: "1px solid transparent",
        borderRadius: tokens.borderRadiusMedium,
        padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
        cursor: "pointer",
        ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
        ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
        [narrow]: { gridTemplateColumns: "1fr", justifyItems: "center" },
    },
    session: { paddingInlineEnd: "36px", [narrow]: { paddingInlineEnd: tokens.spacingHorizontalS } },
    selected: {
        backgroundColor: tokens.colorNeutralBackground1,
        boxShadow: tokens.shadow2,
        border: `1px solid ${tokens.colorNeutralStroke2}`,
        ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
        "::before": {
            content: '""',
            position: "absolute",
            insetInlineStart: 0,
            top: "10px",
            bottom: "10px",
            width: "3px",
            borderRadius: "2px",
            backgroundColor: tokens.colorBrandStroke1,
        },
    },
    icon: { display: "grid", placeItems: "center", fontSize: "20px", position: "relative" },
    // Where there is no room for names: who it is, and since when they wait.
    wide_only: { [narrow]: { display: "none" } },
    narrow_only: { display: "none", [narrow]: { display: "grid" } },
    initials: {
        placeItems: "center",
        width: "32px",
        height: "32px",
        borderRadius: tokens.borderRadiusCircular,
        backgroundColor: tokens.colorNeutralBackground5,
        fontSize: tokens.fontSizeBase200,
        fontWeight: 600,
        whiteSpace: "nowrap",
    },
    mark: {
        maxWidth: "100%",
        overflow: "hidden",
        fontSize: tokens.fontSizeBase100,
        lineHeight: tokens.lineHeightBase100,
        whiteSpace: "nowrap",
    },
    wrap_up: { color: tokens.colorNeutralForeground3 },
    text: {
        minWidth: 0,
        display: "grid",
        [narrow]: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clip: "rect(0 0 0 0)" },
    },
    name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
    unread: { fontWeight: 700 },
    line: {
        overflow: "hidden",
        textOverflow: "ellipsis",
        whiteSpace: "nowrap",
        fontSize: tokens.fontSizeBase200,
        lineHeight: tokens.lineHeightBase200,
        color: tokens.colorNeutralForeground3,
    },
    waits: { color: tokens.colorPaletteDarkOrangeForeground1, fontWeight: 600 },
    waits_long: { color: tokens.colorPaletteRedForeground1, fontWeight: 600 },
    count: { [narrow]: { position: "absolute", top: "-4px", insetInlineEnd: "-2px" } },
    close: {
        position: "absolute",
        insetInlineEnd: "4px",
        top: "50%",
        transform: "translateY(-50%)",
        minWidth: "28px",
        [narrow]: { display: "none" },
    },
    looking: { fontStyle: "italic" },
});

export function SessionList(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const mine = useFeed(sessions, same_items);
    const selection = useStore(desk.selection);
    const list = useRef<HTMLElement>(null);
    const selected_id = selection.at === "conversation" ? selection.id : 0;
    const looked_at = useFeed((rows) => {
        const each = selected_id ? conversation(rows, selected_id) : undefined;
        return each && !is_session_of(each, desk.agent) ? each : undefined;
    });

    const move = (event: KeyboardEvent) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[data-item]") ?? [])];
        const here = buttons.indexOf(document.activeElement as HTMLElement);
        if (here === -1) return;
        const to =
            event.key === "ArrowDown" ? here + 1
            : event.key === "ArrowUp" ? here - 1
            : event.key === "Home" ? 0
            : event.key === "End" ? buttons.length - 1
            : -1;
        const target = buttons[Math.min(to, buttons.length - 1)];
        if (to < 0 || !target) return;
        event.preventDefault();
        target.focus();
    };

    return (
        <nav className={styles.nav} ref={list} aria-label={t("region.sessions")} data-region="sessions" onKeyDown={move}>
            <ul className={styles.list}>
                <li className={styles.item}>
                    <button
                        type="button"
                        data-item
                        className={mergeClasses(styles.button, selection.at === "home" && styles.selected)}
                        aria-current={selection.at === "home" ? "page" : undefined}
                        aria-keyshortcuts="Alt+0"
                        {...(selection.at === "home" ? { "data-region-focus": true } : { tabIndex: -1 })}
                        onClick={() => desk.selection.home()}
                    >
                        <span className={styles.icon}>{selection.at === "home" ? <HomeFilled /> : <HomeRegular />}</span>
                        <span className={styles.text}>{t("action.home")}</span>
                    </button>
                </li>
            </ul>
            {mine.length > 0 && <h2 className={styles.heading}>{t("sessions.heading")}</h2>}
            <ul className={styles.list}>
                {mine.map((each, index) => (
                    <SessionItem key={each.id} each={each} place={index + 1} selected={each.id === selected_id} />
                ))}
            </ul>
            {looked_at && (
                <>
                    <h2 className={styles.heading}>{t("sessions.looking")}</h2>
                    <ul className={styles.list}>
                        <LookedAt each={looked_at} />
                    </ul>
                </>
            )}
        </nav>
    );
}

function SessionItem({ each, place, selected }: { each: Conversation; place: number; selected: boolean }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const name = useCustomerName(each);
    const new_ones = useFeed((rows) => unread(rows, each));
    const wrap_up = each.state === "wrap_up";
    const status = useStatusLine(each);
    const Icon = wrap_up ? ClipboardTaskRegular : selected ? ChatFilled : ChatRegular;
    const unread_text = new_ones > 0 ? t("sessions.unread", { count: new_ones }) : "";
    return (
        <li className={styles.item}>
            <button
                type="button"
                data-item
                className={mergeClasses(styles.button, styles.session, selected && styles.selected)}
                title={name}
                aria-current={selected ? "page" : undefined}
                {...(place <= 9 ? { "aria-keyshortcuts": `Alt+${place}` } : {})}
                {...(selected ? { "data-region-focus": true } : { tabIndex: -1 })}
                onClick={() => desk.selection.conversation(each.id)}
                onKeyDown={(event) => event.key === "Delete" && desk.ask_leave(each)}
            >
                <span className={mergeClasses(styles.icon, styles.wide_only, wrap_up && styles.wrap_up)}>
                    <Icon />
                </span>
                <span className={mergeClasses(styles.initials, styles.narrow_only, wrap_up && styles.wrap_up)} aria-hidden="true">
                    {initials(each)}
                </span>
                <span className={styles.text}>
                    <span className={mergeClasses(styles.name, new_ones > 0 && styles.unread, wrap_up && styles.wrap_up)}>
                        {name}
                    </span>
                    <span style={visually_hidden}>{unread_text ? `, ${unread_text}, ` : ", "}</span>
                    <span
                        className={mergeClasses(
                            styles.line,
                            status.waits === "short" && styles.waits,
                            status.waits === "long" && styles.waits_long,
                        )}
                    >
                        {status.text}
                    </span>
                </span>
                {new_ones > 0 && (
                    <Badge className={styles.count} color="danger" size="medium" aria-hidden="true">
                        {new_ones >= 10 ? "10+" : new_ones}
                    </Badge>
                )}
                {status.waits && (
                    <span
                        className={mergeClasses(
                            styles.mark,
                            styles.narrow_only,
                            status.waits === "short" ? styles.waits : styles.waits_long,
                        )}
                        aria-hidden="true"
                    >
                        {status.waited}
                    </span>
                )}
            </button>
            <Tooltip content={t("sessions.close", { name })} relationship="label">
                <Button
                    className={styles.close}
                    appearance="transparent"
                    size="small"
                    tabIndex={-1}
                    icon={<DismissRegular />}
                    onClick={() => desk.ask_leave(each)}
                />
            </Tooltip>
        </li>
    );
}

// What is most worth knowing about the session, in one line.
function useStatusLine(each: Conversation): { text: string; waits?: "short" | "long"; waited?: string } {
    const { t, i18n } = useTranslation();
    const now = useServerNow();
    const typing = useStore(useDesk().typing.customers).has(each.id);
    if (each.state === "wrap_up")
        return {
            text:
                each.wrap_up_until === undefined
                    ? t("state.wrap_up")
                    : t("sessions.wrap_up_for", { time: timer(each.wrap_up_until - now) }),
        };
    if (typing) return { text: t("sessions.typing") };
    if (each.waits_since !== undefined) {
        const waits = now - each.waits_since;
        const waited = duration(waits, i18n.language);
        return {
            text: t("sessions.waits", { duration: waited }),
            waits: waits >= long_wait_ms ? "long" : "short",
            waited,
        };
    }
    if (!each.customer_connected) return { text: t("customer.gone") };
    return { text: each.last_text || t("sessions.nothing_yet") };
}

function LookedAt({ each }: { each: Conversation }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const name = useCustomerName(each);
    return (
        <li className={styles.item}>
            <button
                type="button"
                data-item
                data-region-focus
                className={mergeClasses(styles.button, styles.selected)}
                title={name}
                aria-current="page"
            >
                <span className={mergeClasses(styles.icon, styles.wide_only, styles.wrap_up)}>
                    <EyeRegular />
                </span>
                <span className={mergeClasses(styles.initials, styles.narrow_only, styles.looking)} aria-hidden="true">
                    {initials(each)}
                </span>
                <span className={styles.text}>
                    <span className={mergeClasses(styles.name, styles.looking)}>{name}</span>
                    <span className={styles.line}>{t(`state.${shown_state(each)}`)}</span>
                </span>
            </button>
        </li>
    );
}
