// Where the agent stands between conversations: the own ones, those that wait in the own queues, those
// closed within a day.
import type { ReactNode } from "react";
import { makeStyles, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { me } from "../../feed/rows";
import { useFeed } from "../../feed/use_feed";
import { ClosedList } from "./closed_list";
import { MyList } from "./my_list";
import { OpenList } from "./open_list";

const useStyles = makeStyles({
    home: {
        height: "100%",
        boxSizing: "border-box",
        overflowY: "auto",
        padding: tokens.spacingHorizontalXXL,
        "@media (max-width: 760px)": { padding: tokens.spacingHorizontalM },
    },
    content: { maxWidth: "1040px", marginInline: "auto", display: "grid", gap: tokens.spacingVerticalXL },
    title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: 600 },
});

export function Home(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const name = useFeed((rows) => me(rows)?.name ?? "");
    return (
        <main className={styles.home} data-region="main" aria-label={t("action.home")}>
            <div className={styles.content}>
                <h1 className={styles.title} tabIndex={-1} data-region-focus>{t("home.greeting", { name })}</h1>
                <MyList />
                <OpenList />
                <ClosedList />
            </div>
        </main>
    );
}
