// What has been written and is not yet in the conversation. The only thing shown before the server
// has said so.
import { useSyncExternalStore, type ReactNode } from "react";
import { Link, mergeClasses } from "@fluentui/react-components";
import { clock_time, problem_text } from "@parley/ui";
import { Problem } from "@parley/feed";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import { Bubble } from "./message_block";
import { useMessageStyles } from "./message_styles";

export function SendingBubbles({ conversation }: { conversation: number }): ReactNode {
    const styles = useMessageStyles();
    const { t, i18n } = useTranslation();
    const { outbox } = useDesk();
    const items = useSyncExternalStore(outbox.subscribe, () => outbox.items(conversation));
    if (items.length === 0) return null;
    return (
        <div role="group" aria-label={t("message.on_their_way")}>
            <div style={{ display: "grid" }}>
                {items.map((item) => (
                    <Bubble
                        key={item.client_id}
                        own
                        author={t("message.you")}
                        text={item.text}
                        time={clock_time(item.at, i18n.language)}
                        faded={item.state !== "sent"}
                        foot={
                            item.state === "failed" ? (
                                <>
                                    <span className={mergeClasses(styles.failed)} role="alert">
                                        {t("message.failed", { why: problem_text(i18n, new Problem(item.reason ?? "internal")) })}
                                    </span>
                                    <Link as="button" onClick={() => outbox.retry(item.client_id)}>
                                        {t("message.retry")}
                                    </Link>
                                    <Link as="button" onClick={() => outbox.discard(item.client_id)}>
                                        {t("message.discard")}
                                    </Link>
                                </>
                            ) : (
                                t(item.state === "sent" ? "message.sent" : "message.sending")
                            )
                        }
                    />
                ))}
            </div>
        </div>
    );
}
