import type { ReactNode } from "react";
import { Button, Link, makeStyles, tokens } from "@fluentui/react-components";
import { CopyField } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { snippet } from "../widgets/snippet";
import type { StepProps } from "./wizard";

const useStyles = makeStyles({
    list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, display: "grid", gap: tokens.spacingVerticalS },
    buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
});

export function DoneStep({ made }: StepProps): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const { places } = useAdmin();
    const widget = made.list_widgets.widgets[0]!;
    return (
        <>
            <CopyField label={t("widgets.snippet")} hint={t("widgets.snippet_hint")} lines={3} text={snippet(window.location.origin, widget.key)} />
            <ul className={styles.list}>
                <li>
                    <Link as="button" onClick={() => places.go({ at: "one", area: "widgets", id: widget.id })}>
                        {t("wizard.done_widget")}
                    </Link>
                </li>
                <li>
                    <Link as="button" onClick={() => places.go({ at: "list", area: "quick_replies" })}>
                        {t("wizard.done_quick_replies")}
                    </Link>
                </li>
                <li>
                    <Link as="button" onClick={() => places.go({ at: "list", area: "settings" })}>
                        {t("wizard.done_settings")}
                    </Link>
                </li>
            </ul>
            <div className={styles.buttons}>
                <Button appearance="primary" onClick={() => places.go({ at: "list", area: "users" })}>
                    {t("wizard.to_administration")}
                </Button>
                <Button as="a" href="/desk/">
                    {t("area.desk")}
                </Button>
            </div>
        </>
    );
}
