import { useState, type FormEvent, type ReactNode } from "react";
import {
    Button,
    DialogActions,
    DialogBody,
    DialogContent,
    DialogTitle,
    Field,
    Input,
    MessageBar,
    MessageBarBody,
    makeStyles,
    tokens,
} from "@fluentui/react-components";
import { limits } from "@parley/api";
import { Problem } from "@parley/feed";
import { NewPassword, password_fault, problem_text } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import { me } from "../../feed/rows";
import { useFeed } from "../../feed/use_feed";

const useStyles = makeStyles({ form: { display: "grid", gap: tokens.spacingVerticalM }, text: { margin: 0 } });

export function ChangePassword({ close }: { close: () => void }): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const desk = useDesk();
    const agent = useFeed(me);
    const [current, set_current] = useState("");
    const [password, set_password] = useState("");
    const [checked, set_checked] = useState(false);
    const [problem, set_problem] = useState<unknown>(null);
    const [busy, set_busy] = useState(false);
    const fault = checked ? password_fault(password) : undefined;
    const wrong = problem instanceof Problem && problem.reason === "wrong_password";
    const current_problem = wrong ? problem_text(i18n, problem) : checked && current === "" ? t("change_password.current_needed") : undefined;
    const submit = async (event: FormEvent) => {
        event.preventDefault();
        set_checked(true);
        if (busy || current === "" || password_fault(password)) return;
        set_busy(true);
        set_problem(null);
        try {
            await desk.http("change_password", { current, password });
            desk.notices.show("success", t("change_password.changed"));
            close();
        } catch (refused) {
            set_problem(refused);
            set_busy(false);
        }
    };
    return (
        <form noValidate onSubmit={(event) => void submit(event)}>
            <DialogBody>
                <DialogTitle>{t("change_password.title")}</DialogTitle>
                <DialogContent className={styles.form}>
                    {problem !== null && !wrong && (
                        <MessageBar intent="error" layout="multiline">
                            <MessageBarBody role="alert">{problem_text(i18n, problem)}</MessageBarBody>
                        </MessageBar>
                    )}
                    <input type="email" autoComplete="username" hidden readOnly value={agent?.email ?? ""} />
                    <Field label={t("change_password.current")} required {...(current_problem ? { validationMessage: current_problem } : {})}>
                        <Input
                            type="password"
                            autoComplete="current-password"
                            autoFocus
                            value={current}
                            onChange={(_, data) => {
                                set_current(data.value);
                                if (wrong) set_problem(null);
                            }}
                        />
                    </Field>
                    <NewPassword
                        value={password}
                        change={set_password}
                        personal={agent ? [agent.name, agent.email] : []}
                        problem={fault && t(`password.${fault}`, { least: limits.password_bytes_min })}
                    />
                    <p className={styles.text}>{t("change_password.effect")}</p>
                </DialogContent>
                <DialogActions>
                    <Button onClick={close}>{t("dialog.cancel")}</Button>
                    <Button appearance="primary" type="submit" disabledFocusable={busy}>
                        {t("change_password.change")}
                    </Button>
                </DialogActions>
            </DialogBody>
        </form>
    );
}
