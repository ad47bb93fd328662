import { useState, type ReactNode } from "react";
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
    makeStyles,
    tokens,
} from "@fluentui/react-components";
import { HeadsetRegular, PersonRegular, RocketRegular, SettingsRegular, SignOutRegular } from "@fluentui/react-icons";
import { Wordmark } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useAdmin } from "./admin_context";
import { AppearanceDialog } from "./appearance_dialog";
import { useLogin } from "./login_context";

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
    area: { color: tokens.colorNeutralForeground3, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
    space: { flexGrow: 1 },
    account: { minWidth: 0, paddingInline: tokens.spacingHorizontalXS },
    who: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, display: "grid" },
    name: { fontWeight: 600 },
    email: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

export function TopBar(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    return (
        <header className={styles.bar}>
            <Wordmark />
            <span className={styles.area}>{t("area.administration")}</span>
            <span className={styles.space} />
            <Account />
        </header>
    );
}

function Account(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const login = useLogin();
    const admin = useAdmin();
    const { me, places } = admin;
    const [appearance, set_appearance] = useState(false);
    return (
        <>
            <Menu>
                <MenuTrigger disableButtonEnhancement>
                    <Button
                        className={styles.account}
                        appearance="subtle"
                        aria-label={t("account.label", { name: me.name })}
                        icon={<Avatar icon={<PersonRegular />} size={28} color="brand" aria-hidden="true" />}
                    />
                </MenuTrigger>
                <MenuPopover>
                    <div className={styles.who}>
                        <span className={styles.name}>{me.name}</span>
                        <span className={styles.email}>{me.email}</span>
                    </div>
                    <MenuDivider />
                    <MenuList>
                        <MenuItemLink icon={<HeadsetRegular />} href="/desk/">
                            {t("area.desk")}
                        </MenuItemLink>
                        <MenuItem icon={<RocketRegular />} onClick={() => places.go({ at: "start", step: "queue" })}>
                            {t("wizard.title")}
                        </MenuItem>
                        <MenuItem icon={<SettingsRegular />} onClick={() => set_appearance(true)}>
                            {t("area.appearance")}
                        </MenuItem>
                        <MenuDivider />
                        <MenuItem icon={<SignOutRegular />} onClick={() => void admin.attempt(() => login.sign_out())}>
                            {t("area.sign_out")}
                        </MenuItem>
                    </MenuList>
                </MenuPopover>
            </Menu>
            {appearance && <AppearanceDialog close={() => set_appearance(false)} />}
        </>
    );
}
