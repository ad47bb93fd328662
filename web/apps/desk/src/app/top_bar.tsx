import type { ReactNode } from "react";
import {
    Avatar,
    Button,
    Menu,
    MenuDivider,
    MenuItem,
    MenuItemLink,
    MenuList,
    MenuPopover,
    MenuTrigger,
    Tooltip,
    makeStyles,
    mergeClasses,
    tokens,
} from "@fluentui/react-components";
import {
    FlashRegular,
    KeyRegular,
    KeyboardRegular,
    LaptopRegular,
    ShieldPersonRegular,
    PersonRegular,
    QuestionCircleRegular,
    SettingsRegular,
    SignOutRegular,
} from "@fluentui/react-icons";
import { Wordmark } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { ActionButton } from "../actions/action_button";
import { me } from "../feed/rows";
import { useFeed } from "../feed/use_feed";
import { PresenceMenu } from "../parts/presence/presence_menu";
import { useDesk } from "./desk_context";

const useStyles = makeStyles({
    bar: {
        display: "flex",
        alignItems: "center",
        gap: tokens.spacingHorizontalS,
        minHeight: "48px",
        paddingInline: tokens.spacingHorizontalL,
        backgroundColor: tokens.colorNeutralBackground1,
        borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
        "@media (max-width: 760px)": { paddingInline: tokens.spacingHorizontalM },
    },
    space: { flexGrow: 1 },
    connection: {
        display: "inline-flex",
        alignItems: "center",
        gap: tokens.spacingHorizontalXS,
        fontSize: tokens.fontSizeBase200,
        color: tokens.colorNeutralForeground3,
        whiteSpace: "nowrap",
    },
    words: { "@media (max-width: 760px)": { display: "none" } },
    dot: {
        width: "8px",
        height: "8px",
        borderRadius: "50%",
        boxSizing: "border-box",
        border: `2px solid ${tokens.colorPaletteMarigoldBorderActive}`,
    },
    live: { backgroundColor: tokens.colorPaletteGreenForeground3, borderTopColor: tokens.colorPaletteGreenForeground3, borderRightColor: tokens.colorPaletteGreenForeground3, borderBottomColor: tokens.colorPaletteGreenForeground3, borderLeftColor: tokens.colorPaletteGreenForeground3 },
    account: { minWidth: 0, paddingInline: tokens.spacingHorizontalXS },
    who: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, display: "grid" },
    name: { fontWeight: 600 },
    email: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

export function TopBar(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    return (
        <header className={styles.bar} data-region="bar" aria-label={t("region.bar")}>
            <Wordmark />
            <span className={styles.space} />
            <Connection />
            <PresenceMenu />
            <Tooltip content={t("action.shortcuts")} relationship="label">
                <ActionButton id="desk.shortcuts" icon={<QuestionCircleRegular />} appearance="subtle" bare />
            </Tooltip>
            <Account />
        </header>
    );
}

function Connection(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const status = useFeed(() => desk.feed.status);
    return (
        <span className={styles.connection} role="status">
            <span className={mergeClasses(styles.dot, status === "live" && styles.live)} aria-hidden="true" />
            <span className={styles.words}>{t(`connection.${status}`)}</span>
        </span>
    );
}

function Account(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const agent = useFeed(me);
    if (!agent) return null;
    return (
        <Menu>
            <MenuTrigger disableButtonEnhancement>
                <Button
                    className={styles.account}
                    appearance="subtle"
                    aria-label={t("account.label", { name: agent.name })}
                    icon={<Avatar icon={<PersonRegular />} size={28} color="brand" aria-hidden="true" />}
                />
            </MenuTrigger>
            <MenuPopover>
                <div className={styles.who}>
                    <span className={styles.name}>{agent.name}</span>
                    <span className={styles.email}>{agent.email}</span>
                </div>
                <MenuDivider />
                <MenuList>
                    <MenuItem icon={<SettingsRegular />} onClick={() => desk.dialog.set({ ask: "settings" })}>
                        {t("action.settings")}
                    </MenuItem>
                    <MenuItem icon={<FlashRegular />} onClick={() => desk.dialog.set({ ask: "quick_replies" })}>
                        {t("action.manage_quick_replies")}
                    </MenuItem>
                    <MenuItem icon={<KeyRegular />} onClick={() => desk.dialog.set({ ask: "password" })}>
                        {t("action.change_password")}
                    </MenuItem>
                    <MenuItem icon={<LaptopRegular />} onClick={() => desk.dialog.set({ ask: "logins" })}>
                        {t("action.logins")}
                    </MenuItem>
                    <MenuItem icon={<KeyboardRegular />} onClick={() => desk.dialog.set({ ask: "shortcuts" })}>
                        {t("action.shortcuts")}
                    </MenuItem>
                    {agent.role === "administrator" && (
                        <MenuItemLink icon={<ShieldPersonRegular />} href="/admin/">
                            {t("account.administration")}
                        </MenuItemLink>
                    )}
                    <MenuDivider />
                    <MenuItem icon={<SignOutRegular />} onClick={() => desk.dialog.set({ ask: "sign_out" })}>
                        {t("action.sign_out")}
                    </MenuItem>
                </MenuList>
            </MenuPopover>
        </Menu>
    );
}
