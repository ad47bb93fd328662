// What the page (loader) and the frame say to each other by postMessage. Both sides check window
// and origin first and then read each message here: what does not fit is dropped. The visitor token
// crosses this line only where the frame may keep nothing itself (`kept`, `keep`).
import type { Availability } from "@parley/api";

export type Context = Record<string, string>;

export interface Init {
    type: "init";
    widget: string; // key
    page: string; // URL of the embedding page
    device: string;
    language?: string; // the page's wish
    dir?: string;
    colour?: string;
    context: Context;
    open: boolean;
    focused: boolean;
    kept?: Context; // by the page for the frame; absent when the page can keep nothing
}

export type HostMessage =
    | Init
    | { type: "open"; by_user: boolean }
    | { type: "minimise" }
    | { type: "end" }
    | { type: "start"; name?: string; text?: string }
    | { type: "context"; context: Context }
    | { type: "availability"; id: number }
    | { type: "focused"; focused: boolean }
    | { type: "kept"; values: Context }; // changed by another tab; an empty value is none

export const public_events = ["message_received", "message_sent", "chat_ended", "error"] as const;
export type PublicEvent = (typeof public_events)[number];

export type FrameMessage =
    | { type: "ready"; language: string; dir: string; colour: string; title: string }
    | { type: "running"; running: boolean } // a chat is going on: the next page needs the frame too
    | { type: "unread"; count: number }
    | { type: "open" }
    | { type: "minimise" }
    | { type: "blurred" }
    | { type: "keep"; values: Context } // an empty value is none
    | { type: "event"; name: PublicEvent; detail: Record<string, unknown> }
    | { type: "availability"; id: number; availability?: Availability; reason?: string };

const mark = "parley:1";
export const text_max = 24_000;

export function sealed<T extends HostMessage | FrameMessage>(message: T): T & { parley: string } {
    return { ...message, parley: mark };
}

type Fields = Record<string, unknown>;

function opened(data: unknown): Fields | undefined {
    if (typeof data !== "object" || data === null) return undefined;
    const fields = data as Fields;
    return fields["parley"] === mark && typeof fields["type"] === "string" ? fields : undefined;
}

const is_text = (value: unknown): value is string =>
    typeof value === "string" && value.length <= text_max;
const is_text_or_absent = (value: unknown): boolean => value === undefined || is_text(value);
const is_count = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const is_context = (value: unknown): boolean =>
    typeof value === "object" && value !== null && Object.values(value).every(is_text);

const host_checks: Record<HostMessage["type"], (m: Fields) => boolean> = {
    init: (m) =>
        [m["widget"], m["page"], m["device"]].every(is_text) &&
        [m["language"], m["dir"], m["colour"]].every(is_text_or_absent) &&
        is_context(m["context"]) &&
        (m["kept"] === undefined || is_context(m["kept"])) &&
        typeof m["open"] === "boolean" &&
        typeof m["focused"] === "boolean",
    open: (m) => typeof m["by_user"] === "boolean",
    minimise: () => true,
    end: () => true,
    start: (m) => is_text_or_absent(m["name"]) && is_text_or_absent(m["text"]),
    context: (m) => is_context(m["context"]),
    availability: (m) => is_count(m["id"]),
    focused: (m) => typeof m["focused"] === "boolean",
    kept: (m) => is_context(m["values"]),
};

const frame_checks: Record<FrameMessage["type"], (m: Fields) => boolean> = {
    ready: (m) => [m["language"], m["dir"], m["colour"], m["title"]].every(is_text),
    running: (m) => typeof m["running"] === "boolean",
    unread: (m) => is_count(m["count"]),
    open: () => true,
    minimise: () => true,
    blurred: () => true,
    keep: (m) => is_context(m["values"]),
    event: (m) =>
        (public_events as readonly unknown[]).includes(m["name"]) &&
        typeof m["detail"] === "object" &&
        m["detail"] !== null,
    availability: (m) =>
        is_count(m["id"]) && is_text_or_absent(m["availability"]) && is_text_or_absent(m["reason"]),
};

function read<T>(data: unknown, checks: Record<string, (m: Fields) => boolean>): T | undefined {
    const fields = opened(data);
    if (!fields) return undefined;
    const type = fields["type"] as string;
    return Object.prototype.hasOwnProperty.call(checks, type) && checks[type]!(fields)
        ? (fields as T)
        : undefined;
}

export const read_host_message = (data: unknown) => read<HostMessage>(data, host_checks);
export const read_frame_message = (data: unknown) => read<FrameMessage>(data, frame_checks);
