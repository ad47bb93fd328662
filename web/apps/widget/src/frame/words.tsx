// The words as text nodes; addresses as links as soon as what finds them is there; nothing else
// is interpreted.
import { Component } from "preact";

let Links: typeof import("./links").Links | undefined;

export class Words extends Component<{ text: string; hint: string }> {
    override componentDidMount(): void {
        if (!Links && this.#has_address()) void this.#load();
    }

    #has_address(): boolean {
        return /:\/\/|www\.|@/i.test(this.props.text);
    }

    // Without the network the address stays text.
    async #load(): Promise<void> {
        ({ Links } = await import("./links").catch(() => ({ Links: undefined })));
        this.forceUpdate();
    }

    override render() {
        return Links && this.#has_address() ? <Links {...this.props} /> : <>{this.props.text}</>;
    }
}
