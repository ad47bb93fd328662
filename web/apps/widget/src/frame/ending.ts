// Saying that the chat is over, until the server has answered: who says so need not wait for the
// network.
import { to_problem, type ClockLike, type Feed, type Problem } from "@parley/feed";
import { chat_times } from "./options";

// `feed` is asked before each attempt; undefined gives up. Resolves with why it was refused.
export async function say_end(
    conversation: number,
    clock: ClockLike,
    feed: () => Feed | undefined,
): Promise<Problem | undefined> {
    for (let current = feed(); current; current = feed())
        try {
            await current.request("end_conversation", {
                conversation,
                client_id: `end-${conversation}`,
            });
            return undefined;
        } catch (error) {
            const problem = to_problem(error);
            if (problem.code !== "unavailable") return problem;
            await new Promise<void>((resolve) =>
                clock.setTimeout(resolve, chat_times.end_again_ms),
            );
        }
    return undefined;
}
