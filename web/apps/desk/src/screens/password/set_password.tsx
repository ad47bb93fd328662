// Where an invited agent, or one with a reset link, sets the password; then the desk opens.
import { useEffect, useState, type FormEvent, type ReactNode } from "react";
import { Button, Field, Input, Link, MessageBar, MessageBarBody, Spinner, makeStyles, tokens } from "@fluentui/react-components";
import { limits, type Operations } from "@parley/api";
import { Problem } from "@parley/feed";
import { CardPage, NewPassword, day_and_time, languages, password_fault, problem_text } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useLogin } from "../../app/login_context";

const useStyles = makeStyles({
    form: { display: "grid", gap: tokens.spacingVerticalM },
    text: { margin: 0, overflowWrap: "anywhere" },
});

type Whose = Operations["describe_password_link"]["reply"];

export function SetPassword({ token }: { token: string }): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const login = useLogin();
    const [whose, set_whose] = useState<Whose | null>(null);
    const [problem, set_problem] = useState<unknown>(null);
    const [turn, set_turn] = useState(0);
    useEffect(() => {
        let wanted = true;
        set_problem(null);
        login.http("describe_password_link", { token }).then(
            async (found) => {
                if (!wanted) return;
                const own = languages.find((each) => each === found.language);
                if (own && login.settings.get().language === null) await login.show_language(own);
                if (wanted) set_whose(found);
            },
            (refused: unknown) => wanted && set_problem(refused),
        );
        return () => {
            wanted = false;
        };
    }, [login, token, turn]);
    const not_valid = problem instanceof Problem && problem.code === "not_found";
    return (
        <CardPage title={t(whose?.invited ? "set_password.welcome" : "set_password.title")} set_language={(language) => void login.set_language(language)}>
            {whose && !not_valid && <PasswordForm token={token} whose={whose} refused={set_problem} />}
            {!whose && problem === null && <Spinner label={t("start.loading")} />}
            {problem !== null && (
                <>
                    <MessageBar intent={not_valid ? "warning" : "error"} layout="multiline">
                        <MessageBarBody role="alert">{problem_text(i18n, problem)}</MessageBarBody>
                    </MessageBar>
                    {not_valid && <p className={styles.text}>{t("set_password.ask_again")}</p>}
                    {!not_valid && !whose && (
                        <Link as="button" onClick={() => set_turn(turn + 1)}>
                            {t("message.retry")}
                        </Link>
                    )}
                    {not_valid && (
                        <Button appearance="primary" onClick={() => login.leave_link()}>
                            {t("set_password.to_sign_in")}
                        </Button>
                    )}
                </>
            )}
        </CardPage>
    );
}

interface FormProps {
    token: string;
    whose: Whose;
    refused: (problem: unknown) => void;
}

function PasswordForm({ token, whose, refused }: FormProps): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const login = useLogin();
    const [password, set_password] = useState("");
    const [checked, set_checked] = useState(false);
    const [busy, set_busy] = useState(false);
    const fault = checked ? password_fault(password) : undefined;
    const submit = async (event: FormEvent) => {
        event.preventDefault();
        set_checked(true);
        if (busy || password_fault(password)) return;
        set_busy(true);
        refused(null);
        try {
            await login.set_password(token, password);
        } catch (problem) {
            refused(problem);
            set_busy(false);
        }
    };
    return (
        <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
            <p className={styles.text}>
                {t(whose.invited ? "set_password.invited" : "set_password.reset", { name: whose.name, workspace: whose.workspace })}
            </p>
            <Field label={t("sign_in.email")}>
                <Input type="email" autoComplete="username" readOnly value={whose.email} />
            </Field>
            <NewPassword
                auto_focus
                value={password}
                change={set_password}
                personal={[whose.name, whose.email, whose.workspace]}
                problem={fault && t(`password.${fault}`, { least: limits.password_bytes_min })}
            />
            <Button appearance="primary" type="submit" size="large" disabledFocusable={busy}>
                {busy ? t("sign_in.signing_in") : t("set_password.set")}
            </Button>
            <small>{t("set_password.valid_until", { time: day_and_time(whose.expires_at, i18n.language) })}</small>
        </form>
    );
}
