// One conversation: own, offered, looked at, or closed. What may be done follows from how the desk
// stands to it.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button, Spinner, makeStyles, tokens } from "@fluentui/react-components";
import type { Conversation } from "@parley/api";
import { Problem } from "@parley/feed";
import { useMedia, useStore, problem_text } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import { conversation, is_session_of } from "../../feed/rows";
import { useFeed } from "../../feed/use_feed";
import { CustomerPanel } from "../../parts/customer_panel/customer_panel";
import { ChatPanel } from "./chat_panel";

const useStyles = makeStyles({
    session: { height: "100%", display: "grid", gridTemplateColumns: "minmax(0, 1fr) auto", position: "relative" },
    panel: {
        width: "296px",
        minHeight: 0,
        height: "100%",
        overflow: "hidden",
        "@media (max-width: 1020px)": {
            position: "absolute",
            insetInlineEnd: 0,
            top: 0,
            bottom: 0,
            zIndex: 5,
            boxShadow: tokens.shadow28,
        },
        "@media (max-width: 400px)": { width: "100%" },
    },
    middle: { height: "100%", display: "grid", placeContent: "center", justifyItems: "center", gap: tokens.spacingVerticalM },
});

export function Session({ id }: { id: number }): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const desk = useDesk();
    const row = useFeed((rows) => conversation(rows, id));
    const [found, set_found] = useState<Conversation | null>(null);
    const [problem, set_problem] = useState<unknown>(null);
    const wide = useMedia("(min-width: 1021px)");
    const settings = useStore(desk.settings);
    const [panel_over, set_panel_over] = useState(false);

    // Asked for whenever there is no row to show, or none any more: what has been closed meanwhile, and
    // earlier conversations, which never change.
    const is_missing = row === undefined;
    useEffect(() => {
        if (!is_missing) return;
        let wanted = true;
        desk.feed.request("get_conversation", { conversation: id }).then(
            (reply) => wanted && set_found(reply.conversation),
            (refused: unknown) => wanted && set_problem(refused),
        );
        return () => {
            wanted = false;
        };
    }, [desk, id, is_missing]);

    // Others' are followed while they are on show; the own ones always are.
    const needs_following = row ? !is_session_of(row, desk.agent) && row.state !== "closed" : found !== null && found.state !== "closed";
    const follows = useRef<(() => void) | null>(null);
    useEffect(() => {
        if (needs_following) follows.current ??= desk.feed.open(id);
    }, [desk, id, needs_following]);
    useEffect(
        () => () => {
            follows.current?.();
            follows.current = null;
        },
        [desk, id],
    );

    const each = row ?? found;
    if (!each)
        return (
            <main className={styles.middle} data-region="main">
                {problem === null ? (
                    <Spinner label={t("start.loading")} />
                ) : (
                    <>
                        <p role="alert">
                            {problem instanceof Problem && problem.code === "not_found"
                                ? t("session.not_found")
                                : problem_text(i18n, problem)}
                        </p>
                        <Button onClick={() => desk.selection.home()}>{t("action.home")}</Button>
                    </>
                )}
            </main>
        );
    const shows_panel = wide ? settings.panel : panel_over;
    return (
        <div className={styles.session}>
            <ChatPanel
                key={each.id}
                each={each}
                is_followed={row !== undefined}
                panel_shown={shows_panel}
                toggle_panel={() => (wide ? desk.settings.change({ panel: !settings.panel }) : set_panel_over(!panel_over))}
            />
            {shows_panel && (
                <div className={styles.panel}>
                    <CustomerPanel each={each} />
                </div>
            )}
        </div>
    );
}
