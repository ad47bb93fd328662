import type { ReactNode } from "react";
import { Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { is_colour } from "../../form/checks";

const useStyles = makeStyles({
    row: { display: "flex", gap: tokens.spacingHorizontalS },
    pick: {
        width: "44px",
        height: "32px",
        padding: "2px",
        boxSizing: "border-box",
        border: `1px solid ${tokens.colorNeutralStroke1}`,
        borderRadius: tokens.borderRadiusMedium,
        backgroundColor: tokens.colorNeutralBackground1,
    },
    text: { width: "120px", fontFamily: tokens.fontFamilyMonospace },
});

export function ColourField({ value, change, problem }: { value: string; change: (value: string) => void; problem?: string | undefined }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    return (
        <Field label={t("widgets.colour")} hint={t("widgets.colour_hint")} {...(problem ? { validationMessage: problem } : {})}>
            {(field) => (
                <div className={styles.row}>
                    <input
                        type="color"
                        className={styles.pick}
                        aria-label={t("widgets.colour_pick")}
                        value={is_colour(value) ? value : "#000000"}
                        onChange={(event) => change(event.currentTarget.value)}
                    />
                    <Input {...field} className={styles.text} maxLength={7} value={value} onChange={(_, data) => change(data.value)} />
                </div>
            )}
        </Field>
    );
}
