// The log keeps its place: at the bottom it follows, scrolled up it stays and says how many are
// new, and what is loaded above pushes nothing down.
import { Component } from "preact";
import type { View } from "./view";
import { Bubble } from "./bubble";
import { entries, type Entry } from "./entries";
import { Icon } from "./icons";
import type { Ui } from "./ui";

interface Props {
    view: View;
    ui: Ui;
}

interface Place {
    height: number;
    top: number;
    was_at_bottom: boolean;
}

const near_px = 48;
const older_px = 80;

export class MessageLog extends Component<Props, { seen_seq: number; is_at_bottom: boolean }> {
    override state = { seen_seq: 0, is_at_bottom: true };
    #log: HTMLDivElement | null = null;

    override componentDidMount(): void {
        this.#to_bottom();
        window.addEventListener("resize", this.#resized);
    }

    override componentWillUnmount(): void {
        window.removeEventListener("resize", this.#resized);
    }

    // The keyboard of a phone came or went.
    readonly #resized = () => this.state.is_at_bottom && this.#to_bottom();

    override getSnapshotBeforeUpdate(): Place {
        const log = this.#log!;
        return {
            height: log.scrollHeight,
            top: log.scrollTop,
            was_at_bottom: this.state.is_at_bottom,
        };
    }

    override componentDidUpdate(before: Props, _state: unknown, place: Place): void {
        const log = this.#log!;
        const view = this.props.view;
        if (before.view === view) return;
        const first = view.messages[0]?.seq ?? 0;
        const has_older_now = first < (before.view.messages[0]?.seq ?? 0);
        const wrote = view.unsent.length > before.view.unsent.length;
        if (wrote || place.was_at_bottom) this.#to_bottom();
        else if (has_older_now) log.scrollTop = place.top + log.scrollHeight - place.height;
    }

    #to_bottom(): void {
        const log = this.#log;
        if (log) log.scrollTop = log.scrollHeight;
        this.#look();
    }

    readonly #look = () => {
        const log = this.#log;
        if (!log) return;
        const is_at_bottom = log.scrollHeight - log.scrollTop - log.clientHeight < near_px;
        const last = this.props.view.messages.at(-1)?.seq ?? 0;
        const seen_seq = is_at_bottom ? last : this.state.seen_seq;
        if (is_at_bottom !== this.state.is_at_bottom || seen_seq !== this.state.seen_seq)
            this.setState({ is_at_bottom, seen_seq });
        this.props.ui.at_bottom(is_at_bottom);
        if (log.scrollTop < older_px && !is_at_bottom && this.props.view.has_older)
            void this.props.ui.chat.load_older();
    };

    #new_count(): number {
        if (this.state.is_at_bottom) return 0;
        return this.props.view.messages.filter(
            (m) => m.seq > this.state.seen_seq && m.author === "agent",
        ).length;
    }

    override render() {
        const { view, ui } = this.props;
        const { t } = ui.texts;
        const count = this.#new_count();
        return (
            <div class="log_frame">
                <div
                    class="log"
                    ref={(log) => {
                        this.#log = log;
                    }}
                    onScroll={this.#look}
                    role="log"
                    aria-live="polite"
                    aria-relevant="additions"
                    aria-busy={view.loading_older}
                    aria-label={t("messages")}
                    tabIndex={0}
                >
                    {view.has_older && (
                        <button
                            type="button"
                            class="text older"
                            disabled={view.loading_older}
                            onClick={() => void ui.chat.load_older()}
                        >
                            {t(view.loading_older ? "loading_older" : "load_older")}
                        </button>
                    )}
                    {entries(view).map((entry) => this.#entry(entry))}
                </div>
                <div class="typing" role="status">
                    {view.typing !== undefined && (
                        <>
                            <span class="dots" aria-hidden="true">
                                <i />
                                <i />
                                <i />
                            </span>
                            <span>{t("typing", { name: view.typing || t("someone") })}</span>
                        </>
                    )}
                </div>
                {!this.state.is_at_bottom && (
                    <button type="button" class="newest" onClick={() => this.#to_bottom()}>
                        <Icon name="down" />
                        {count > 0 ? (
                            t("new_messages", { count })
                        ) : (
                            <span class="unseen">{t("to_newest")}</span>
                        )}
                    </button>
                )}
            </div>
        );
    }

    #entry(entry: Entry) {
        const { ui } = this.props;
        const { t } = ui.texts;
        if (entry.kind === "time")
            return (
                <div class="time" key={entry.key}>
                    <time dateTime={new Date(entry.at).toISOString()}>
                        {ui.texts.moment(entry.at, Date.now())}
                    </time>
                </div>
            );
        if (entry.kind === "bubble") return <Bubble key={entry.key} entry={entry} ui={ui} />;
        if (entry.line === "none") return null;
        return (
            <div class="system" key={entry.key}>
                {t(entry.line, { name: entry.name || t("someone") })}
            </div>
        );
    }
}
