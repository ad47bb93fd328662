import { Component } from "preact";
import { limits } from "@parley/api";
import { chat_times } from "./options";
import { characters_left, Counter, default_maximum, grow } from "./composer";
import { sendable } from "./text";
import type { Ui } from "./ui";
import type { View } from "./view";

// What is typed is kept over a reload; the composer goes on with it where a chat is there instead.
export class StartForm extends Component<{ view: View; ui: Ui }, { name: string; text: string }> {
    override state = {
        name: this.props.view.form.name,
        text: this.props.view.form.text || (this.props.ui.shelf.get("draft") ?? ""),
    };
    #box: HTMLTextAreaElement | null = null;
    #timer: unknown;

    override componentDidMount(): void {
        const { chat } = this.props.ui;
        grow(this.#box);
        chat.freshen();
        this.#timer = setInterval(
            () => document.visibilityState === "visible" && chat.freshen(),
            chat_times.refresh_ms,
        );
    }

    override componentDidUpdate(): void {
        grow(this.#box);
    }

    readonly #keep = () => {
        const { name, text } = this.state;
        this.props.ui.shelf.set("name", name || undefined);
        this.props.ui.shelf.set("draft", text || undefined);
    };

    override componentWillUnmount(): void {
        clearInterval(this.#timer as number);
    }

    override render() {
        const { view, ui } = this.props;
        const { t } = ui.texts;
        const { name, text } = this.state;
        const left = characters_left(text, view.config?.message_characters_max ?? default_maximum);
        const may_start = left >= 0 && sendable(text) !== "";
        const availability = view.config?.availability ?? "offline";
        return (
            <form
                class="start"
                onSubmit={(event) => {
                    event.preventDefault();
                    if (!may_start) return;
                    ui.shelf.set("draft", undefined);
                    ui.chat.start(name, text);
                }}
            >
                <p class={`presence ${availability}`} role="status">
                    <span class="dot" aria-hidden="true" />
                    {t(availability)}
                </p>
                {view.notice && (
                    <p class="notice" role="alert">
                        {t(view.notice)}
                    </p>
                )}
                <label>
                    {t("name_label")}
                    <input
                        type="text"
                        autocomplete="name"
                        dir="auto"
                        maxLength={limits.name_characters_max}
                        value={name}
                        onInput={(event) => this.setState({ name: event.currentTarget.value }, this.#keep)}
                    />
                </label>
                <label>
                    {t("message_label")}
                    <textarea
                        ref={(box) => {
                            this.#box = box;
                        }}
                        class="main_field"
                        rows={4}
                        dir="auto"
                        required
                        value={text}
                        aria-invalid={left < 0}
                        onInput={(event) => this.setState({ text: event.currentTarget.value }, this.#keep)}
                    />
                </label>
                <Counter left={left} ui={ui} />
                <button type="submit" class="primary" disabled={!may_start}>
                    {t("start")}
                </button>
            </form>
        );
    }
}
