import { describe, expect, it } from "vitest";
import { best_language, direction } from "./language";
import { read_frame_message, read_host_message, sealed, type Init } from "./protocol";

const init: Init = {
    type: "init",
    widget: "demo",
    page: "https://a",
    device: "desktop",
    context: {},
    open: false,
    focused: true,
};

describe("messages between page and frame", () => {
    it("arrive as they were sent", () => {
        expect(read_host_message(sealed(init))).toMatchObject(init);
        expect(read_host_message(sealed({ type: "open", by_user: true }))).toBeDefined();
        expect(read_frame_message(sealed({ type: "unread", count: 3 }))).toMatchObject({
            count: 3,
        });
        const values = { visitor: "token", draft: "" };
        const with_kept = { ...init, kept: values };
        expect(read_host_message(sealed(with_kept))).toMatchObject(with_kept);
        expect(read_host_message(sealed({ type: "kept", values }))).toMatchObject({ values });
        expect(read_frame_message(sealed({ type: "keep", values }))).toMatchObject({ values });
    });

    it("are dropped when unsealed, unknown or malformed", () => {
        const wrong: unknown[] = [
            null,
            "open",
            7,
            [],
            { type: "open", by_user: true },
            { parley: "parley:1" },
            { parley: "parley:1", type: "toString" },
            { parley: "parley:1", type: "__proto__" },
            { parley: "parley:1", type: "open", by_user: "yes" },
            { ...sealed(init), context: { a: 1 } },
            { ...sealed(init), context: null },
            { ...sealed(init), page: "x".repeat(30_000) },
            { ...sealed(init), widget: undefined },
            { ...sealed(init), kept: "all" },
            { ...sealed(init), kept: { visitor: 5 } },
            { parley: "parley:1", type: "kept", values: null },
            { parley: "parley:1", type: "start", text: 5 },
            { parley: "parley:1", type: "availability", id: -1 },
        ];
        for (const each of wrong)
            expect(read_host_message(each), JSON.stringify(each)?.slice(0, 80)).toBeUndefined();
        const wrong_from_frame: unknown[] = [
            { parley: "parley:1", type: "unread", count: "3" },
            { parley: "parley:1", type: "unread", count: -1 },
            { parley: "parley:1", type: "keep" },
            { parley: "parley:1", type: "keep", values: { draft: "x".repeat(30_000) } },
            { parley: "parley:1", type: "event", name: "ready", detail: {} },
            { parley: "parley:1", type: "event", name: "error", detail: null },
            sealed(init),
        ];
        for (const each of wrong_from_frame)
            expect(read_frame_message(each), JSON.stringify(each)).toBeUndefined();
    });
});

describe("language and direction", () => {
    it("takes the first wish we have, by its base", () => {
        expect(best_language(["fr", "de-AT", "ja"])).toBe("de");
        expect(best_language([undefined, ""])).toBe("en");
    });

    it("runs from right to left where the page says so or its language does", () => {
        expect(direction("rtl", "de")).toBe("rtl");
        expect(direction("ltr", "ar")).toBe("ltr");
        expect(direction(undefined, "he-IL")).toBe("rtl");
        expect(direction("sideways", "arn")).toBe("ltr");
    });
});
