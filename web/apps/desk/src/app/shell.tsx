// The window of a signed-in agent: top bar, session list, the selected screen, offers over everything.
import { Suspense, lazy, useEffect, type ReactNode } from "react";
import { MessageBar, MessageBarBody, Spinner, makeStyles, tokens } from "@fluentui/react-components";
import { LiveRegions, useStore } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "../actions/use_shortcuts";
import { useFeed } from "../feed/use_feed";
import { Home } from "../screens/home/home";
import { Session } from "../screens/session/session";
import { Offers } from "../parts/offers/offers";
import { useDesk } from "./desk_context";
import { NoticeList } from "./notice_list";
import { SessionList } from "./session_list";
import { TopBar } from "./top_bar";
import { useWindowTitle } from "./window_title";

const Dialogs = lazy(() => import("./dialogs"));

const narrow = "@media (max-width: 760px)";

const useStyles = makeStyles({
    shell: {
        height: "100%",
        display: "grid",
        gridTemplateRows: "auto auto minmax(0, 1fr)",
        color: tokens.colorNeutralForeground1,
        position: "relative",
    },
    body: {
        gridRow: 3,
        minHeight: 0,
        display: "grid",
        gridTemplateColumns: "264px minmax(0, 1fr)",
        gridTemplateRows: "minmax(0, 1fr) auto",
        [narrow]: { gridTemplateColumns: "64px minmax(0, 1fr)", gridTemplateRows: "auto minmax(0, 1fr)" },
    },
    screen: {
        gridColumn: 2,
        gridRow: "1 / -1",
        minWidth: 0,
        minHeight: 0,
        height: "100%",
        [narrow]: { gridRow: 2 },
    },
    waiting: { display: "grid", placeContent: "center", height: "100%" },
});

export function Shell(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const ready = useFeed((rows) => rows.row("me") !== undefined);
    useShortcuts(desk);
    useWindowTitle();
    useEffect(() => () => desk.dialog.set(null), [desk]);
    const dialog = useStore(desk.dialog);
    return (
        <div className={styles.shell}>
            <TopBar />
            <ConnectionBar />
            <div className={styles.body}>
                {ready ? (
                    <>
                        <SessionList />
                        <div className={styles.screen}>
                            <Screen />
                        </div>
                    </>
                ) : (
                    <main className={styles.waiting} style={{ gridColumn: "1 / -1" }} aria-busy="true">
                        <Spinner label={t("start.loading")} />
                    </main>
                )}
                <NoticeList />
            </div>
            {ready && <Offers />}
            <LiveRegions announcer={desk.announcer} />
            {dialog && (
                <Suspense fallback={null}>
                    <Dialogs request={dialog} />
                </Suspense>
            )}
        </div>
    );
}

function Screen(): ReactNode {
    const selection = useStore(useDesk().selection);
    return selection.at === "home" ? <Home /> : <Session key={selection.id} id={selection.id} />;
}

// Only trouble is worth a bar of its own; the dot in the top bar shows the rest.
function ConnectionBar(): ReactNode {
    const { t } = useTranslation();
    const desk = useDesk();
    const status = useFeed(() => desk.feed.status);
    const known = useFeed((rows) => rows.row("me") !== undefined);
    if (status !== "offline" || !known) return null;
    return (
        <MessageBar intent="warning" layout="multiline" shape="square">
            <MessageBarBody role="status">{t("connection.lost")}</MessageBarBody>
        </MessageBar>
    );
}
