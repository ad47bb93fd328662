import { describe, expect, it } from "vitest";
import { text_max, type Context } from "../protocol";
import { PageStorage } from "./page_storage";

function storage(values: Context = {}) {
    const told: Context[] = [];
    return { told, kept: new PageStorage(values, (change) => told.push(change)) };
}

describe("what the page keeps for the frame", () => {
    it("begins with what the page had and tells it every change", () => {
        const { told, kept } = storage({ visitor: "v", draft: "half a sent" });
        expect([kept.length, kept.key(0), kept.key(2)]).toEqual([2, "visitor", null]);
        expect([kept.getItem("draft"), kept.getItem("name")]).toEqual(["half a sent", null]);
        kept.setItem("draft", "a whole sentence");
        kept.removeItem("draft");
        kept.removeItem("draft");
        expect(kept.getItem("draft")).toBeNull();
        expect(told).toEqual([{ draft: "a whole sentence" }, { draft: "" }]);
    });

    it("says what another tab has kept or removed, and does not tell that one back", () => {
        const { told, kept } = storage({ visitor: "v" });
        const heard: unknown[] = [];
        kept.take({ visitor: "", "outbox/1": "{}" }, (key, value) => {
            expect(kept.getItem(key)).toBe(value);
            heard.push([key, value]);
        });
        expect(heard).toEqual([
            ["visitor", null],
            ["outbox/1", "{}"],
        ]);
        expect(told).toEqual([]);
    });

    it("refuses what the page would not take, and then keeps nothing older either", () => {
        const { told, kept } = storage();
        kept.setItem("draft", "x".repeat(text_max));
        expect(() => kept.setItem("draft", "x".repeat(text_max + 1))).toThrow(RangeError);
        expect(kept.getItem("draft")).toBeNull();
        expect(told.at(-1)).toEqual({ draft: "" });
    });
});
