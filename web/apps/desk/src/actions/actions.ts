// All that can be done from the keyboard, once: buttons, shortcuts, the list of shortcuts and the
// command palette read this table and so agree.
import type { Conversation, Offer, PresenceKind } from "@parley/api";
import type { Desk } from "../app/desk";
import { conversation, offers, sessions, standing, type Standing } from "../feed/rows";
import { focus_next_region } from "./regions";

// What `allowed` and `run` decide on, taken from the rows at that moment.
export interface DeskState {
    desk: Desk;
    sessions: Conversation[];
    offers: Offer[];
    current?: Conversation; // selected
    standing?: Standing; // of current
    dialog_open: boolean;
}

export type ActionGroup = "offers" | "sessions" | "conversation" | "desk";

export interface Action {
    id: string;
    // A key of the catalogue under "action"; `number` fills it in for the nine sessions.
    label: ActionLabel;
    number?: number;
    group: ActionGroup;
    shortcut?: string;
    // Not in the palette: it would be the palette itself, or moving about.
    hidden?: boolean;
    allowed(state: DeskState): boolean;
    run(state: DeskState): void;
}

export type ActionLabel =
    | "accept"
    | "decline"
    | "look"
    | "home"
    | "session_n"
    | "previous"
    | "next"
    | "longest_wait"
    | "pick"
    | "end"
    | "close"
    | "compose"
    | "quick_reply"
    | "latest"
    | "panel"
    | "presence"
    | "presence_available"
    | "presence_busy"
    | "presence_do_not_disturb"
    | "presence_away"
    | "presence_offline"
    | "manage_quick_replies"
    | "change_password"
    | "logins"
    | "settings"
    | "shortcuts"
    | "palette"
    | "next_region"
    | "previous_region"
    | "sign_out";

export function desk_state(desk: Desk): DeskState {
    const selection = desk.selection.get();
    const current = selection.at === "conversation" ? conversation(desk.feed, selection.id) : undefined;
    return {
        desk,
        sessions: sessions(desk.feed),
        offers: offers(desk.feed),
        current,
        standing: current && standing(desk.feed, current),
        dialog_open: desk.dialog.get() !== null,
    };
}

// The offer that the shortcuts mean: the one on show, else the one that expires first.
export function meant_offer(state: DeskState): Offer | undefined {
    return state.offers.find((each) => each.conversation === state.current?.id) ?? state.offers[0];
}

function step(state: DeskState, by: 1 | -1): void {
    const stops = [0, ...state.sessions.map((each) => each.id)];
    const selection = state.desk.selection.get();
    const here = selection.at === "home" ? 0 : stops.indexOf(selection.id);
    const next = stops[(Math.max(here, 0) + by + stops.length) % stops.length]!;
    if (next === 0) state.desk.selection.home();
    else state.desk.selection.conversation(next);
}

function longest_waiting(state: DeskState): Conversation | undefined {
    return state.sessions
        .filter((each) => each.state === "active" && each.waits_since !== undefined)
        .sort((a, b) => a.waits_since! - b.waits_since!)[0];
}

const always = () => true;
const is_mine = (state: DeskState) => state.standing === "mine";
const is_held = (state: DeskState) => state.standing === "mine" || state.standing === "wrap_up";

function presence(kind: PresenceKind): Action {
    return {
        id: `presence.${kind}`,
        label: `presence_${kind}`,
        group: "desk",
        allowed: always,
        run: ({ desk }) => void desk.set_presence(kind),
    };
}

function session_n(number: number): Action {
    return {
        id: `go.session.${number}`,
        label: "session_n",
        number,
        group: "sessions",
        shortcut: `Alt+${number}`,
        hidden: true,
        allowed: (state) => state.sessions.length >= number,
        run: (state) => state.desk.selection.conversation(state.sessions[number - 1]!.id),
    };
}

