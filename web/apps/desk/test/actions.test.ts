import { describe, expect, it } from "vitest";
import { actions } from "../src/actions/actions";
import { is_pressed, key_caps, needs_free_hands, type KeyPress } from "../src/actions/keys";

const press = (part: Partial<KeyPress>): KeyPress => ({
    key: "",
    code: "",
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    ...part,
});

describe("actions", () => {
    it("have ids and shortcuts of their own", () => {
        const ids = actions.map((each) => each.id);
        expect(new Set(ids).size).toBe(ids.length);
        const shortcuts = actions.flatMap((each) => each.shortcut ?? []);
        expect(new Set(shortcuts).size).toBe(shortcuts.length);
        expect(shortcuts.length).toBeGreaterThan(20);
    });

    it("leave to the browser what it never gives away", () => {
        for (const taken of ["Ctrl+N", "Ctrl+T", "Ctrl+W", "Alt+F4", "Alt+Tab"])
            expect(actions.map((each) => each.shortcut)).not.toContain(taken);
    });

    it("take letters by their place, so that they work under a Russian layout", () => {
        expect(is_pressed("Alt+A", press({ key: "ф", code: "KeyA", altKey: true }))).toBe(true);
        expect(is_pressed("Alt+A", press({ key: "a", code: "KeyA" }))).toBe(false);
        expect(is_pressed("Alt+A", press({ key: "A", code: "KeyA", altKey: true, shiftKey: true }))).toBe(false);
    });

    it("take the question mark as the character, wherever it is on the keyboard", () => {
        expect(is_pressed("?", press({ key: "?", code: "Minus", shiftKey: true }))).toBe(true);
        expect(needs_free_hands("?")).toBe(true);
        expect(needs_free_hands("Alt+A")).toBe(false);
    });

    it("mean Command by Ctrl on a Mac", () => {
        expect(is_pressed("Ctrl+K", press({ key: "k", code: "KeyK", metaKey: true }))).toBe(true);
    });

    it("tell F6 and Shift+F6 apart", () => {
        expect(is_pressed("F6", press({ key: "F6", code: "F6", shiftKey: true }))).toBe(false);
        expect(is_pressed("Shift+F6", press({ key: "F6", code: "F6", shiftKey: true }))).toBe(true);
        expect(key_caps("Alt+ArrowUp")).toEqual(["Alt", "↑"]);
    });
});
