// Tells the customer that the agent types: at once, again every three seconds while it goes on, and an
// end after six seconds of silence, on sending and on leaving.
import { useEffect, useMemo } from "react";
import { useDesk } from "../../app/desk_context";

const again_ms = 3_000;
const silence_ms = 6_000;

export interface TypingHint {
    typed(is_typing: boolean): void;
}

export function useTypingHint(conversation: number): TypingHint {
    const desk = useDesk();
    const hint = useMemo(() => {
        let told_at = 0;
        let timer: ReturnType<typeof setTimeout> | undefined;
        const end = () => {
            clearTimeout(timer);
            if (told_at === 0) return;
            told_at = 0;
            desk.send_typing(conversation, false);
        };
        return {
            typed(is_typing: boolean) {
                if (!is_typing) return end();
                clearTimeout(timer);
                timer = setTimeout(end, silence_ms);
                const now = Date.now();
                if (now - told_at < again_ms) return;
                told_at = now;
                desk.send_typing(conversation, true);
            },
        };
    }, [desk, conversation]);
    useEffect(() => () => hint.typed(false), [hint]);
    return hint;
}
