import { describe, expect, it } from "vitest";
import { initials } from "../src/app/names";

describe("initials", () => {
    it("are of the first and the last part of a name, and the number where there is none", () => {
        const of = (customer_name: string) => initials({ customer_name, customer: 31_042 });
        expect(of("Noor Haddad")).toBe("NH");
        expect(of("kenji")).toBe("K");
        expect(of("Anna-Lena van der Berg")).toBe("AB");
        expect(of("山田 太郎")).toBe("山太");
        expect(of("𠮷野")).toBe("𠮷");
        expect(of("(Öz)")).toBe("Ö");
        expect(of("--")).toBe("1042");
        expect(of("")).toBe("1042");
    });
});
