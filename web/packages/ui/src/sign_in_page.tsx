import { useRef, useState, type FormEvent, type ReactNode } from "react";
import {
    Button,
    Field,
    Input,
    MessageBar,
    MessageBarBody,
    Select,
    makeStyles,
    tokens,
} from "@fluentui/react-components";
import { Problem } from "@parley/feed";
import { useTranslation } from "react-i18next";
import { language_names, languages, type Language } from "./i18n";
import { problem_text } from "./problem_text";
import { duration } from "./time";
import { Wordmark } from "./wordmark";

const useStyles = makeStyles({
    page: {
        minHeight: "100%",
        boxSizing: "border-box",
        display: "grid",
        gridTemplateRows: "1fr auto",
        justifyItems: "center",
        alignItems: "center",
        padding: tokens.spacingHorizontalL,
        overflowY: "auto",
    },
    card: {
        width: "min(360px, 100%)",
        boxSizing: "border-box",
        display: "grid",
        gap: tokens.spacingVerticalL,
        padding: tokens.spacingHorizontalXXXL,
        backgroundColor: tokens.colorNeutralBackground1,
        borderRadius: tokens.borderRadiusXLarge,
        boxShadow: tokens.shadow16,
        border: `1px solid ${tokens.colorNeutralStroke2}`,
        "@media (max-width: 480px)": { padding: tokens.spacingHorizontalXL },
    },
    head: { display: "grid", gap: tokens.spacingVerticalS },
    title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: 600 },
    form: { display: "grid", gap: tokens.spacingVerticalM },
    language: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
});

// The page around a card: sign-in, a password to set. The language can be chosen below it.
export function CardPage({ title, set_language, children }: CardPageProps): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    return (
        <main className={styles.page}>
            <div className={styles.card}>
                <div className={styles.head}>
                    <Wordmark />
                    <h1 className={styles.title}>{title}</h1>
                </div>
                {children}
            </div>
            <div className={styles.language}>
                <Select
                    appearance="underline"
                    aria-label={t("settings.language")}
                    value={i18n.language}
                    onChange={(_, data) => set_language(data.value as Language)}
                >
                    {languages.map((each) => (
                        <option key={each} value={each} lang={each}>
                            {language_names[each]}
                        </option>
                    ))}
                </Select>
            </div>
        </main>
    );
}

interface CardPageProps {
    title: string;
    set_language: (language: Language) => void;
    children: ReactNode;
}

interface SignInProps {
    title: string;
    why?: "login_closed" | "signed_out" | undefined;
    sign_in: (email: string, password: string, workspace?: string) => Promise<void>;
    set_language: (language: Language) => void;
}

export function SignInPage({ title, why, sign_in, set_language }: SignInProps): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const [email, set_email] = useState("");
    const [password, set_password] = useState("");
    const [workspace, set_workspace] = useState("");
    const [asks_workspace, set_asks_workspace] = useState(false);
    const [problem, set_problem] = useState<unknown>(null);
    const [busy, set_busy] = useState(false);
    const password_box = useRef<HTMLInputElement>(null);

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        if (busy) return;
        set_busy(true);
        set_problem(null);
        try {
            await sign_in(email.trim(), password, workspace.trim() || undefined);
        } catch (refused) {
            set_problem(refused);
            set_busy(false);
            if (refused instanceof Problem && refused.reason.startsWith("workspace_")) set_asks_workspace(true);
            else if (refused instanceof Problem && refused.code === "unauthenticated") {
                set_password("");
                password_box.current?.focus();
            }
        }
    };

    return (
        <CardPage title={title} set_language={set_language}>
            {why && problem === null && (
                <MessageBar intent={why === "login_closed" ? "warning" : "info"} layout="multiline">
                    <MessageBarBody role="status">{t(`sign_in.${why}`)}</MessageBarBody>
                </MessageBar>
            )}
            {problem !== null && (
                <MessageBar intent="error" layout="multiline">
                    <MessageBarBody role="alert">
                        {sign_in_problem(problem, i18n.language, t, (one) => problem_text(i18n, one))}
                    </MessageBarBody>
                </MessageBar>
            )}
            <form className={styles.form} onSubmit={(event) => void submit(event)}>
                <Field label={t("sign_in.email")} required>
                    <Input
                        type="email"
                        name="email"
                        autoComplete="username"
                        autoFocus
                        maxLength={254}
                        value={email}
                        onChange={(_, data) => set_email(data.value)}
                    />
                </Field>
                <Field label={t("sign_in.password")} required>
                    <Input
                        ref={password_box}
                        type="password"
                        name="password"
                        autoComplete="current-password"
                        value={password}
                        onChange={(_, data) => set_password(data.value)}
                    />
                </Field>
                {asks_workspace && (
                    <Field label={t("sign_in.workspace")} required>
                        <Input value={workspace} onChange={(_, data) => set_workspace(data.value)} />
                    </Field>
                )}
                <Button appearance="primary" type="submit" size="large" disabledFocusable={busy}>
                    {busy ? t("sign_in.signing_in") : t("sign_in.sign_in")}
                </Button>
            </form>
        </CardPage>
    );
}

function sign_in_problem(
    problem: unknown,
    language: string,
    t: ReturnType<typeof useTranslation>["t"],
    otherwise: (problem: unknown) => string,
): string {
    if (!(problem instanceof Problem)) return otherwise(problem);
    if (problem.code === "resource_exhausted")
        return problem.retryAfter
            ? t("sign_in.rate_limited_wait", { wait: duration(problem.retryAfter * 1000, language) })
            : t("sign_in.rate_limited");
    if (problem.code === "unauthenticated") return t("sign_in.wrong");
    return otherwise(problem);
}
