import type { ReactNode } from "react";
import { makeStyles, tokens } from "@fluentui/react-components";
import type { Conversation } from "@parley/api";
import { useTranslation } from "react-i18next";
import { standing } from "../../feed/rows";
import { useFeed } from "../../feed/use_feed";
import { Composer } from "../../parts/composer/composer";
import { MessageList } from "../../parts/messages/message_list";
import { useMessages } from "../../parts/messages/use_messages";
import { SessionHead } from "./session_head";
import { StandingBanner } from "./standing_banner";

const useStyles = makeStyles({
    chat: {
        minWidth: 0,
        minHeight: 0,
        height: "100%",
        display: "grid",
        gridTemplateRows: "auto auto minmax(0, 1fr) auto",
        gridTemplateColumns: "minmax(0, 1fr)",
        backgroundColor: tokens.colorNeutralBackground2,
    },
});

interface Props {
    each: Conversation;
    is_followed: boolean;
    panel_shown: boolean;
    toggle_panel: () => void;
}

export function ChatPanel({ each, is_followed, panel_shown, toggle_panel }: Props): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const stand = useFeed((rows) => standing(rows, each));
    const messages = useMessages(each, is_followed);
    return (
        <main className={styles.chat} data-region="main" aria-label={t("region.chat")}>
            <SessionHead each={each} stand={stand} panel_shown={panel_shown} toggle_panel={toggle_panel} />
            <StandingBanner each={each} stand={stand} />
            <MessageList each={each} stand={stand} messages={messages} />
            <Composer each={each} stand={stand} />
        </main>
    );
}
