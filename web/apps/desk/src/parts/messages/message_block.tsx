import { memo, type ReactNode } from "react";
import { LinkedText, clock_time, day_name } from "@parley/ui";
import type { Message } from "@parley/api";
import { useTranslation } from "react-i18next";
import { mergeClasses } from "@fluentui/react-components";
import { joint, same_block, type Block } from "./group";
import { useMessageStyles } from "./message_styles";

interface Props {
    block: Block;
    customer: string;
    me: number;
    last_read_own: number; // the own message that carries the mark "read"
    line_seq: number; // the "new messages" line stands above this one; 0 = none
}

function same(a: Props, b: Props): boolean {
    const first = b.block.messages[0]!.seq;
    const last = b.block.messages[b.block.messages.length - 1]!.seq;
    const touched = (before: number, after: number) =>
        before !== after && ((before >= first && before <= last) || (after >= first && after <= last));
    return (
        same_block(a.block, b.block) &&
        a.customer === b.customer &&
        a.me === b.me &&
        !touched(a.last_read_own, b.last_read_own) &&
        !touched(a.line_seq, b.line_seq)
    );
}

export const MessageBlock = memo(function MessageBlock({ block, ...rest }: Props): ReactNode {
    const styles = useMessageStyles();
    return (
        <div className={styles.block}>
            {block.messages.map((message, index) => (
                <MessageRow
                    key={message.seq}
                    message={message}
                    before={index === 0 ? block.before : block.messages[index - 1]}
                    {...rest}
                />
            ))}
        </div>
    );
}, same);

type RowProps = Omit<Props, "block"> & { message: Message; before: Message | undefined };

function MessageRow({ message, before, customer, me, last_read_own, line_seq }: RowProps): ReactNode {
    const styles = useMessageStyles();
    const { t, i18n } = useTranslation();
    const { new_day, new_time, new_author } = joint(before, message);
    const time = clock_time(message.sent_at, i18n.language);
    return (
        <>
            {new_day && <div className={styles.day}>{day_name(message.sent_at, i18n.language)}</div>}
            {message.seq === line_seq && (
                <div className={styles.new_line} role="separator" aria-label={t("message.new")} data-new-line>
                    <span className={styles.new_text}>{t("message.new")}</span>
                </div>
            )}
            {message.author === "system" ? (
                <p className={styles.system}>
                    {system_text(message, t, customer)} <span className={styles.quiet}>{time}</span>
                </p>
            ) : (
                <Bubble
                    own={message.author === "agent"}
                    author={message.author === "customer" ? customer : message.agent === me ? t("message.you") : message.name}
                    text={message.text}
                    time={new_author || new_time ? time : undefined}
                    foot={message.seq === last_read_own ? t("message.read") : undefined}
                />
            )}
        </>
    );
}

export function Bubble(props: {
    own: boolean;
    author: string;
    text: string;
    time?: string | undefined; // with it the head line is shown
    faded?: boolean;
    foot?: ReactNode;
}): ReactNode {
    const styles = useMessageStyles();
    return (
        <div className={mergeClasses(styles.message, props.own && styles.own, props.time !== undefined && styles.first)}>
            {props.time !== undefined ? (
                <div className={styles.author}>
                    {props.author} <span className={styles.quiet}>{props.time}</span>
                </div>
            ) : (
                <span className={styles.hidden}>{props.author}</span>
            )}
            <div
                className={mergeClasses(styles.bubble, props.own && styles.bubble_own, props.faded && styles.bubble_faded)}
                dir="auto"
            >
                <LinkedText text={props.text} className={styles.link} />
            </div>
            {props.foot !== undefined && <div className={styles.foot}>{props.foot}</div>}
        </div>
    );
}

function system_text(message: Message, t: ReturnType<typeof useTranslation>["t"], customer: string): string {
    const name = message.name || message.text;
    switch (message.line) {
        case "agent_joined":
            return t("line.agent_joined", { name });
        case "agent_left":
            return t("line.agent_left", { name });
        case "agent_disconnected":
            return t("line.agent_disconnected", { name });
        case "agent_ended":
            return t("line.agent_ended", { name });
        case "customer_ended":
            return t("line.customer_ended", { customer });
        case "customer_disconnected":
            return t("line.customer_disconnected", { customer });
        case "no_agent_available":
            return t("line.no_agent_available");
        default:
            return message.text;
    }
}
