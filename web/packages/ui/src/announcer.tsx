// Two live regions of the page: polite waits for a pause, assertive interrupts. A repeated text is
// told apart by a trailing space, so that it is read again.
import type { CSSProperties, ReactNode } from "react";
import { Store, useStore } from "./store";

export class Announcer {
    readonly polite = new Store("");
    readonly assertive = new Store("");

    say(text: string): void {
        this.polite.update((before) => (before === text ? `${text}\u00a0` : text));
    }

    interrupt(text: string): void {
        this.assertive.update((before) => (before === text ? `${text}\u00a0` : text));
    }
}

export const visually_hidden: CSSProperties = {
    position: "absolute",
    width: "1px",
    height: "1px",
    margin: "-1px",
    padding: 0,
    overflow: "hidden",
    clip: "rect(0 0 0 0)",
    whiteSpace: "nowrap",
    border: 0,
};

export function LiveRegions({ announcer }: { announcer: Announcer }): ReactNode {
    return (
        <div style={visually_hidden}>
            <div aria-live="polite">{useStore(announcer.polite)}</div>
            <div aria-live="assertive">{useStore(announcer.assertive)}</div>
        </div>
    );
}
