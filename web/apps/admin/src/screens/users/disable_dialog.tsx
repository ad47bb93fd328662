import { useState, type ReactNode } from "react";
import {
    Button,
    Dialog,
    DialogActions,
    DialogBody,
    DialogContent,
    DialogSurface,
    DialogTitle,
    MessageBar,
    MessageBarBody,
} from "@fluentui/react-components";
import type { ListedAgent } from "@parley/api";
import { problem_text } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";

// Says what disabling affects, and why it was refused.
export function DisableDialog({ agent, close }: { agent: ListedAgent; close: () => void }): ReactNode {
    const { t, i18n } = useTranslation();
    const admin = useAdmin();
    const [problem, set_problem] = useState<string | null>(null);
    const [busy, set_busy] = useState(false);
    const disable = async () => {
        set_busy(true);
        try {
            await admin.change("save_agent", { id: agent.id, disabled: true });
            await admin.lists.load("list_agents");
            close();
        } catch (refused) {
            set_problem(problem_text(i18n, refused));
            set_busy(false);
        }
    };
    return (
        <Dialog open onOpenChange={(_, data) => !data.open && close()}>
            <DialogSurface aria-describedby={undefined}>
                <DialogBody>
                    <DialogTitle>{t("disable.title", { name: agent.name })}</DialogTitle>
                    <DialogContent>
                        {problem && (
                            <MessageBar intent="error" layout="multiline">
                                <MessageBarBody role="alert">{problem}</MessageBarBody>
                            </MessageBar>
                        )}
                        <ul>
                            <li>{t("disable.logins")}</li>
                            {agent.load > 0 && <li>{t("disable.conversations")}</li>}
                            <li>{t("disable.kept")}</li>
                            {agent.id === admin.me.id && <li>{t("disable.yourself")}</li>}
                        </ul>
                    </DialogContent>
                    <DialogActions>
                        <Button onClick={close}>{t("dialog.cancel")}</Button>
                        <Button appearance="primary" disabledFocusable={busy} onClick={() => void disable()}>
                            {t("disable.yes")}
                        </Button>
                    </DialogActions>
                </DialogBody>
            </DialogSurface>
        </Dialog>
    );
}
