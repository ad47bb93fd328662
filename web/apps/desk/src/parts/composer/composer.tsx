// Where the agent writes. Enter sends, Shift+Enter makes a line; an Enter that belongs to an input
// method (Japanese and others) is left to it. What is typed is kept as a draft at every stroke.
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { FlashRegular, SendFilled } from "@fluentui/react-icons";
import { limits, type Conversation } from "@parley/api";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import type { Standing } from "../../feed/rows";
import { QuickReplyList } from "../quick_replies/quick_reply_list";
import { slash_at, with_reply } from "../quick_replies/slash";
import { useQuickReplies } from "../quick_replies/use_quick_replies";
import { cleaned, length_in_characters } from "./text";
import { useDraft } from "./use_draft";
import { useTypingHint } from "./use_typing_hint";

const counter_from = limits.message_characters_max - 500;

const useStyles = makeStyles({
    composer: {
        position: "relative",
        padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}`,
        backgroundColor: tokens.colorNeutralBackground1,
        borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
    box: {
        display: "grid",
        gridTemplateColumns: "minmax(0, 1fr)",
        border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
        borderRadius: tokens.borderRadiusLarge,
        backgroundColor: tokens.colorNeutralBackground1,
        ":focus-within": { outline: `2px solid ${tokens.colorCompoundBrandStroke}`, outlineOffset: "-1px" },
    },
    off: { backgroundColor: tokens.colorNeutralBackgroundDisabled, border: `1px solid ${tokens.colorNeutralStroke1}` },
    area: {
        font: "inherit",
        lineHeight: tokens.lineHeightBase300,
        color: "inherit",
        backgroundColor: "transparent",
        border: "none",
        outlineStyle: "none",
        resize: "none",
        padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
        minHeight: "44px",
        maxHeight: "30vh",
        boxSizing: "border-box",
        fieldSizing: "content",
        "::placeholder": { color: tokens.colorNeutralForeground3, opacity: 1 },
    } as never,
    tools: {
        display: "flex",
        alignItems: "center",
        gap: tokens.spacingHorizontalS,
        padding: `0 ${tokens.spacingHorizontalXS} ${tokens.spacingVerticalXS}`,
    },
    hint: {
        flexGrow: 1,
        minWidth: 0,
        textAlign: "end",
        fontSize: tokens.fontSizeBase200,
        color: tokens.colorNeutralForeground3,
        overflow: "hidden",
        textOverflow: "ellipsis",
        whiteSpace: "nowrap",
    },
    too_long: { color: tokens.colorPaletteRedForeground1, fontWeight: 600 },
    reason: { margin: 0, padding: tokens.spacingVerticalS, textAlign: "center", color: tokens.colorNeutralForeground2 },
});

export function Composer({ each, stand }: { each: Conversation; stand: Standing }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    if (stand !== "mine")
        return (
            <div className={styles.composer}>
                <p className={styles.reason}>{t(`composer.why_not.${stand}`)}</p>
            </div>
        );
    return <Writing each={each} />;
}

function Writing({ each }: { each: Conversation }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const list_id = useId();
    const counter_id = useId();
    const area = useRef<HTMLTextAreaElement>(null);
    const [text, set_text] = useDraft(each.id);
    const [caret, set_caret] = useState(0);
    const [dismissed, set_dismissed] = useState(false);
    const [choice, set_choice] = useState(0);
    const typing = useTypingHint(each.id);

    const slash = dismissed ? null : slash_at(text, caret);
    const replies = useQuickReplies(each.language, slash?.query ?? null);
    const chosen = Math.min(choice, Math.max(0, replies.length - 1));

    const length = length_in_characters(text);
    const is_too_long = length > limits.message_characters_max;
    const is_empty = cleaned(text).trim() === "";

    useEffect(() => {
        desk.handles.focus_composer = () => area.current?.focus();
        desk.handles.open_quick_replies = () => insert_slash();
        return () => {
            delete desk.handles.focus_composer;
            delete desk.handles.open_quick_replies;
        };
    });

    // A conversation that has just been opened is one to write in.
    useEffect(() => {
        const box = area.current;
        if (!box) return;
        box.focus({ preventScroll: true });
        box.setSelectionRange(box.value.length, box.value.length);
    }, []);

    const change = (value: string, at: number) => {
        set_text(value);
        set_caret(at);
        set_dismissed(false);
        set_choice(0);
        typing.typed(value.trim() !== "");
    };

    const put_caret = useCallback((at: number) => {
        requestAnimationFrame(() => {
            area.current?.focus();
            area.current?.setSelectionRange(at, at);
        });
    }, []);

    const insert_slash = () => {
        const at = area.current?.selectionStart ?? text.length;
        const gap = at > 0 && !/\s/.test(text[at - 1]!) ? " /" : "/";
        change(text.slice(0, at) + gap + text.slice(at), at + gap.length);
        put_caret(at + gap.length);
    };

    const insert_reply = (index: number) => {
        const reply = replies[index];
        if (!slash || !reply) return;
        const next = with_reply(text, slash, reply.text);
        change(next.text, next.caret);
        put_caret(next.caret);
    };

    const send = () => {
        if (is_empty || is_too_long) return;
        if (!desk.outbox.add(each.id, cleaned(text).trim())) {
            desk.notices.show("error", t("composer.too_many_unsent"));
            return;
        }
        set_text("");
        set_caret(0);
        typing.typed(false);
        desk.handles.jump_to_latest?.();
        area.current?.focus();
    };

    const on_key = (event: KeyboardEvent<HTMLTextAreaElement>) => {
        if (event.nativeEvent.isComposing || event.keyCode === 229) return;
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        if (slash) {
            if (event.key === "Escape") {
                event.preventDefault();
                set_dismissed(true);
                return;
            }
            if (replies.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
                event.preventDefault();
                set_choice((chosen + (event.key === "ArrowDown" ? 1 : replies.length - 1)) % replies.length);
                return;
            }
            if (replies.length > 0 && !event.shiftKey && (event.key === "Enter" || event.key === "Tab")) {
                event.preventDefault();
                insert_reply(chosen);
                return;
            }
        }
        if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            send();
        }
    };

    return (
        <div className={styles.composer} data-region="composer">
            {slash && (
                <QuickReplyList
                    id={list_id}
                    replies={replies}
                    chosen={chosen}
                    query={slash.query}
                    choose={insert_reply}
                    point={set_choice}
                />
            )}
            <div className={styles.box}>
                <textarea
                    ref={area}
                    className={styles.area}
                    rows={2}
                    value={text}
                    dir="auto"
                    placeholder={t("composer.placeholder")}
                    aria-label={t("composer.label")}
                    aria-keyshortcuts="Alt+C"
                    aria-autocomplete="list"
                    aria-haspopup="listbox"
                    {...(slash && replies.length > 0
                        ? { "aria-controls": list_id, "aria-activedescendant": `${list_id}-${chosen}` }
                        : {})}
                    {...(length >= counter_from ? { "aria-describedby": counter_id } : {})}
                    {...(is_too_long ? { "aria-invalid": true } : {})}
                    onChange={(event) => change(event.target.value, event.target.selectionStart)}
                    onSelect={(event) => set_caret(event.currentTarget.selectionStart)}
                    onKeyDown={on_key}
                    onBlur={() => typing.typed(false)}
                />
                <div className={styles.tools}>
                    <Button
                        appearance="subtle"
                        size="small"
                        icon={<FlashRegular />}
                        aria-keyshortcuts="Alt+Q"
                        title={`${t("action.quick_reply")} (/)`}
                        aria-label={t("action.quick_reply")}
                        onClick={insert_slash}
                    />
                    <span className={mergeClasses(styles.hint, is_too_long && styles.too_long)} id={counter_id}>
                        {length >= counter_from
                            ? t(is_too_long ? "composer.too_long" : "composer.left", {
                                  count: Math.abs(limits.message_characters_max - length),
                              })
                            : t("composer.hint")}
                    </span>
                    <Button
                        appearance="primary"
                        size="small"
                        icon={<SendFilled />}
                        disabledFocusable={is_empty || is_too_long}
                        onClick={send}
                    >
                        {t("composer.send")}
                    </Button>
                </div>
            </div>
        </div>
    );
}
