import { Component } from "preact";
import type { Entry } from "./entries";
import type { Ui } from "./ui";
import { Words } from "./words";

type BubbleEntry = Extract<Entry, { kind: "bubble" }>;

// Drawn again only when something of its own has changed: a long chat stays quick to write in.
export class Bubble extends Component<{ entry: BubbleEntry; ui: Ui }> {
    override shouldComponentUpdate(next: { entry: BubbleEntry; ui: Ui }): boolean {
        const [a, b] = [this.props.entry, next.entry];
        return (
            next.ui.texts !== this.props.ui.texts ||
            a.text !== b.text ||
            a.name !== b.name ||
            a.shows_name !== b.shows_name ||
            a.status !== b.status ||
            a.own !== b.own
        );
    }

    override render() {
        const { entry, ui } = this.props;
        const { t } = ui.texts;
        const { own, name, status } = entry;
        return (
            <div class={own ? "line own" : "line"}>
                {entry.shows_name && (
                    <div class="name" aria-hidden="true" dir="auto">
                        {name}
                    </div>
                )}
                <div class={status === "failed" ? "bubble failed" : "bubble"}>
                    <span class="unseen">
                        {own ? `${t("you")}: ` : `${t("says", { name: name || t("someone") })} `}
                    </span>
                    <span dir="auto" class="words">
                        <Words text={entry.text} hint={t("opens_new_tab")} />
                    </span>
                </div>
                {status && this.#status(status)}
            </div>
        );
    }

    #status(status: NonNullable<BubbleEntry["status"]>) {
        const { entry, ui } = this.props;
        const { t } = ui.texts;
        const client_id = entry.client_id ?? "";
        if (status !== "failed") return <div class="status">{t(status)}</div>;
        return (
            <div class="status bad">
                <span role="alert">{t("failed")}</span>
                <button type="button" class="text" onClick={() => ui.chat.retry(client_id)}>
                    {t("retry")}
                </button>
                <button type="button" class="text" onClick={() => ui.chat.discard(client_id)}>
                    {t("discard")}
                </button>
            </div>
        );
    }
}
