import { describe, expect, it } from "vitest";
import { as_text, contrast, parse_colour, text_on } from "./colour";

const white = parse_colour("#fff")!;

describe("colours of a brand", () => {
    it("are read from #rgb and #rrggbb and nothing else", () => {
        expect(parse_colour("#0f6cbd")).toEqual([15, 108, 189]);
        expect(parse_colour("#0AF")).toEqual([0, 170, 255]);
        for (const wrong of [
            undefined,
            "",
            "red",
            "#12345",
            "#12345678",
            "0f6cbd",
            "#0f6cbd;x",
            "url(#fff)",
        ])
            expect(parse_colour(wrong)).toBeUndefined();
    });

    it("have the contrast that WCAG gives as examples", () => {
        expect(contrast([0, 0, 0], white)).toBeCloseTo(21, 5);
        expect(contrast(parse_colour("#777777")!, white)).toBeCloseTo(4.478, 2);
    });

    it("carry text that can be read, whatever the colour", () => {
        for (let i = 0; i < 512; i++) {
            const rgb = [(i & 7) * 36, ((i >> 3) & 7) * 36, (i >> 6) * 36] as const;
            expect(contrast(parse_colour(text_on(rgb))!, rgb)).toBeGreaterThanOrEqual(4.5);
            for (const surface of [white, [32, 33, 36] as const])
                expect(
                    contrast(parse_colour(as_text(rgb, surface))!, surface),
                ).toBeGreaterThanOrEqual(4.45);
        }
    });

    it("stay what they are where they can be read already", () => {
        expect(as_text(parse_colour("#0f6cbd")!, white)).toBe("#0f6cbd");
    });
});
