// The outermost components: theme, texts, and either the sign-in page or the desk.
import { useEffect, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import {
    Button,
    FluentProvider,
    RendererProvider,
    Spinner,
    makeStyles,
    tokens,
} from "@fluentui/react-components";
import { SignInPage, style_renderer, useStore, useTheme } from "@parley/ui";
import { I18nextProvider, useTranslation } from "react-i18next";
import { SetPassword } from "../screens/password/set_password";
import "./app.css";
import { DeskContext } from "./desk_context";
import { LoginContext } from "./login_context";
import type { Login } from "./login";
import { Shell } from "./shell";

const useStyles = makeStyles({
    // Not the provider's own: Fluent gives its classes to every menu, dialog and tooltip, each of which
    // would then be a page of its own over this one.
    page: { height: "100%", backgroundColor: tokens.colorNeutralBackground2 },
    middle: {
        height: "100%",
        display: "grid",
        placeContent: "center",
        justifyItems: "center",
        gap: tokens.spacingVerticalM,
        padding: tokens.spacingHorizontalL,
        textAlign: "center",
    },
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
    const { theme, is_dark } = useTheme(useStore(login.settings).theme);
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
    switch (state.at) {
        case "checking":
            return (
                <main className={styles.middle} aria-busy="true">
                    <Spinner label={state.unreachable ? t("start.unreachable") : t("start.checking")} />
                </main>
            );
        case "password":
            return <SetPassword token={state.token} />;
        case "signed_out":
            return (
                <SignInPage
                    title={t("sign_in.title")}
                    why={state.why}
                    sign_in={(...args) => login.sign_in(...args)}
                    set_language={(language) => void login.set_language(language)}
                />
            );
        case "stopped":
            return (
                <main className={styles.middle}>
                    <p role="alert">{t("start.stopped")}</p>
                    <Button appearance="primary" onClick={() => window.location.reload()}>
                        {t("start.reload")}
                    </Button>
                </main>
            );
        case "signed_in":
            return (
                <DeskContext.Provider value={state.desk} key={state.desk.agent}>
                    <Shell />
                </DeskContext.Provider>
            );
    }
}
