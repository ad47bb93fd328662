// Operations over HTTP, for what happens before there is a feed. Rejects with a Problem, also when
// the network does.
import type { Operations } from "@parley/api";
import { Problem, to_problem } from "@parley/feed";

export type Call = <K extends keyof Operations>(
    op: K,
    args: Operations[K]["request"],
    token?: string,
) => Promise<Operations[K]["reply"]>;

const answer_ms = 15_000;

export function http_calls(base: string): Call {
    return async (op, args, token) => {
        let answer: Response;
        let body: unknown;
        try {
            answer = await fetch(base + op, {
                method: "POST",
                headers: {
                    "content-type": "application/json",
                    ...(token ? { authorization: `Bearer ${token}` } : {}),
                },
                body: JSON.stringify(args),
                credentials: "omit",
                signal: AbortSignal.timeout(answer_ms),
            });
            body = await answer.json();
        } catch (error) {
            throw new Problem("disconnected", "unavailable", String(error));
        }
        if (!answer.ok) throw to_problem(body);
        return body as never;
    };
}
