// Short messages that go away by themselves: what happened elsewhere, what did not work.
import { Store } from "@parley/ui";

export type NoticeKind = "info" | "success" | "warning" | "error";

export interface Notice {
    id: number;
    kind: NoticeKind;
    text: string;
}

const shown_ms: Record<NoticeKind, number> = { info: 6_000, success: 4_000, warning: 8_000, error: 10_000 };
const shown_max = 4;

export class Notices extends Store<readonly Notice[]> {
    #last = 0;

    constructor() {
        super([]);
    }

    show(kind: NoticeKind, text: string): void {
        const id = ++this.#last;
        this.update((before) => [...before.filter((each) => each.text !== text), { id, kind, text }].slice(-shown_max));
        setTimeout(() => this.dismiss(id), shown_ms[kind]);
    }

    dismiss(id: number): void {
        this.update((before) => before.filter((each) => each.id !== id));
    }
}
