// Tells the server what the agent has seen: the conversation is on show and somebody looks at the
// window. Returns whether that is so now.
import { useEffect } from "react";
import type { Conversation } from "@parley/api";
import { useStore } from "@parley/ui";
import { useDesk } from "../../app/desk_context";
import type { Standing } from "../../feed/rows";
import { useFeed } from "../../feed/use_feed";

export function useReadMark(each: Conversation, stand: Standing, last_seq: number): boolean {
    const desk = useDesk();
    const attentive = useStore(desk.attention);
    const is_live = useFeed(() => desk.feed.status === "live");
    const unread = stand === "mine" && each.last_customer_seq > each.agent_read_seq && last_seq > each.agent_read_seq;
    useEffect(() => {
        if (attentive && is_live && unread) desk.mark_read(each.id, last_seq);
    }, [desk, attentive, is_live, unread, each.id, last_seq]);
    return attentive;
}
