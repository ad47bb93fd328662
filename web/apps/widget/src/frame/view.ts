// What is on the screen, and what it is made of.
import type { CustomerConversation, GetWidgetReply, Message } from "@parley/api";
import type { OutboxItem } from "@parley/feed";
import type { TextKey } from "./i18n";

export type Phase = "loading" | "unavailable" | "form" | "starting" | "chat";
export type Net = "ok" | "offline" | "connecting";

export interface View {
    phase: Phase;
    config: GetWidgetReply | undefined;
    form: { name: string; text: string };
    notice: TextKey | undefined; // what went wrong, until the next attempt
    conversation: CustomerConversation | undefined;
    messages: readonly Message[];
    unsent: readonly OutboxItem[];
    ended: boolean;
    ending: boolean;
    net: Net;
    typing: string | undefined; // who
    unread: number;
    has_older: boolean;
    loading_older: boolean;
    sound: boolean;
}
