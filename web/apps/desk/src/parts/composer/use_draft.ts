import { useCallback, useEffect, useState } from "react";
import { useDesk } from "../../app/desk_context";

// The conversation's draft as state. Another tab's typing shows here while this window is not in use.
export function useDraft(conversation: number): [string, (text: string) => void] {
    const { drafts } = useDesk();
    const [text, set_text] = useState(() => drafts.read(conversation));
    useEffect(() => {
        const on_stored = (event: StorageEvent) => {
            if (event.key === drafts.key(conversation) && !document.hasFocus()) set_text(drafts.read(conversation));
        };
        window.addEventListener("storage", on_stored);
        return () => window.removeEventListener("storage", on_stored);
    }, [drafts, conversation]);
    const change = useCallback(
        (next: string) => {
            set_text(next);
            drafts.write(conversation, next);
        },
        [drafts, conversation],
    );
    return [text, change];
}
