import type { ReactNode } from "react";
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from "@fluentui/react-components";
import { useStore } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useAdmin } from "./admin_context";

// Before unsaved changes are lost.
export function DiscardDialog(): ReactNode {
    const { t } = useTranslation();
    const { places } = useAdmin();
    const asked = useStore(places.asked);
    if (!asked) return null;
    return (
        <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && places.stay()}>
            <DialogSurface>
                <DialogBody>
                    <DialogTitle>{t("unsaved.title")}</DialogTitle>
                    <DialogContent>{t("unsaved.text")}</DialogContent>
                    <DialogActions>
                        <Button onClick={() => places.discard()}>{t("unsaved.discard")}</Button>
                        <Button appearance="primary" autoFocus onClick={() => places.stay()}>
                            {t("unsaved.stay")}
                        </Button>
                    </DialogActions>
                </DialogBody>
            </DialogSurface>
        </Dialog>
    );
}
