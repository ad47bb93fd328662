// Everything that may be done now, and the own conversations, found by typing.
import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { DialogBody, DialogContent, DialogTitle, Input, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { actions, desk_state } from "../../actions/actions";
import { action_label } from "../../actions/label";
import { useDesk } from "../../app/desk_context";
import { customer_name } from "../../app/names";
import { KeyCaps } from "./key_caps";

const useStyles = makeStyles({
    content: { display: "grid", gap: tokens.spacingVerticalS },
    list: { listStyleType: "none", margin: 0, padding: 0, maxHeight: "340px", overflowY: "auto" },
    option: {
        display: "flex",
        justifyContent: "space-between",
        alignItems: "center",
        padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
        borderRadius: tokens.borderRadiusMedium,
        cursor: "pointer",
    },
    chosen: { backgroundColor: tokens.colorNeutralBackground1Selected, outline: `1px solid ${tokens.colorNeutralStroke1Selected}`, outlineOffset: "-1px" },
});

interface Entry {
    id: string;
    label: string;
    shortcut?: string | undefined;
    run: () => void;
}

export function CommandPalette({ close }: { close: () => void }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const list_id = useId();
    const [query, set_query] = useState("");
    const [choice, set_choice] = useState(0);
    const state = desk_state(desk);
    const entries: Entry[] = [
        ...state.sessions.map((each, index) => ({
            id: `conversation/${each.id}`,
            label: customer_name(each, t),
            shortcut: index < 9 ? `Alt+${index + 1}` : undefined,
            run: () => desk.selection.conversation(each.id),
        })),
        ...actions
            .filter((each) => !each.hidden && each.allowed(state))
            .map((each) => ({
                id: each.id,
                label: action_label(each, t),
                shortcut: each.shortcut,
                run: () => each.run(desk_state(desk)),
            })),
    ];
    const wanted = query.trim().toLocaleLowerCase();
    const found = entries.filter((each) => each.label.toLocaleLowerCase().includes(wanted));
    const chosen = Math.min(choice, found.length - 1);
    const run = (entry: Entry | undefined) => {
        if (!entry) return;
        close();
        entry.run();
    };
    const on_key = (event: KeyboardEvent) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") {
            event.preventDefault();
            run(found[chosen]);
        } else if (found.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
            event.preventDefault();
            set_choice((chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
        }
    };
    return (
        <DialogBody>
            <DialogTitle>{t("action.palette")}</DialogTitle>
            <DialogContent className={styles.content}>
                <Input
                    autoFocus
                    role="combobox"
                    aria-expanded
                    aria-controls={list_id}
                    aria-activedescendant={chosen >= 0 ? `${list_id}-${chosen}` : undefined}
                    aria-label={t("palette.search")}
                    placeholder={t("palette.search")}
                    value={query}
                    onChange={(_, data) => {
                        set_query(data.value);
                        set_choice(0);
                    }}
                    onKeyDown={on_key}
                />
                <ul className={styles.list} role="listbox" id={list_id} aria-label={t("action.palette")}>
                    {found.map((entry, index) => (
                        <li
                            key={entry.id}
                            id={`${list_id}-${index}`}
                            role="option"
                            aria-selected={index === chosen}
                            className={mergeClasses(styles.option, index === chosen && styles.chosen)}
                            onMouseMove={() => set_choice(index)}
                            onClick={() => run(entry)}
                        >
                            <span>{entry.label}</span>
                            {entry.shortcut && <KeyCaps shortcut={entry.shortcut} />}
                        </li>
                    ))}
                </ul>
                {found.length === 0 && <p role="status">{t("palette.nothing")}</p>}
            </DialogContent>
        </DialogBody>
    );
}
