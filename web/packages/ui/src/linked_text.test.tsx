import { describe, expect, it } from "vitest";
import { render } from "@testing-library/react";
import { LinkedText, text_parts } from "./linked_text";

describe("links in text", () => {
    it("makes links of web addresses and leaves the full stop to the sentence", () => {
        expect(text_parts("See https://a.example/x?y=1. Thanks")).toEqual([
            { text: "See " },
            { text: "https://a.example/x?y=1", href: "https://a.example/x?y=1" },
            { text: ". Thanks" },
        ]);
    });

    it("keeps a bracket that the address opened and drops one that the sentence did", () => {
        expect(text_parts("(https://a.example/b_(c))")[1]?.href).toBe("https://a.example/b_(c)");
        expect(text_parts("(https://a.example/b)")[1]?.href).toBe("https://a.example/b");
    });

    it("ends an address at full-width punctuation", () => {
        expect(text_parts("https://a.example/x、次")[0]?.href).toBe("https://a.example/x");
    });

    it("never links other schemes", () => {
        for (const text of ["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "https://"])
            expect(text_parts(text)).toEqual([{ text }]);
    });

    it("shows markup as the letters it is", () => {
        const { container } = render(<LinkedText text={'<img src=x onerror="1"> &amp; <b>x</b>'} />);
        expect(container.children.length).toBe(0);
        expect(container.textContent).toBe('<img src=x onerror="1"> &amp; <b>x</b>');
    });
});