export const actions: readonly Action[] = [
    {
        id: "offer.accept",
        label: "accept",
        group: "offers",
        shortcut: "Alt+A",
        allowed: (state) => meant_offer(state) !== undefined,
        run: (state) => void state.desk.accept(meant_offer(state)!.conversation),
    },
    {
        id: "offer.decline",
        label: "decline",
        group: "offers",
        shortcut: "Alt+D",
        allowed: (state) => meant_offer(state) !== undefined,
        run: (state) => void state.desk.decline(meant_offer(state)!.conversation),
    },
    {
        id: "offer.look",
        label: "look",
        group: "offers",
        shortcut: "Alt+L",
        allowed: (state) => meant_offer(state) !== undefined,
        run: (state) => state.desk.selection.conversation(meant_offer(state)!.conversation),
    },
    {
        id: "go.home",
        label: "home",
        group: "sessions",
        shortcut: "Alt+0",
        allowed: always,
        run: ({ desk }) => desk.selection.home(),
    },
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(session_n),
    {
        id: "go.previous",
        label: "previous",
        group: "sessions",
        shortcut: "Alt+ArrowUp",
        hidden: true,
        allowed: (state) => state.sessions.length > 0,
        run: (state) => step(state, -1),
    },
    {
        id: "go.next",
        label: "next",
        group: "sessions",
        shortcut: "Alt+ArrowDown",
        hidden: true,
        allowed: (state) => state.sessions.length > 0,
        run: (state) => step(state, 1),
    },
    {
        id: "go.longest_wait",
        label: "longest_wait",
        group: "sessions",
        shortcut: "Alt+N",
        allowed: (state) => longest_waiting(state) !== undefined,
        run: (state) => state.desk.selection.conversation(longest_waiting(state)!.id),
    },
    {
        id: "conversation.pick",
        label: "pick",
        group: "conversation",
        shortcut: "Alt+K",
        allowed: (state) => state.standing === "open",
        run: (state) => void state.desk.pick(state.current!.id),
    },
    {
        id: "conversation.compose",
        label: "compose",
        group: "conversation",
        shortcut: "Alt+C",
        allowed: is_mine,
        run: ({ desk }) => desk.handles.focus_composer?.(),
    },
    {
        id: "conversation.quick_reply",
        label: "quick_reply",
        group: "conversation",
        shortcut: "Alt+Q",
        allowed: is_mine,
        run: ({ desk }) => desk.handles.open_quick_replies?.(),
    },
    {
        id: "conversation.latest",
        label: "latest",
        group: "conversation",
        shortcut: "Alt+J",
        allowed: (state) => state.current !== undefined,
        run: ({ desk }) => desk.handles.jump_to_latest?.(),
    },
    {
        id: "conversation.panel",
        label: "panel",
        group: "conversation",
        shortcut: "Alt+I",
        allowed: (state) => state.current !== undefined,
        run: ({ desk }) => desk.handles.toggle_panel?.(),
    },
    {
        id: "conversation.end",
        label: "end",
        group: "conversation",
        shortcut: "Alt+E",
        allowed: is_mine,
        run: (state) => state.desk.ask_end(state.current!),
    },
    {
        id: "conversation.close",
        label: "close",
        group: "conversation",
        shortcut: "Alt+W",
        allowed: is_held,
        run: (state) => state.desk.ask_leave(state.current!),
    },
    {
        id: "desk.presence",
        label: "presence",
        group: "desk",
        shortcut: "Alt+P",
        allowed: always,
        run: ({ desk }) => desk.handles.open_presence?.(),
    },
    presence("available"),
    presence("busy"),
    presence("do_not_disturb"),
    presence("away"),
    presence("offline"),
    {
        id: "desk.quick_replies",
        label: "manage_quick_replies",
        group: "desk",
        allowed: always,
        run: ({ desk }) => desk.dialog.set({ ask: "quick_replies" }),
    },
    {
        id: "desk.change_password",
        label: "change_password",
        group: "desk",
        allowed: always,
        run: ({ desk }) => desk.dialog.set({ ask: "password" }),
    },
    {
        id: "desk.logins",
        label: "logins",
        group: "desk",
        allowed: always,
        run: ({ desk }) => desk.dialog.set({ ask: "logins" }),
    },
    {
        id: "desk.settings",
        label: "settings",
        group: "desk",
        shortcut: "Alt+S",
        allowed: always,
        run: ({ desk }) => desk.dialog.set({ ask: "settings" }),
    },
    {
        id: "desk.shortcuts",
        label: "shortcuts",
        group: "desk",
        shortcut: "?",
        allowed: always,
        run: ({ desk }) => desk.dialog.set({ ask: "shortcuts" }),
    },
    {
        id: "desk.palette",
        label: "palette",
        group: "desk",
        shortcut: "Ctrl+K",
        hidden: true,
        allowed: always,
        run: ({ desk }) => desk.dialog.set({ ask: "palette" }),
    },
    {
        id: "desk.next_region",
        label: "next_region",
        group: "desk",
        shortcut: "F6",
        hidden: true,
        allowed: always,
        run: () => focus_next_region(1),
    },
    {
        id: "desk.previous_region",
        label: "previous_region",
        group: "desk",
        shortcut: "Shift+F6",
        hidden: true,
        allowed: always,
        run: () => focus_next_region(-1),
    },
    {
        id: "desk.sign_out",
        label: "sign_out",
        group: "desk",
        allowed: always,
        run: ({ desk }) => desk.dialog.set({ ask: "sign_out" }),
    },
];

export function action(id: string): Action {
    const found = actions.find((each) => each.id === id);
    if (!found) throw new Error(`no action ${id}`);
    return found;
}
