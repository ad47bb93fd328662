// A hint, not a rule: what a guesser tries first is weak, length counts most. The server asks for the
// least length only.
export const strengths = ["too_short", "weak", "fair", "good", "strong"] as const;
export type Strength = (typeof strengths)[number];

const common = ["password", "passwort", "parley", "qwert", "asdf", "12345", "letmein", "admin", "welcome", "iloveyou"];

function kinds(text: string): number {
    return [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((each) => each.test(text)).length;
}

// `personal`: the account's own names and addresses, which others know.
export function password_strength(text: string, bytes_min: number, personal: readonly string[] = []): Strength {
    if (new TextEncoder().encode(text).length < bytes_min) return "too_short";
    const lower = text.toLowerCase();
    const known = [...common, ...personal.flatMap((each) => each.toLowerCase().split(/[\s@.]+/)).filter((each) => each.length > 3)];
    const rest = known.reduce((left, each) => left.replaceAll(each, "*"), lower);
    const different = new Set(rest).size;
    const letters = Math.min([...rest].length, different * 2);
    const score = letters + 2 * (kinds(text) - 1);
    if (score < 10) return "weak";
    if (score < 14) return "fair";
    return score < 20 ? "good" : "strong";
}
