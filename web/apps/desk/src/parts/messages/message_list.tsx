// The conversation itself. Opens at the first unread message, else at the end; stays at the end while
// the agent is there; a jump button when not. What is seen is marked read.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { Button, Spinner, mergeClasses } from "@fluentui/react-components";
import { ArrowDownRegular } from "@fluentui/react-icons";
import type { Conversation } from "@parley/api";
import { useStore } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import { useCustomerName } from "../../app/names";
import type { Standing } from "../../feed/rows";
import { blocks } from "./group";
import { MessageBlock } from "./message_block";
import { useMessageStyles } from "./message_styles";
import { SendingBubbles } from "./sending_bubbles";
import { useNewLine } from "./use_new_line";
import { useReadMark } from "./use_read_mark";
import type { MessagesView } from "./use_messages";

const near_px = 48;
const load_at_px = 200;

function is_near_end(box: HTMLElement): boolean {
    return box.scrollHeight - box.scrollTop - box.clientHeight < near_px;
}

interface Place {
    top: number;
    height: number; // of what is said
    room: number; // of the window on it
}

function place(box: HTMLElement): Place {
    return { top: box.scrollTop, height: box.scrollHeight, room: box.clientHeight };
}

function follow(box: HTMLElement): Place {
    box.scrollTop = box.scrollHeight;
    return place(box);
}

// Somebody has scrolled: nothing else moves up what has kept its size.
function has_gone_up(before: Place, now: Place): boolean {
    return now.top < before.top && now.height === before.height && now.room === before.room;
}

export function MessageList({ each, stand, messages: view }: { each: Conversation; stand: Standing; messages: MessagesView }): ReactNode {
    const styles = useMessageStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const customer = useCustomerName(each);
    const typing = useStore(desk.typing.customers).has(each.id);
    const { messages, has_older, is_loading, load_older } = view;
    const scroll = useRef<HTMLDivElement>(null);
    const log = useRef<HTMLDivElement>(null);
    const at_end = useRef(true);
    const seen = useRef<Place>({ top: 0, height: 0, room: 0 });
    const opened = useRef(false);
    const [away, set_away] = useState(false);
    const [seen_to, set_seen_to] = useState(0);
    const line_seq = useNewLine(each, stand, messages);
    const last_seq = messages[messages.length - 1]?.seq ?? 0;
    const in_view = useReadMark(each, stand, last_seq);

    const last_read_own = useMemo(() => {
        const found = messages.findLast((one) => one.author === "agent" && one.seq <= each.customer_read_seq);
        const later = found && messages.some((one) => one.author === "customer" && one.seq > found.seq);
        return found && !later ? found.seq : 0;
    }, [messages, each.customer_read_seq]);

    const to_end = useCallback(() => {
        if (scroll.current) seen.current = follow(scroll.current);
        at_end.current = true;
        set_away(false);
    }, []);

    useEffect(() => {
        desk.handles.jump_to_latest = to_end;
        return () => {
            delete desk.handles.jump_to_latest;
        };
    }, [desk, to_end]);

    // First content: to the line if there is one, else to the end.
    useLayoutEffect(() => {
        if (opened.current || messages.length === 0) return;
        opened.current = true;
        const line = scroll.current?.querySelector("[data-new-line]");
        if (line && typeof line.scrollIntoView === "function") {
            line.scrollIntoView({ block: "center" });
            const box = scroll.current!;
            at_end.current = is_near_end(box);
            seen.current = place(box);
            set_away(!at_end.current);
        } else to_end();
    }, [messages.length, to_end]);

    // Older ones above must not move what is being read.
    const first_seq = messages[0]?.seq ?? 0;
    const before = useRef({ first_seq: 0, height: 0, top: 0 });
    useLayoutEffect(() => {
        const box = scroll.current;
        if (!box) return;
        const was = before.current;
        if (was.first_seq > 0 && first_seq > 0 && first_seq < was.first_seq && box.scrollTop === was.top)
            box.scrollTop = was.top + (box.scrollHeight - was.height);
        before.current = { first_seq, height: box.scrollHeight, top: box.scrollTop };
    }, [first_seq, messages]);

    // Whatever grows (messages, bubbles on their way, pictures of the composer) keeps the end in sight.
    useEffect(() => {
        const box = scroll.current;
        const content = log.current;
        if (!box || !content || typeof ResizeObserver === "undefined") return;
        const observer = new ResizeObserver(() => {
            seen.current = at_end.current ? follow(box) : place(box);
        });
        observer.observe(content);
        observer.observe(box);
        return () => observer.disconnect();
    }, []);

    useEffect(() => {
        if (!away) set_seen_to(last_seq);
    }, [away, last_seq]);

    // Only who goes up leaves the end. The event of our own scrolling comes a frame later, when more may
    // have arrived or the window has become narrower: then the end is far and is still followed.
    const on_scroll = () => {
        const box = scroll.current!;
        const before_this = seen.current;
        seen.current = place(box);
        if (is_near_end(box)) at_end.current = true;
        else if (has_gone_up(before_this, seen.current)) at_end.current = false;
        else if (at_end.current) seen.current = follow(box);
        set_away(!at_end.current);
        before.current = { first_seq, height: box.scrollHeight, top: box.scrollTop };
        if (box.scrollTop < load_at_px && has_older) load_older();
    };

    const missed = away ? messages.filter((one) => one.seq > seen_to && one.author === "customer").length : 0;
    const parts = useMemo(() => blocks(messages), [messages]);
    return (
        <div className={styles.frame}>
            <div className={mergeClasses(styles.scroll, !away && styles.following)} ref={scroll} onScroll={on_scroll} tabIndex={0} role="region" aria-label={t("message.history")}>
                <div className={styles.log} ref={log}>
                    {has_older && (
                        <div className={styles.older}>
                            {is_loading ? (
                                <Spinner size="tiny" label={t("message.loading_older")} />
                            ) : (
                                <Button size="small" appearance="subtle" onClick={load_older}>
                                    {t("message.older")}
                                </Button>
                            )}
                        </div>
                    )}
                    <div role="log" aria-live={in_view ? "polite" : "off"} aria-label={t("message.log", { customer })}>
                        {parts.map((block) => (
                            <MessageBlock
                                key={block.key}
                                block={block}
                                customer={customer}
                                me={desk.agent}
                                last_read_own={last_read_own}
                                line_seq={line_seq}
                            />
                        ))}
                    </div>
                    <SendingBubbles conversation={each.id} />
                    {(stand === "mine" || typing) && (
                        <div className={styles.typing}>{typing ? t("message.typing", { customer }) : ""}</div>
                    )}
                </div>
            </div>
            {away && (
                <Button className={styles.jump} shape="circular" icon={<ArrowDownRegular />} onClick={to_end} aria-keyshortcuts="Alt+J">
                    {missed > 0 ? t("message.jump_new", { count: missed }) : t("message.jump")}
                </Button>
            )}
        </div>
    );
}
