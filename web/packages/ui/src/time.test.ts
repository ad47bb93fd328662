import { afterEach, describe, expect, it, vi } from "vitest";
import { clock_time, day_and_time, day_name, duration, moment, regional, timer } from "./time";

describe("times", () => {
    it("says waits in the reader's units", () => {
        expect(duration(40_000, "en")).toBe("40 sec");
        expect(duration(12 * 60_000, "de")).toBe("12 Min.");
        expect(duration(125 * 60_000, "en")).toBe("2 hr 5 min");
        expect(duration(72 * 3_600_000, "en")).toBe("3 days");
        expect(duration(-5, "en")).toBe("0 sec");
    });

    it("shows running timers with two digits", () => {
        expect(timer(42_000)).toBe("0:42");
        expect(timer(725_000)).toBe("12:05");
        expect(timer(3_727_000)).toBe("1:02:07");
    });

    it("leaves the day out only for today", () => {
        const now = new Date(2026, 2, 5, 15, 0).getTime();
        expect(moment(now - 3_600_000, now, "en-GB")).toBe("14:00");
        expect(moment(now - 86_400_000, now, "en-GB")).toContain("4 Mar");
    });

    it("takes the browser's region where its language is the chosen one", () => {
        expect(regional("en", ["de-DE", "en-GB", "en-US"])).toBe("en-GB");
        expect(regional("en", ["en", "en-GB"])).toBe("en");
        expect(regional("ja", ["en-GB", "jam-JM"])).toBe("ja");
        expect(regional("de", [])).toBe("de");
    });

    describe("in a British browser", () => {
        afterEach(() => vi.restoreAllMocks());

        it("are British in English, and German in German", () => {
            vi.spyOn(navigator, "languages", "get").mockReturnValue(["en-GB", "en"]);
            const at = new Date(2026, 10, 21, 14, 31).getTime();
            expect(clock_time(at, "en")).toBe("14:31");
            expect(day_name(at, "en")).toMatch(/^Saturday,? 21 November$/);
            expect(day_and_time(at, "en")).toMatch(/^21 Nov,? (at )?14:31$/);
            expect(day_name(at, "de")).toBe("Samstag, 21. November");
        });
    });
});
