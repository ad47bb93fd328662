import { describe, expect, it } from "vitest";
import { password_strength } from "./password_strength";

describe("the strength of a password", () => {
    it("counts bytes for the least length, as the server does", () => {
        expect(password_strength("short", 8)).toBe("too_short");
        expect(password_strength("пароль", 8)).not.toBe("too_short");
    });

    it("does not praise what guessers try first", () => {
        for (const each of ["password", "12345678", "aaaaaaaaaaaa", "qwertqwert"]) expect(password_strength(each, 8), each).toBe("weak");
        expect(password_strength("ines.duarte1", 8, ["Ines Duarte", "ines@northwind.example"])).toBe("weak");
    });

    it("praises length", () => {
        expect(password_strength("four words in a sentence", 8)).toBe("strong");
        expect(password_strength("Tea4Two!kettle", 8)).not.toBe("weak");
    });
});
