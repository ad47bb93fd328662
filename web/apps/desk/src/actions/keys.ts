// Shortcuts as text ("Alt+A", "Ctrl+K", "F6", "?"). Letters and digits with Alt or Ctrl go by their
// place on the keyboard, so that they work under every layout; others by the character they make.
// Ctrl means Command on a Mac.

export interface KeyPress {
    key: string;
    code: string;
    altKey: boolean;
    ctrlKey: boolean;
    metaKey: boolean;
    shiftKey: boolean;
}

interface Shortcut {
    alt: boolean;
    ctrl: boolean;
    shift: boolean;
    key: string;
}

export function parse_shortcut(text: string): Shortcut {
    const steps = text.split("+");
    const key = steps.pop() ?? "";
    return {
        alt: steps.includes("Alt"),
        ctrl: steps.includes("Ctrl"),
        shift: steps.includes("Shift"),
        key,
    };
}

export function is_pressed(text: string, press: KeyPress): boolean {
    const wanted = parse_shortcut(text);
    if (wanted.alt !== press.altKey) return false;
    if (wanted.ctrl !== (press.ctrlKey || press.metaKey)) return false;
    const character = wanted.key.length === 1 && !wanted.alt && !wanted.ctrl;
    if (character) return press.key === wanted.key;
    if (wanted.shift !== press.shiftKey) return false;
    if (/^[A-Z]$/.test(wanted.key)) return press.code === `Key${wanted.key}`;
    if (/^[0-9]$/.test(wanted.key)) return press.code === `Digit${wanted.key}` || press.code === `Numpad${wanted.key}`;
    return press.key === wanted.key;
}

// Plain characters belong to whoever is writing.
export function needs_free_hands(text: string): boolean {
    const { alt, ctrl, key } = parse_shortcut(text);
    return !alt && !ctrl && key.length === 1;
}

export function is_writing(target: EventTarget | null): boolean {
    return (
        target instanceof HTMLElement &&
        (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
    );
}

const symbols: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓" };

// The caps to show, one by one.
export function key_caps(text: string): string[] {
    return text === "+" ? ["+"] : text.split("+").map((each) => symbols[each] ?? each);
}

// For aria-keyshortcuts.
export function aria_keys(text: string): string {
    return text.replaceAll("Ctrl", "Control");
}
