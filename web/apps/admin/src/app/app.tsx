// The outermost components: theme, texts, and what the login's state asks for.
import { useEffect, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { Button, FluentProvider, Link, RendererProvider, Spinner, makeStyles, tokens } from "@fluentui/react-components";
import { CardPage, SignInPage, style_renderer, useStore, useTheme } from "@parley/ui";
import { I18nextProvider, useTranslation } from "react-i18next";
import { FirstStep } from "../screens/setup/first_step";
import { AdminContext } from "./admin_context";
import "./app.css";
import type { Login } from "./login";
import { LoginContext } from "./login_context";
import { Shell } from "./shell";

const useStyles = makeStyles({
    // Not the provider's own: Fluent gives its classes to every menu, dialog and tooltip too.
    page: { height: "100%", backgroundColor: tokens.colorNeutralBackground2 },
    middle: { height: "100%", display: "grid", placeContent: "center" },
    actions: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalL },
});

export function show(login: Login, root: HTMLElement): void {
    createRoot(root).render(
        <RendererProvider renderer={style_renderer(document)} targetDocument={document}>
            <App login={login} />
        </RendererProvider>,
    );
}

export function App({ login }: { login: Login }): ReactNode {
    const styles = useStyles();
    const { theme, is_dark } = useTheme(useStore(login.preferences).theme);
    useEffect(() => {
        document.documentElement.style.colorScheme = is_dark ? "dark" : "light";
    }, [is_dark]);
    return (
        <I18nextProvider i18n={login.texts}>
            <LoginContext.Provider value={login}>
                <FluentProvider theme={theme}>
                    <div className={styles.page}>
                        <Content login={login} />
                    </div>
                </FluentProvider>
            </LoginContext.Provider>
        </I18nextProvider>
    );
}

function Content({ login }: { login: Login }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const state = useStore(login.state);
    const place = useStore(login.places);
    switch (state.at) {
        case "checking":
            return (
                <main className={styles.middle} aria-busy="true">
                    <Spinner label={state.unreachable ? t("start.unreachable") : t("start.checking")} />
                </main>
            );
        case "signed_out":
            if (place.at === "setup") return <FirstStep token={place.token} />;
            return (
                <SignInPage
                    title={t("sign_in.title")}
                    why={state.why}
                    sign_in={(...args) => login.sign_in(...args)}
                    set_language={(language) => void login.set_language(language)}
                />
            );
        case "not_administrator":
            return (
                <CardPage title={t("not_administrator.title")} set_language={(language) => void login.set_language(language)}>
                    <p>{t("not_administrator.text", { name: state.me.name, role: t(`role.${state.me.role}`) })}</p>
                    <div className={styles.actions}>
                        <Button as="a" appearance="primary" href="/desk/">
                            {t("not_administrator.desk")}
                        </Button>
                        <Link as="button" onClick={() => void login.sign_out()}>
                            {t("not_administrator.other")}
                        </Link>
                    </div>
                </CardPage>
            );
        case "signed_in":
            return (
                <AdminContext.Provider value={state.admin}>
                    <Shell />
                </AdminContext.Provider>
            );
    }
}
