import { Component } from "preact";
import { limits } from "@parley/api";
import { Icon } from "./icons";
import { characters, sendable } from "./text";
import type { Ui } from "./ui";

export const default_maximum = limits.message_characters_max;
const warn_below = 500;

export function Counter({ left, ui }: { left: number; ui: Ui }) {
    if (left >= warn_below) return null;
    const { t } = ui.texts;
    return (
        <div class={left < 0 ? "counter bad" : "counter"} role={left < 0 ? "alert" : undefined}>
            {left < 0 ? t("over", { count: -left }) : t("left", { count: left })}
        </div>
    );
}

// A text area that is as high as its words, up to what the style allows.
export function grow(area: HTMLTextAreaElement | null): void {
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}

// Enter sends, also the enter key of a phone's keyboard; Shift+Enter and the Enter that ends the
// choice of a Japanese word do not.
export function is_send_key(event: KeyboardEvent): boolean {
    return event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}

export function characters_left(text: string, maximum: number): number {
    return maximum - characters(sendable(text));
}

// What is written and not sent is kept over a reload.
export class Composer extends Component<{ maximum: number; ui: Ui }, { text: string }> {
    override state = { text: this.props.ui.shelf.get("draft") ?? "" };
    #box: HTMLTextAreaElement | null = null;

    override componentDidMount(): void {
        grow(this.#box);
    }

    override componentDidUpdate(): void {
        grow(this.#box);
    }

    #change(text: string): void {
        this.setState({ text });
        this.props.ui.shelf.set("draft", text || undefined);
        this.props.ui.chat.typed(text);
    }

    #send(event: Event): void {
        event.preventDefault();
        const { text } = this.state;
        if (characters_left(text, this.props.maximum) >= 0 && this.props.ui.chat.send(text))
            this.#change("");
        this.#box?.focus();
    }

    override render() {
        const { maximum, ui } = this.props;
        const { t } = ui.texts;
        const { text } = this.state;
        const left = characters_left(text, maximum);
        return (
            <form class="composer" onSubmit={(event) => this.#send(event)}>
                <Counter left={left} ui={ui} />
                <div class="row">
                    <textarea
                        ref={(box) => {
                            this.#box = box;
                        }}
                        class="main_field"
                        rows={1}
                        dir="auto"
                        value={text}
                        placeholder={t("write")}
                        aria-label={t("write")}
                        aria-invalid={left < 0}
                        onInput={(event) => this.#change(event.currentTarget.value)}
                        onKeyDown={(event) => is_send_key(event) && this.#send(event)}
                    />
                    <button
                        type="submit"
                        class="send"
                        disabled={left < 0 || sendable(text) === ""}
                        aria-label={t("send")}
                        title={t("send")}
                    >
                        <Icon name="send" />
                    </button>
                </div>
            </form>
        );
    }
}
