// The page of the link that an empty server prints: the workspace's name and its first administrator. Then the
// administrator is signed in and the wizard goes on.
import { useEffect, useState, type ReactNode } from "react";
import { Button, Field, Input, Link, MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import { limits } from "@parley/api";
import { Problem } from "@parley/feed";
import { CardPage, NewPassword, password_fault, problem_text, type HttpCall } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { workspace_name_max } from "../../app/limits";
import { useLogin } from "../../app/login_context";
import { is_email, is_name, is_workspace_name } from "../../form/checks";
import { FormPage } from "../../form/form_page";
import { useForm } from "../../form/use_form";

type LinkState = "asking" | "valid" | "not_valid" | { problem: unknown };

// The server looks at the link before all else: empty fields are refused only if the link is good.
export async function ask_link(http: HttpCall, token: string): Promise<LinkState> {
    try {
        await http("set_up", { token, workspace: "", email: "", name: "", password: "" });
        return "valid";
    } catch (problem) {
        if (problem instanceof Problem && problem.reason === "link_not_valid") return "not_valid";
        if (problem instanceof Problem && problem.code === "invalid_argument") return "valid";
        return { problem };
    }
}

export function FirstStep({ token }: { token: string }): ReactNode {
    const { t, i18n } = useTranslation();
    const login = useLogin();
    const [state, set_state] = useState<LinkState>("asking");
    const [turn, set_turn] = useState(0);
    useEffect(() => {
        let wanted = true;
        set_state("asking");
        void ask_link(login.http, token).then((answer) => wanted && set_state(answer));
        return () => {
            wanted = false;
        };
    }, [login, token, turn]);
    const sign_in = () => login.places.go({ at: "list", area: "users" });
    return (
        <CardPage title={t("setup.title")} set_language={(language) => void login.set_language(language)}>
            {state === "asking" && <Spinner label={t("start.loading")} />}
            {state === "valid" && <AccountForm token={token} not_valid={() => set_state("not_valid")} />}
            {state === "not_valid" && (
                <>
                    <MessageBar intent="warning" layout="multiline">
                        <MessageBarBody role="alert">{t("setup.not_valid")}</MessageBarBody>
                    </MessageBar>
                    <p style={{ margin: 0 }}>{t("setup.not_valid_help")}</p>
                    <Button appearance="primary" onClick={sign_in}>
                        {t("sign_in.sign_in")}
                    </Button>
                </>
            )}
            {typeof state === "object" && (
                <>
                    <MessageBar intent="error" layout="multiline">
                        <MessageBarBody role="alert">{problem_text(i18n, state.problem)}</MessageBarBody>
                    </MessageBar>
                    <Link as="button" onClick={() => set_turn(turn + 1)}>
                        {t("list.again")}
                    </Link>
                </>
            )}
        </CardPage>
    );
}

function AccountForm({ token, not_valid }: { token: string; not_valid: () => void }): ReactNode {
    const { t, i18n } = useTranslation();
    const login = useLogin();
    const form = useForm({
        warn: false,
        initial: { workspace: "", name: "", email: "", password: "" },
        check: (values) => {
            const fault = password_fault(values.password);
            return {
                workspace: is_workspace_name(values.workspace) ? undefined : t("setup.workspace_needed"),
                name: is_name(values.name) ? undefined : t("form.name_needed"),
                email: is_email(values.email) ? undefined : t("form.email_needed"),
                password: fault && t(`password.${fault}`, { least: limits.password_bytes_min }),
            };
        },
        save: async (values) => {
            const account = { ...values, name: values.name.trim(), email: values.email.trim() };
            try {
                await login.http("set_up", { token, ...account, language: i18n.language });
            } catch (problem) {
                if (problem instanceof Problem && problem.reason === "link_not_valid") return not_valid();
                throw problem;
            }
            login.places.go({ at: "start" });
            await login.sign_in(account.email, account.password, account.workspace);
        },
    });
    const { values, set, fault } = form;
    return (
        <>
            <p style={{ margin: 0 }}>{t("setup.text")}</p>
            <FormPage form={form} always save={t("setup.create")}>
                <Field label={t("setup.workspace")} required hint={t("setup.workspace_hint")} {...fault("workspace")}>
                    <Input
                        autoFocus
                        maxLength={workspace_name_max}
                        value={values.workspace}
                        onChange={(_, data) => set({ workspace: data.value.toLowerCase().replace(/\s/g, "-") })}
                    />
                </Field>
                <Field label={t("setup.name")} required {...fault("name")}>
                    <Input autoComplete="name" maxLength={limits.name_characters_max} value={values.name} onChange={(_, data) => set({ name: data.value })} />
                </Field>
                <Field label={t("setup.email")} required hint={t("setup.email_hint")} {...fault("email")}>
                    <Input type="email" autoComplete="username" maxLength={limits.email_bytes_max} value={values.email} onChange={(_, data) => set({ email: data.value })} />
                </Field>
                <NewPassword
                    label={t("sign_in.password")}
                    value={values.password}
                    personal={[values.name, values.email, values.workspace]}
                    change={(password) => set({ password })}
                    problem={fault("password").validationMessage}
                />
            </FormPage>
        </>
    );
}
