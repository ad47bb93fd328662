// The window of a signed-in administrator: bar, navigation, the screen.
import { useEffect, type ReactNode } from "react";
import { Button, Link, MessageBar, MessageBarActions, MessageBarBody, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import {
    ChatRegular,
    DismissRegular,
    FlashRegular,
    FlowRegular,
    PeopleListRegular,
    PeopleRegular,
    SettingsRegular,
} from "@fluentui/react-icons";
import { LiveRegions, useStore } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useLists } from "../parts/with_lists";
import { QueueForm } from "../screens/queues/queue_form";
import { QueueList } from "../screens/queues/queue_list";
import { QuickReplyForm } from "../screens/quick_replies/quick_reply_form";
import { QuickReplies } from "../screens/quick_replies/quick_replies";
import { SettingsScreen } from "../screens/settings/settings";
import { Wizard } from "../screens/setup/wizard";
import { UserForm } from "../screens/users/user_form";
import { UserList } from "../screens/users/user_list";
import { WidgetForm } from "../screens/widgets/widget_form";
import { WidgetList } from "../screens/widgets/widget_list";
import { WorkstreamForm } from "../screens/workstreams/workstream_form";
import { WorkstreamList } from "../screens/workstreams/workstream_list";
import { useAdmin } from "./admin_context";
import { DiscardDialog } from "./discard_dialog";
import { areas, to_hash, type Area, type Place } from "./place";
import { TopBar } from "./top_bar";

const narrow = "@media (max-width: 760px)";

const useStyles = makeStyles({
    shell: {
        height: "100%",
        display: "grid",
        gridTemplateRows: "auto minmax(0, 1fr)",
        color: tokens.colorNeutralForeground1,
    },
    body: {
        minHeight: 0,
        display: "grid",
        gridTemplateColumns: "220px minmax(0, 1fr)",
        [narrow]: { gridTemplateColumns: "minmax(0, 1fr)", gridTemplateRows: "auto minmax(0, 1fr)" },
    },
    navigation: {
        padding: tokens.spacingHorizontalS,
        borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
        overflowY: "auto",
        [narrow]: { borderRight: "0", borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, padding: tokens.spacingHorizontalXS },
    },
    list: {
        listStyleType: "none",
        margin: 0,
        padding: 0,
        display: "grid",
        gap: "2px",
        [narrow]: { display: "flex", justifyContent: "space-around" },
    },
    item: {
        display: "flex",
        alignItems: "center",
        gap: tokens.spacingHorizontalM,
        padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
        borderRadius: tokens.borderRadiusMedium,
        color: "inherit",
        textDecorationLine: "none",
        fontSize: tokens.fontSizeBase300,
        "& svg": { fontSize: "20px", flexShrink: 0 },
        ":hover": { backgroundColor: tokens.colorNeutralBackground2Hover },
        ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
        [narrow]: { padding: tokens.spacingHorizontalS },
    },
    here: {
        backgroundColor: tokens.colorNeutralBackground1Selected,
        fontWeight: 600,
        boxShadow: `inset 3px 0 0 ${tokens.colorBrandBackground}`,
        [narrow]: { boxShadow: `inset 0 -3px 0 ${tokens.colorBrandBackground}` },
    },
    words: { [narrow]: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" } },
    main: {
        minWidth: 0,
        overflowY: "auto",
        padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL}`,
        outline: "none",
        [narrow]: { padding: tokens.spacingHorizontalL },
    },
    inner: { maxWidth: "1120px", display: "grid", gap: tokens.spacingVerticalL, alignContent: "start" },
});

const icons: Record<Area, ReactNode> = {
    users: <PeopleRegular />,
    queues: <PeopleListRegular />,
    workstreams: <FlowRegular />,
    widgets: <ChatRegular />,
    quick_replies: <FlashRegular />,
    settings: <SettingsRegular />,
};

export function Shell(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const admin = useAdmin();
    const place = useStore(admin.places);
    const area = place.at === "list" || place.at === "one" ? place.area : null;
    const title = area ? t(`area.${area}`) : t("wizard.title");
    useEffect(() => {
        document.title = `${title} – Parley`;
        if (place.at === "setup") admin.places.go({ at: "start" });
        admin.failure.set(null);
        document.querySelector("main")?.scrollTo?.(0, 0);
    }, [title, place, admin]);
    return (
        <div className={styles.shell}>
            <TopBar />
            <div className={styles.body}>
                <nav className={styles.navigation} aria-label={t("area.label")}>
                    <ul className={styles.list}>
                        {areas.map((each) => (
                            <li key={each}>
                                <a
                                    href={to_hash({ at: "list", area: each })}
                                    className={mergeClasses(styles.item, each === area && styles.here)}
                                    title={t(`area.${each}`)}
                                    {...(each === area ? { "aria-current": "page" } : {})}
                                    onClick={(event) => {
                                        event.preventDefault();
                                        admin.places.go({ at: "list", area: each });
                                    }}
                                >
                                    {icons[each]}
                                    <span className={styles.words}>{t(`area.${each}`)}</span>
                                </a>
                            </li>
                        ))}
                    </ul>
                </nav>
                <main className={styles.main} tabIndex={-1}>
                    <div className={styles.inner}>
                        <Failure />
                        {area && <Unfinished />}
                        <Screen place={place} key={to_hash(place)} />
                    </div>
                </main>
            </div>
            <DiscardDialog />
            <LiveRegions announcer={admin.announcer} />
        </div>
    );
}

function Screen({ place }: { place: Place }): ReactNode {
    switch (place.at) {
        case "setup":
        case "start":
            return <Wizard step={place.at === "start" ? place.step : undefined} />;
        case "list":
            return {
                users: <UserList />,
                queues: <QueueList />,
                workstreams: <WorkstreamList />,
                widgets: <WidgetList />,
                quick_replies: <QuickReplies />,
                settings: <SettingsScreen />,
            }[place.area];
        case "one":
            return {
                users: <UserForm id={place.id} />,
                queues: <QueueForm id={place.id} />,
                workstreams: <WorkstreamForm id={place.id} />,
                widgets: <WidgetForm id={place.id} />,
                quick_replies: <QuickReplyForm id={place.id} />,
                settings: <SettingsScreen />,
            }[place.area];
    }
}

function Failure(): ReactNode {
    const { t } = useTranslation();
    const { failure } = useAdmin();
    const text = useStore(failure);
    if (!text) return null;
    return (
        <MessageBar intent="error" layout="multiline">
            <MessageBarBody role="alert">{text}</MessageBarBody>
            <MessageBarActions
                containerAction={
                    <Button
                        appearance="transparent"
                        icon={<DismissRegular />}
                        aria-label={t("notice.dismiss")}
                        onClick={() => failure.set(null)}
                    />
                }
            />
        </MessageBar>
    );
}

// Without a queue, a workstream and a widget nobody can chat.
function Unfinished(): ReactNode {
    const { t } = useTranslation();
    const { places } = useAdmin();
    const { known } = useLists(["list_queues", "list_workstreams", "list_widgets"]);
    if (!known) return null;
    const complete = known.list_queues.queues.length > 0 && known.list_workstreams.workstreams.length > 0 && known.list_widgets.widgets.length > 0;
    if (complete) return null;
    return (
        <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
                {t("wizard.unfinished")}{" "}
                <Link as="button" inline onClick={() => places.go({ at: "start" })}>
                    {t("wizard.continue")}
                </Link>
            </MessageBarBody>
        </MessageBar>
    );
}
