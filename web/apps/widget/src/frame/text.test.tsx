import { describe, expect, it, vi } from "vitest";
import { render } from "preact";
import { parts } from "./links";
import { characters, sendable } from "./text";
import { Words } from "./words";

describe("what may be sent", () => {
    it("counts as the server does: code points", () => {
        expect(characters("")).toBe(0);
        expect(characters("abc")).toBe(3);
        expect(characters("👩‍🔧")).toBe(3);
        expect(characters("𠮷野家")).toBe(3);
        expect(characters("\ud83d")).toBe(1);
    });

    it("keeps line breaks and tabs and drops other controls", () => {
        expect(sendable("a\r\nb\rc\td\u0000\u0007\u0085e")).toBe("a\nb\nc\tde");
        expect(sendable("a\u2028b")).toBe("a\u2028b");
    });

    it("takes blank lines from the ends, never from within, and nothing remains of nothing", () => {
        expect(sendable("\n \n  a\n\n  b \n\n")).toBe("  a\n\n  b");
        expect(sendable(" \n\t \r\n ")).toBe("");
    });

    it("replaces half surrogates and leaves pairs alone", () => {
        expect(sendable("\ud83dx\ude00 😀")).toBe("\ufffdx\ufffd 😀");
    });
});

describe("links in text", () => {
    it("makes links of web addresses and leaves the full stop to the sentence", () => {
        expect(parts("See https://a.example/x?y=1. Thanks")).toEqual([
            { text: "See " },
            { text: "https://a.example/x?y=1", href: "https://a.example/x?y=1" },
            { text: ". Thanks" },
        ]);
    });

    it("keeps a bracket that the address opened and drops one that the sentence did", () => {
        expect(parts("(https://a.example/b_(c))")[1]?.href).toBe("https://a.example/b_(c)");
        expect(parts("(https://a.example/b)!")[1]?.href).toBe("https://a.example/b");
    });

    it("ends an address at full-width punctuation", () => {
        expect(parts("https://a.example/x、次へ")).toEqual([
            { text: "https://a.example/x", href: "https://a.example/x" },
            { text: "、次へ" },
        ]);
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
            expect(parts(text).filter((part) => part.href)).toEqual([{ text: shown, href }]);
    });

    it("takes nothing for an address that only resembles one", () => {
        for (const text of [
            "www. www.x www..de www.example.o www.example.1x awww.example.org x.www.example.org/y",
            "@ava 5@2.50 a@b a@b.c a@@b.org logo@2x.png \u00e9a@b.org ann@10.0.0.1 ann@example.org@x",
            "git@github.com:parley/desk.git ftp://www.example.org sip://ann@example.org javascript:alert(1)",
        ])
            expect(parts(text)).toEqual([{ text }]);
    });

    it("never links other schemes", () => {
        for (const text of [
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://a.example",
            "https://",
            "http://.",
            "mailto:a@b.c",
        ])
            expect(parts(text)).toEqual([{ text }]);
    });

    it("loses no letter, whatever the text", () => {
        for (const text of [
            "https://a.b c https://d.e.",
            "http://x http://",
            "....",
            "(((https://q.r)))))",
            "😀https://a.b😀",
        ])
            expect(
                parts(text)
                    .map((part) => part.text)
                    .join(""),
            ).toBe(text);
    });

    it("shows markup as the letters it is", () => {
        const place = document.createElement("div");
        for (const text of [
            '<img src=x onerror="alert(1)"> &amp; <b>x</b>',
            "<script>alert(1)</script>",
            '"><svg onload=alert(1)>',
            "[a](javascript:alert(1))",
        ]) {
            render(<Words text={text} hint="" />, place);
            expect(place.children.length).toBe(0);
            expect(place.textContent).toBe(text);
        }
    });

    it("opens links elsewhere without a way back", async () => {
        const place = document.createElement("div");
        render(<Words text="https://a.example/<b>" hint="new tab" />, place);
        expect(place.textContent).toBe("https://a.example/<b>");
        await vi.waitFor(() => expect(place.querySelector("a")).not.toBeNull());
        const link = place.querySelector("a")!;
        expect(link.getAttribute("href")).toBe("https://a.example/");
        expect(link.rel).toContain("noopener");
        expect(link.target).toBe("_blank");
        expect(place.textContent).toBe("https://a.example/<b>");
    });
});
