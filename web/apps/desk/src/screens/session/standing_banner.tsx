// Says how the agent stands to the conversation when it is not simply theirs, and what can be done.
import type { ReactNode } from "react";
import {
    Button,
    MessageBar,
    MessageBarActions,
    MessageBarBody,
    makeStyles,
} from "@fluentui/react-components";
import type { Conversation } from "@parley/api";
import { moment, timer, useStore } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { ActionButton } from "../../actions/action_button";
import { useDesk } from "../../app/desk_context";
import { offer, type Standing } from "../../feed/rows";
import { useFeed } from "../../feed/use_feed";
import { useServerNow } from "../../feed/use_server_now";
import { WaitingReason } from "../../parts/waiting_reason/waiting_reason";

const useStyles = makeStyles({
    rest: { display: "block", fontVariantNumeric: "tabular-nums" },
});

export function StandingBanner({ each, stand }: { each: Conversation; stand: Standing }): ReactNode {
    switch (stand) {
        case "mine":
            return <div />;
        case "wrap_up":
            return <WrapUp each={each} />;
        case "offered":
            return <Offered each={each} />;
        case "open":
            return <Open each={each} />;
        case "others":
            return <Plain each={each} />;
        case "closed":
            return <Closed each={each} />;
    }
}

function WrapUp({ each }: { each: Conversation }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const now = useServerNow();
    return (
        <MessageBar intent="info" layout="multiline" shape="square">
            <MessageBarBody>
                {t(`cause.${each.cause}`)}
                {". "}
                {each.wrap_up_until !== undefined && (
                    <span className={styles.rest}>
                        {t("session.wrap_up_until", { time: timer(each.wrap_up_until - now) })}
                    </span>
                )}
            </MessageBarBody>
        </MessageBar>
    );
}

function Offered({ each }: { each: Conversation }): ReactNode {
    const { t } = useTranslation();
    const desk = useDesk();
    const now = useServerNow();
    const mine = useFeed((rows) => offer(rows, each.id));
    const pending = useStore(desk.pending);
    const answering = pending.has(`accept_offer/${each.id}`) || pending.has(`reject_offer/${each.id}`);
    if (!mine)
        return (
            <MessageBar intent="warning" layout="multiline" shape="square">
                <MessageBarBody>{t("session.offer_over")}</MessageBarBody>
            </MessageBar>
        );
    return (
        <MessageBar intent="warning" layout="multiline" shape="square">
            <MessageBarBody>{t("session.offered", { time: timer(mine.expires_at - now) })}</MessageBarBody>
            <MessageBarActions>
                <Button
                    size="small"
                    appearance="primary"
                    disabledFocusable={answering}
                    aria-keyshortcuts="Alt+A"
                    title={`${t("action.accept")} (Alt+A)`}
                    onClick={() => void desk.accept(each.id)}
                >
                    {t("offer.accept")}
                </Button>
                <Button
                    size="small"
                    disabledFocusable={answering}
                    aria-keyshortcuts="Alt+D"
                    title={`${t("action.decline")} (Alt+D)`}
                    onClick={() => void desk.decline(each.id)}
                >
                    {t("offer.decline")}
                </Button>
            </MessageBarActions>
        </MessageBar>
    );
}

function Open({ each }: { each: Conversation }): ReactNode {
    const { t } = useTranslation();
    return (
        <MessageBar intent="warning" layout="multiline" shape="square">
            <MessageBarBody>
                {t("session.open")} <WaitingReason conversation={each.id} />
            </MessageBarBody>
            <MessageBarActions>
                <ActionButton id="conversation.pick" size="small" appearance="primary">
                    {t("home.pick")}
                </ActionButton>
            </MessageBarActions>
        </MessageBar>
    );
}

function Plain({ each }: { each: Conversation }): ReactNode {
    const { t } = useTranslation();
    return (
        <MessageBar intent="info" layout="multiline" shape="square">
            <MessageBarBody>
                {each.agent_name ? t("session.others", { name: each.agent_name }) : t("session.offer_over")}
            </MessageBarBody>
        </MessageBar>
    );
}

function Closed({ each }: { each: Conversation }): ReactNode {
    const { t, i18n } = useTranslation();
    const now = useServerNow();
    return (
        <MessageBar intent="info" layout="multiline" shape="square">
            <MessageBarBody>
                {t("session.closed", {
                    time: moment(each.closed_at ?? each.state_at, now, i18n.language),
                    cause: t(`cause.${each.cause}`),
                })}
            </MessageBarBody>
        </MessageBar>
    );
}
