import { useEffect, type ReactNode } from "react";
import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ChatDismissRegular, DismissRegular, PanelRightContractRegular, PanelRightExpandRegular } from "@fluentui/react-icons";
import type { Conversation } from "@parley/api";
import { timer } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { ActionButton } from "../../actions/action_button";
import { useDesk } from "../../app/desk_context";
import { useCustomerName } from "../../app/names";
import type { Standing } from "../../feed/rows";
import { useServerNow } from "../../feed/use_server_now";
import { StateChip } from "../../parts/customer_panel/state_chip";

const useStyles = makeStyles({
    head: {
        display: "flex",
        alignItems: "center",
        gap: tokens.spacingHorizontalS,
        padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
        backgroundColor: tokens.colorNeutralBackground1,
        borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
        minHeight: "40px",
    },
    name: {
        margin: 0,
        minWidth: 0,
        fontSize: tokens.fontSizeBase400,
        lineHeight: tokens.lineHeightBase400,
        fontWeight: 600,
        overflow: "hidden",
        textOverflow: "ellipsis",
        whiteSpace: "nowrap",
    },
    timer: { fontVariantNumeric: "tabular-nums", color: tokens.colorNeutralForeground3, whiteSpace: "nowrap" },
    space: { flexGrow: 1 },
});

interface Props {
    each: Conversation;
    stand: Standing;
    panel_shown: boolean;
    toggle_panel: () => void;
}

export function SessionHead({ each, stand, panel_shown, toggle_panel }: Props): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    useEffect(() => {
        desk.handles.toggle_panel = toggle_panel;
        return () => {
            delete desk.handles.toggle_panel;
        };
    }, [desk, toggle_panel]);
    return (
        <div className={styles.head}>
            <h1 className={styles.name}>{useCustomerName(each)}</h1>
            <StateChip each={each} />
            {stand === "mine" && <SessionTimer each={each} />}
            <span className={styles.space} />
            {stand === "mine" && <ActionButton id="conversation.end" appearance="primary" icon={<ChatDismissRegular />} size="small">{t("session.end")}</ActionButton>}
            {(stand === "mine" || stand === "wrap_up") && (
                <ActionButton
                    id="conversation.close"
                    size="small"
                    appearance={stand === "wrap_up" ? "primary" : "subtle"}
                    icon={<DismissRegular />}
                    bare={stand === "mine"}
                >
                    {t("session.close")}
                </ActionButton>
            )}
            <Button
                appearance="subtle"
                size="small"
                icon={panel_shown ? <PanelRightContractRegular /> : <PanelRightExpandRegular />}
                aria-label={t("action.panel")}
                aria-pressed={panel_shown}
                aria-keyshortcuts="Alt+I"
                title={`${t("action.panel")} (Alt+I)`}
                onClick={toggle_panel}
            />
        </div>
    );
}

// How long the session runs.
function SessionTimer({ each }: { each: Conversation }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const now = useServerNow();
    if (each.accepted_at === undefined) return null;
    return (
        <span className={styles.timer} role="timer" aria-live="off" aria-label={t("session.timer")} title={t("session.timer")}>
            {timer(now - each.accepted_at)}
        </span>
    );
}
