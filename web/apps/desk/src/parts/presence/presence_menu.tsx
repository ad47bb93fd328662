import { useState, type ReactNode } from "react";
import {
    Button,
    Menu,
    MenuItemRadio,
    MenuList,
    MenuPopover,
    MenuTrigger,
    PresenceBadge,
    makeStyles,
    tokens,
    type PresenceBadgeStatus,
} from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons";
import type { Presence, PresenceKind } from "@parley/api";
import { duration, moment } from "@parley/ui";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import { me } from "../../feed/rows";
import { useFeed } from "../../feed/use_feed";
import { useServerNow } from "../../feed/use_server_now";

const kinds: readonly PresenceKind[] = ["available", "busy", "do_not_disturb", "away", "offline"];

const badges: Record<PresenceKind, PresenceBadgeStatus> = {
    available: "available",
    busy: "busy",
    do_not_disturb: "do-not-disturb",
    away: "away",
    offline: "offline",
};

const useStyles = makeStyles({
    why: {
        padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
        maxWidth: "260px",
        fontSize: tokens.fontSizeBase200,
        lineHeight: tokens.lineHeightBase200,
        color: tokens.colorNeutralForeground2,
        borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
        marginBottom: tokens.spacingVerticalXS,
    },
    load: { display: "block", color: tokens.colorNeutralForeground3 },
    word: { "@media (max-width: 480px)": { display: "none" } },
    button: { minWidth: "auto" },
});

export function PresenceMenu(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const agent = useFeed(me);
    const [open, set_open] = useState(false);
    useEffect(() => {
        desk.handles.open_presence = () => set_open(true);
        return () => {
            delete desk.handles.open_presence;
        };
    }, [desk]);
    if (!agent) return null;
    const { kind } = agent.presence;
    return (
        <Menu
            open={open}
            onOpenChange={(_, data) => set_open(data.open)}
            checkedValues={{ presence: [kind] }}
            onCheckedValueChange={(_, data) => {
                const chosen = kinds.find((each) => each === data.checkedItems[0]);
                if (chosen) void desk.set_presence(chosen);
                set_open(false);
            }}
        >
            <MenuTrigger disableButtonEnhancement>
                <Button
                    className={styles.button}
                    appearance="subtle"
                    icon={<PresenceBadge status={badges[kind]} aria-hidden="true" />}
                    aria-label={t("presence.label", { presence: t(`presence.${kind}`) })}
                    aria-keyshortcuts="Alt+P"
                    title={`${t("action.presence")} (Alt+P)`}
                >
                    <span className={styles.word}>{t(`presence.${kind}`)}</span>
                    <ChevronDownRegular fontSize={12} style={{ marginInlineStart: 6 }} />
                </Button>
            </MenuTrigger>
            <MenuPopover>
                {open && <Why presence={agent.presence} agent={agent.id} load={agent.load} capacity={agent.capacity} />}
                <MenuList>
                    {kinds.map((each) => (
                        <MenuItemRadio
                            key={each}
                            name="presence"
                            value={each}
                            icon={<PresenceBadge status={badges[each]} aria-hidden="true" />}
                        >
                            {t(`presence.${each}`)}
                        </MenuItemRadio>
                    ))}
                </MenuList>
            </MenuPopover>
        </Menu>
    );
}

interface WhyProps {
    presence: Presence;
    agent: number;
    load: number;
    capacity: number;
}

// Who set it and since when; how full the agent is.
function Why({ presence, agent, load, capacity }: WhyProps): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const now = useServerNow();
    const cause = presence.cause === "person" && presence.by !== agent ? "supervisor" : presence.cause;
    return (
        <div className={styles.why}>
            {t(`presence_cause.${cause}`)}
            {" · "}
            {t("presence.since", {
                time: moment(presence.since, now, i18n.language),
                duration: duration(now - presence.since, i18n.language),
            })}
            <span className={styles.load}>{t("presence.load", { load, capacity })}</span>
        </div>
    );
}
