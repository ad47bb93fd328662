// Why a request was not done. What the server says keeps its reason (clients translate it); what
// happened on this side has one of local_reasons and the code "unavailable": the outcome is unknown
// or nothing was sent, so the same client id may be sent again.

export const local_reasons = [
    "disconnected", // in flight when the connection ended: outcome unknown
    "no_answer", // sent, and nothing came in time: outcome unknown
    "offline", // not sent: not connected, and the caller did not want to wait
    "stopped", // not sent: the feed is stopped
    "too_many_waiting", // not sent: the queue of waiting requests is full
] as const;

export class Problem extends Error {
    constructor(
        readonly reason: string,
        readonly code: string = "unavailable",
        readonly detail: string = "",
        readonly retryAfter?: number, // seconds
    ) {
        super(detail ? `${reason}: ${detail}` : reason);
        this.name = "Problem";
    }

    // Sending the same again later may succeed, and with the same client id does no harm.
    get transient(): boolean {
        return this.code === "unavailable" || this.code === "resource_exhausted";
    }
}

// Reads a problem document, whoever sent it.
export function to_problem(document: unknown): Problem {
    if (document instanceof Problem) return document;
    const from = (typeof document === "object" && document !== null ? document : {}) as Record<
        string,
        unknown
    >;
    const text = (key: string, otherwise: string): string => {
        const value = from[key];
        return typeof value === "string" ? value : otherwise;
    };
    const wait = from["retry_after_ms"];
    return new Problem(
        text("reason", "internal"),
        text("code", "internal"),
        text("detail", ""),
        typeof wait === "number" ? wait / 1_000 : undefined,
    );
}
