// A button for an action of the table: its words, its shortcut (shown on hover, told to screen
// readers), its rule of when it may be pressed.
import { forwardRef } from "react";
import { Button, type ButtonProps } from "@fluentui/react-components";
import { useStore } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "../app/desk_context";
import { useFeed } from "../feed/use_feed";
import { action, desk_state } from "./actions";
import { aria_keys, key_caps } from "./keys";
import { action_label } from "./label";

type Props = Omit<ButtonProps, "id" | "onClick" | "as"> & { id: string; bare?: boolean };

export const ActionButton = forwardRef<HTMLButtonElement, Props>(function ActionButton(
    { id, bare = false, children, ...rest },
    ref,
) {
    const { t } = useTranslation();
    const desk = useDesk();
    const it = action(id);
    const pending = useStore(desk.pending);
    const allowed = useFeed(() => it.allowed(desk_state(desk)));
    const label = action_label(it, t);
    const title = it.shortcut ? `${label} (${key_caps(it.shortcut).join("+")})` : label;
    return (
        <Button
            {...(rest as ButtonProps)}
            ref={ref}
            title={title}
            {...(bare ? { "aria-label": label } : {})}
            {...(it.shortcut ? { "aria-keyshortcuts": aria_keys(it.shortcut) } : {})}
            disabled={!allowed || [...pending].some((name) => name.startsWith(pending_name(id)))}
            onClick={() => it.run(desk_state(desk))}
        >
            {bare ? undefined : (children ?? label)}
        </Button>
    );
});

const names: Record<string, string> = {
    "conversation.end": "end_conversation/",
    "conversation.close": "leave_conversation/",
    "conversation.pick": "pick_conversation/",
};

function pending_name(id: string): string {
    return names[id] ?? `no operation of ${id}`;
}
