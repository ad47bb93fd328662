// Operations over HTTP, with the login cookie: what must work before there is a feed, and what sets or
// clears the cookie. Everything else goes over the feed.
import type { Operations } from "@parley/api";
import { Problem, to_problem } from "@parley/feed";

// Learns the server's time from its answers.
export interface ObservesTime {
    observe(instant: number): void;
}

type Named = keyof Operations;

export type HttpCall = <K extends Named>(
    operation: K,
    args: Operations[K]["request"],
) => Promise<Operations[K]["reply"]>;

export function http_call(clock: ObservesTime, send: typeof fetch = (...args) => fetch(...args)): HttpCall {
    return async (operation, args) => {
        let answer: Response;
        try {
            answer = await send(`/api/v1/${operation}`, {
                method: "POST",
                credentials: "same-origin",
                headers: { "Content-Type": "application/json" },
                body: JSON.stringify(args),
            });
        } catch {
            throw new Problem("unreachable");
        }
        const date = answer.headers.get("Date");
        if (date) clock.observe(Date.parse(date));
        const body: unknown = await answer.json().catch(() => ({}));
        if (answer.ok) return body as never;
        const problem = to_problem(body);
        const retry_after = Number(answer.headers.get("Retry-After") ?? NaN);
        throw new Problem(
            problem.reason,
            problem.code,
            problem.detail,
            Number.isFinite(retry_after) ? retry_after : problem.retryAfter,
        );
    };
}
