// One tick a second for everything on the page that shows a running time; no tick while nothing does.
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
const tick = { second: Math.floor(Date.now() / 1000), timer: 0 };

function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    tick.second = Math.floor(Date.now() / 1000);
    if (tick.timer === 0)
        tick.timer = window.setInterval(() => {
            tick.second = Math.floor(Date.now() / 1000);
            for (const each of [...listeners]) each();
        }, 1000);
    return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
            window.clearInterval(tick.timer);
            tick.timer = 0;
        }
    };
}

// Local milliseconds, whole seconds; renders again each second.
export function useSecond(): number {
    return useSyncExternalStore(subscribe, () => tick.second) * 1000;
}
