import { describe, expect, it } from "vitest";
import { duration, moment, timer } from "./time";

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
});
