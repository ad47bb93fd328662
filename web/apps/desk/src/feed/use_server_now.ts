import { useSecond } from "@parley/ui";
import { useDesk } from "../app/desk_context";

// The server's time, renewed each second: for waits, timers and countdowns.
export function useServerNow(): number {
    return useSecond() + useDesk().clock.offset;
}
