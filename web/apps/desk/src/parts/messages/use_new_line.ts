// Where the "new messages" line stands: above the first unread message when the conversation is opened,
// or when the first one comes while nobody looks. It stays until the agent answers or leaves, so that
// reading does not take it away from under the eyes.
import { useEffect, useState } from "react";
import type { Conversation, Message } from "@parley/api";
import { useStore } from "@parley/ui";
import { useDesk } from "../../app/desk_context";
import type { Standing } from "../../feed/rows";

function first_unread(each: Conversation, messages: readonly Message[]): number {
    return messages.find((one) => one.author === "customer" && one.seq > each.agent_read_seq)?.seq ?? 0;
}

export function useNewLine(each: Conversation, stand: Standing, messages: readonly Message[]): number {
    const attentive = useStore(useDesk().attention);
    const [line, set_line] = useState(() => (stand === "mine" ? first_unread(each, messages) : 0));
    const last_own = messages.findLast((one) => one.author === "agent")?.seq ?? 0;
    const unread = stand === "mine" ? first_unread(each, messages) : 0;
    useEffect(() => {
        if (line > 0 && last_own > line) set_line(0);
        else if (line === 0 && unread > last_own && !attentive) set_line(unread);
    }, [line, last_own, unread, attentive]);
    return line;
}
