import { describe, expect, it } from "vitest";
import { host_of, key_of } from "../src/form/checks";
import { best_unit, human, in_range, parse_duration } from "../src/form/durations";
import { from_hash, to_hash, type Place } from "../src/app/place";
import { hosts_of } from "../src/screens/widgets/widget_form";

describe("durations", () => {
    it("are shown in the largest unit that fits", () => {
        expect([0, 100, 90_000, 120_000, 5_400_000, 86_400_000].map(best_unit)).toEqual(["second", "second", "second", "minute", "minute", "day"]);
        expect(human(1_200_000, "en")).toBe("20 minutes");
        expect(human(1_200_000, "de")).toBe("20 Minuten");
        expect(human(100, "en")).toBe("0.1 seconds");
    });

    it("are read with point or comma, and nothing else is a number", () => {
        expect(parse_duration("1.5", "minute")).toBe(90_000);
        expect(parse_duration("1,5", "hour")).toBe(5_400_000);
        for (const each of ["", "x", "-1", "1.5.2", "1e3"]) expect(parse_duration(each, "second"), each).toBeNull();
        expect(in_range(null, { least: 0, most: 1 })).toBe(false);
    });
});

describe("what people write", () => {
    it("becomes hosts and keys", () => {
        expect(host_of("https://Shop.example:443/tea?x=1")).toBe("shop.example");
        expect(hosts_of("shop.example, www.shop.example;\nshop.example")).toEqual(["shop.example", "www.shop.example"]);
        expect(key_of("Fern & Kettle – Köln")).toBe("fern-kettle-koln");
        expect(key_of("お茶")).toBe("");
    });
});

describe("places", () => {
    it("are their addresses", () => {
        const places: Place[] = [
            { at: "setup", token: "ps_a-B1" },
            { at: "start" },
            { at: "start", step: "widget" },
            { at: "list", area: "queues" },
            { at: "one", area: "users", id: 3 },
            { at: "one", area: "users", id: "new" },
        ];
        for (const each of places) expect(from_hash(to_hash(each))).toEqual(each);
        expect(from_hash("#/nowhere/1x")).toEqual({ at: "list", area: "users" });
    });
});
