import type { ReactNode } from "react";
import { Button, DialogActions, DialogBody, DialogContent, DialogTitle, makeStyles, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { actions, type ActionGroup } from "../../actions/actions";
import { action_label } from "../../actions/label";
import { KeyCaps } from "./key_caps";

const groups: readonly ActionGroup[] = ["offers", "conversation", "sessions", "desk"];

const useStyles = makeStyles({
    columns: {
        display: "grid",
        gridTemplateColumns: "1fr 1fr",
        columnGap: tokens.spacingHorizontalXXL,
        alignItems: "start",
        "@media (max-width: 600px)": { gridTemplateColumns: "1fr" },
    },
    heading: { margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}`, fontSize: tokens.fontSizeBase300, fontWeight: 600 },
    list: { margin: 0, display: "grid", gap: tokens.spacingVerticalXS },
    line: { display: "flex", justifyContent: "space-between", gap: tokens.spacingHorizontalM, alignItems: "baseline", "& dd": { margin: 0 } },
});

interface Line {
    label: string;
    shortcut: string;
}

export function ShortcutsDialog({ close }: { close: () => void }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const lines = (group: ActionGroup): Line[] => {
        const found: Line[] = [];
        for (const each of actions) {
            if (each.group !== group || !each.shortcut) continue;
            if (each.number === undefined) found.push({ label: action_label(each, t), shortcut: each.shortcut });
            else if (each.number === 1)
                found.push({ label: t("action.session_n", { number: "1…9" }), shortcut: "Alt+1…9" });
        }
        if (group === "conversation")
            found.push(
                { label: t("shortcuts.send"), shortcut: "Enter" },
                { label: t("shortcuts.new_line"), shortcut: "Shift+Enter" },
                { label: t("shortcuts.slash"), shortcut: "/" },
            );
        return found;
    };
    return (
        <DialogBody>
            <DialogTitle>{t("action.shortcuts")}</DialogTitle>
            <DialogContent className={styles.columns}>
                {groups.map((group) => (
                    <section key={group}>
                        <h3 className={styles.heading}>{t(`shortcuts.${group}`)}</h3>
                        <dl className={styles.list}>
                            {lines(group).map((line) => (
                                <div key={line.label} className={styles.line}>
                                    <dt>{line.label}</dt>
                                    <dd>
                                        <KeyCaps shortcut={line.shortcut} />
                                    </dd>
                                </div>
                            ))}
                        </dl>
                    </section>
                ))}
            </DialogContent>
            <DialogActions>
                <Button appearance="primary" onClick={close}>
                    {t("dialog.done")}
                </Button>
            </DialogActions>
        </DialogBody>
    );
}
