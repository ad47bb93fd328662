// What a chat is told at its beginning and needs of the world, and how long it waits for what.
import type { ClockLike, LocksLike, PageLike, SocketLike } from "@parley/feed";
import type { Context, FrameMessage } from "../protocol";
import type { Call } from "./http";
import type { Shelf } from "./storage";

export interface ChatOptions {
    widget: string;
    page: string;
    device: string;
    context: Context;
    call: Call;
    feed_url: string;
    shelf: Shelf;
    tell_host: (message: FrameMessage) => void;
    beep: () => void;
    is_online: () => boolean;
    clock: ClockLike;
    random?: () => number;
    socket?: (url: string) => SocketLike;
    locks?: LocksLike | undefined;
    events?: PageLike | undefined;
}

export const chat_times = {
    typing_every_ms: 3_000,
    typing_idle_ms: 5_000,
    typing_shown_ms: 6_000,
    net_patience_ms: 1_500, // a reconnect shorter than this is not worth a banner
    start_pause_max_ms: 15_000,
    end_again_ms: 1_000,
    refresh_ms: 30_000,
} as const;
