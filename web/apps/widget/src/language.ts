// Which of our languages, and which way it runs.
export const languages = ["en", "de", "ja", "ru"] as const;
export type Language = (typeof languages)[number];

export function best_language(wanted: readonly (string | undefined)[]): Language {
    for (const each of wanted) {
        const base = (each ?? "").toLowerCase().split("-")[0];
        const found = languages.find((language) => language === base);
        if (found) return found;
    }
    return "en";
}

// A page in Arabic reads from right to left although the texts fall back to English.
export function direction(wanted: string | undefined, language: string | undefined): "ltr" | "rtl" {
    if (wanted === "rtl" || wanted === "ltr") return wanted;
    return /^(ar|fa|he|iw|ur)\b/i.test(language ?? "") ? "rtl" : "ltr";
}
