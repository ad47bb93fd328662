// Why an Open conversation is still with nobody, in one sentence with its numbers. The server is asked
// again while it is on show; until it has answered, and when it cannot, nothing is said.
import { useEffect, useState, type ReactNode } from "react";
import type { Explanation } from "@parley/api";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";

const ask_again_ms = 5_000;

export function WaitingReason({ conversation }: { conversation: number }): ReactNode {
    const { t } = useTranslation();
    const why = useExplanation(conversation);
    if (!why) return null;
    const { reason, ahead, members, signed_in, available, with_capacity, declined } = why;
    return (
        <span>
            {t(`waiting.${reason}`, { members, signed_in, available, with_capacity, declined })}{" "}
            {ahead > 0 ? t("waiting.ahead", { count: ahead }) : t("waiting.next")}
        </span>
    );
}

function useExplanation(conversation: number): Explanation | undefined {
    const desk = useDesk();
    const [why, set_why] = useState<Explanation | undefined>();
    useEffect(() => {
        let wanted = true;
        let timer: ReturnType<typeof setTimeout>;
        const ask = async () => {
            try {
                const { waiting } = await desk.feed.request("get_conversation", { conversation });
                if (wanted) set_why(waiting);
            } catch {
                if (wanted) set_why(undefined);
            }
            if (wanted) timer = setTimeout(() => void ask(), ask_again_ms);
        };
        void ask();
        return () => {
            wanted = false;
            clearTimeout(timer);
        };
    }, [desk, conversation]);
    return why;
}
