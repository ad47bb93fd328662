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

    it("makes links of addresses without https, and of e-mail addresses", () => {
        for (const [text, shown, href] of [
            ["See www.example.org.", "www.example.org", "https://www.example.org"],
            ["(www.example.org/a_(b)?c=d#e)", "www.example.org/a_(b)?c=d#e", "https://www.example.org/a_(b)?c=d#e"],
            ["WWW.Example.co.uk:8080/x, or", "WWW.Example.co.uk:8080/x", "https://WWW.Example.co.uk:8080/x"],
            ["詳しくはwww.example.orgをご覧ください", "www.example.org", "https://www.example.org"],
            ["Сайт www.пример.рф!", "www.пример.рф", "https://www.пример.рф"],
            ["Write to <ann.b+c@mail.example.org>.", "ann.b+c@mail.example.org", "mailto:ann.b+c@mail.example.org"],
            ["E-Mail:info@example.org, danke", "info@example.org", "mailto:info@example.org"],
            ["メールはinfo@example.orgまで", "info@example.org", "mailto:info@example.org"],
            ["www.x@example.org", "www.x@example.org", "mailto:www.x@example.org"],
            ["Seehttps://user@a.example/x.", "https://user@a.example/x", "https://user@a.example/x"],
        ] as const)
            expect(text_parts(text).filter((part) => part.href)).toEqual([{ text: shown, href }]);
    });

    it("takes nothing for an address that only resembles one", () => {
        for (const text of [
            "www. www.x www..de www.example.o www.example.1x awww.example.org x.www.example.org/y",
            "@ava 5@2.50 a@b a@b.c a@@b.org logo@2x.png \u00e9a@b.org ann@10.0.0.1 ann@example.org@x",
            "git@github.com:parley/desk.git ftp://www.example.org sip://ann@example.org javascript:alert(1)",
        ])
            expect(text_parts(text)).toEqual([{ text }]);
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
