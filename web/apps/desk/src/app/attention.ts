// Is the agent looking at this window? Visible alone is not enough: a window beside another one is
// visible and unattended. Playing safe, both must hold.
import { Store } from "@parley/ui";

function looking(): boolean {
    return document.visibilityState === "visible" && document.hasFocus();
}

export class Attention extends Store<boolean> {
    readonly #look = () => this.set(looking());

    constructor() {
        super(looking());
        document.addEventListener("visibilitychange", this.#look);
        window.addEventListener("focus", this.#look);
        window.addEventListener("blur", this.#look);
    }

    stop(): void {
        document.removeEventListener("visibilitychange", this.#look);
        window.removeEventListener("focus", this.#look);
        window.removeEventListener("blur", this.#look);
    }
}
