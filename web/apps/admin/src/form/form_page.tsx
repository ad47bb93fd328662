// A form with its buttons, and above it what went wrong or well.
import type { ReactNode } from "react";
import { Button, MessageBar, MessageBarBody, Spinner, makeStyles, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Form } from "./use_form";

const useStyles = makeStyles({
    form: { display: "grid", gap: tokens.spacingVerticalL, maxWidth: "640px" },
    buttons: {
        display: "flex",
        flexWrap: "wrap",
        alignItems: "center",
        gap: tokens.spacingHorizontalM,
        paddingTop: tokens.spacingVerticalS,
    },
    saved: { color: tokens.colorPaletteGreenForeground1 },
});

interface Props {
    form: Pick<Form<object>, "problem" | "saving" | "saved" | "dirty" | "submit" | "reset">;
    effect?: string; // what saving changes for people at work
    save?: string;
    cancel?: (() => void) | undefined;
    extra?: ReactNode; // more buttons
    quiet?: boolean; // another button is the one that leads on
    always?: boolean; // the button works without a change: a new thing, a step of the wizard
    children: ReactNode;
}

export function FormPage({ form, effect, save, cancel, extra, quiet = false, always = false, children }: Props): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    return (
        <form className={styles.form} noValidate onSubmit={form.submit}>
            {form.problem && (
                <MessageBar intent="error" layout="multiline">
                    <MessageBarBody role="alert">{form.problem}</MessageBarBody>
                </MessageBar>
            )}
            {children}
            {effect && (
                <MessageBar intent="info" layout="multiline">
                    <MessageBarBody>{effect}</MessageBarBody>
                </MessageBar>
            )}
            <div className={styles.buttons}>
                <Button
                    appearance={quiet ? "secondary" : "primary"}
                    type="submit"
                    disabledFocusable={form.saving || (!always && !form.dirty)}
                    icon={form.saving ? <Spinner size="tiny" aria-hidden="true" /> : null}
                >
                    {form.saving ? t("form.saving") : (save ?? t("form.save"))}
                </Button>
                {cancel && <Button onClick={cancel}>{t("dialog.cancel")}</Button>}
                {!cancel && form.dirty && !always && <Button onClick={form.reset}>{t("form.undo")}</Button>}
                {extra}
                <span role="status" className={styles.saved}>
                    {form.saved ? t("form.saved") : ""}
                </span>
            </div>
        </form>
    );
}
