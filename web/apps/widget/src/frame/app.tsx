import { Component } from "preact";
import type { View } from "./view";
import { Composer, default_maximum } from "./composer";
import { Icon } from "./icons";
import { MessageLog } from "./message_log";
import { StartForm } from "./start_form";
import type { Ui } from "./ui";

interface Part {
    view: View;
    ui: Ui;
}

function IconButton({
    icon,
    label,
    run,
}: {
    icon: Parameters<typeof Icon>[0]["name"];
    label: string;
    run: () => void;
}) {
    return (
        <button type="button" class="icon_button" onClick={run} aria-label={label} title={label}>
            <Icon name={icon} />
        </button>
    );
}

function Header({ view, ui, ask_end }: Part & { ask_end: () => void }) {
    const { chat, texts, minimise } = ui;
    const { t } = texts;
    const { phase, config, conversation, ended } = view;
    const agent = conversation?.agent_name;
    const may_end = (phase === "chat" && conversation && !ended) || phase === "starting";
    // The subtitle promises an answer.
    const is_there =
        (conversation ?? config)?.availability === "available" || conversation?.state === "active";
    return (
        <header>
            <div class="titles">
                <h1 dir="auto">{config?.title || t("chat")}</h1>
                <p dir="auto">
                    {!ended &&
                        (agent
                            ? t("with_agent", { name: agent })
                            : is_there && phase !== "unavailable" && config?.subtitle)}
                </p>
            </div>
            {phase === "chat" && (
                <IconButton
                    icon={view.sound ? "sound_on" : "sound_off"}
                    label={t(view.sound ? "sound_off" : "sound_on")}
                    run={() => (chat.sound = !view.sound)}
                />
            )}
            <IconButton icon="minimise" label={t("minimise")} run={minimise} />
            {may_end && <IconButton icon="end" label={t("end_chat")} run={ask_end} />}
        </header>
    );
}

function Confirm({ ui, done }: { ui: Ui; done: (end: boolean) => void }) {
    const { t } = ui.texts;
    return (
        <div class="cover">
            <div
                class="confirm"
                role="alertdialog"
                aria-modal="true"
                aria-labelledby="question"
                aria-describedby="explained"
            >
                <h2 id="question">{t("end_question")}</h2>
                {ui.shelf.storage && <p id="explained">{t("end_explained")}</p>}
                <div class="buttons">
                    <button type="button" class="secondary" id="stay" onClick={() => done(false)}>
                        {t("end_no")}
                    </button>
                    <button type="button" class="primary" onClick={() => done(true)}>
                        {t("end_yes")}
                    </button>
                </div>
            </div>
        </div>
    );
}

// Who is (not) there, while nobody has answered yet.
function Waiting({ view, ui }: Part) {
    const conversation = view.conversation;
    if (!conversation || view.ended || conversation.agent_name) return null;
    const is_offered = conversation.state === "active";
    return (
        <p class="waiting" role="status">
            {ui.texts.t(`waiting_${is_offered ? "available" : conversation.availability}`)}
        </p>
    );
}

function Conversation({ view, ui }: Part) {
    const { t } = ui.texts;
    if (!view.conversation) return <p class="centre">{t("loading")}</p>;
    return (
        <>
            <MessageLog key={view.conversation.id} view={view} ui={ui} />
            <Waiting view={view} ui={ui} />
            {view.notice && (
                <p class="notice" role="alert">
                    {t(view.notice)}
                </p>
            )}
            {view.ended ? (
                <div class="ended" role="status">
                    <p>{t("ended")}</p>
                    <button
                        type="button"
                        class="primary main_field"
                        onClick={() => ui.chat.new_chat()}
                    >
                        {t("new_chat")}
                    </button>
                </div>
            ) : (
                <Composer
                    maximum={view.config?.message_characters_max ?? default_maximum}
                    ui={ui}
                />
            )}
        </>
    );
}

function Body({ view, ui }: Part) {
    const { t } = ui.texts;
    switch (view.phase) {
        case "loading":
            return <p class="centre">{t("loading")}</p>;
        case "unavailable":
            return (
                <div class="centre" role="alert">
                    <h2>{t("unavailable_title")}</h2>
                    <p>{t("unavailable_text")}</p>
                    <button
                        type="button"
                        class="primary main_field"
                        onClick={() => void ui.chat.load()}
                    >
                        {t("try_again")}
                    </button>
                </div>
            );
        case "form":
            return <StartForm view={view} ui={ui} />;
        case "starting":
            return (
                <div class="centre" role="status">
                    <p>{t(view.net === "offline" ? "start_offline" : "starting")}</p>
                    <button
                        type="button"
                        class="secondary main_field"
                        onClick={() => ui.chat.cancel_start()}
                    >
                        {t("cancel")}
                    </button>
                </div>
            );
        case "chat":
            return <Conversation view={view} ui={ui} />;
    }
}

// Where writing or the next step happens.
export function focus_main(): void {
    document.querySelector<HTMLElement>(".main_field")?.focus();
}

function screen_of(view: View): string {
    return `${view.phase} ${view.conversation?.id} ${view.ended}`;
}

function is_asking({ view, asking }: State): boolean {
    return asking !== undefined && asking === view.conversation?.id && !view.ended;
}

interface State {
    view: View;
    asking: number | undefined; // whether to end this conversation
}

export class App extends Component<{ ui: Ui }, State> {
    override state: State = { view: this.props.ui.chat.view, asking: undefined };
    #unsubscribe: (() => void) | undefined;

    override componentDidMount(): void {
        const { chat } = this.props.ui;
        this.#unsubscribe = chat.subscribe(() => this.setState({ view: chat.view }));
        this.setState({ view: chat.view });
        document.addEventListener("keydown", this.#escape);
    }

    override componentWillUnmount(): void {
        this.#unsubscribe?.();
        document.removeEventListener("keydown", this.#escape);
    }

    override componentDidUpdate(_before: unknown, before: State): void {
        if (is_asking(this.state) && !is_asking(before)) document.getElementById("stay")?.focus();
        // What had the focus has gone with what was shown before.
        else if (
            screen_of(this.state.view) !== screen_of(before.view) &&
            document.activeElement === document.body &&
            document.hasFocus()
        )
            focus_main();
    }

    readonly #escape = (event: KeyboardEvent) => {
        if (event.key !== "Escape" || event.isComposing) return;
        if (is_asking(this.state)) this.#done(false);
        else this.props.ui.minimise();
    };

    #done(end: boolean): void {
        this.setState({ asking: undefined }, focus_main);
        if (end) this.props.ui.chat.end();
    }

    override render() {
        const { ui } = this.props;
        const { view } = this.state;
        const { t } = ui.texts;
        const asking = is_asking(this.state);
        const ask_end = () =>
            view.phase === "starting"
                ? ui.chat.cancel_start()
                : this.setState({ asking: view.conversation?.id });
        return (
            <div class="panel">
                <div class="everything" inert={asking}>
                    <Header view={view} ui={ui} ask_end={ask_end} />
                    {view.phase === "chat" && view.net !== "ok" && (
                        <p class="net" role="status">
                            {t(view.net === "offline" ? "net_offline" : "net_connecting")}
                        </p>
                    )}
                    <main>
                        <Body view={view} ui={ui} />
                    </main>
                </div>
                {asking && <Confirm ui={ui} done={(end) => this.#done(end)} />}
            </div>
        );
    }
}
