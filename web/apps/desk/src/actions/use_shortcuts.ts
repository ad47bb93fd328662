// Listens for all shortcuts at one place. While a dialog is open only the dialog has the keyboard.
import { useEffect } from "react";
import type { Desk } from "../app/desk";
import { actions, desk_state } from "./actions";
import { is_pressed, is_writing, needs_free_hands } from "./keys";

export function useShortcuts(desk: Desk): void {
    useEffect(() => {
        const on_key = (event: KeyboardEvent) => {
            if (event.defaultPrevented || event.isComposing || event.repeat) return;
            const pressed = actions.find((each) => each.shortcut && is_pressed(each.shortcut, event));
            if (!pressed) return;
            if (needs_free_hands(pressed.shortcut!) && is_writing(event.target)) return;
            const state = desk_state(desk);
            if (state.dialog_open) return;
            // Also when it is not allowed now: Alt+D must not jump to the address bar by surprise.
            event.preventDefault();
            if (pressed.allowed(state)) pressed.run(state);
        };
        window.addEventListener("keydown", on_key);
        return () => window.removeEventListener("keydown", on_key);
    }, [desk]);
}
