// Web and e-mail addresses in people's words. Loaded with the first text that seems to hold one.
export interface Part {
    text: string;
    href?: string;
}

// An address ends at white space, quotes, brackets of other scripts and full-width punctuation.
// Without "https://" it must look like one: letters at its end, and nothing before or after that
// continues it. Japanese stands beside an address without a space, so the letters are those of
// Europe.
const rest = "[^\\s<>\"'`\\u3000-\\u303f\\uff00-\\uffef]+";
const letters = "a-z\\u00df-\\u024f\\u0400-\\u04ff";
const end = `(?![${letters}\\d_@-]|\\.[${letters}\\d])`;
const domain = `(?:[${letters}\\d-]{1,63}\\.){1,8}[${letters}]{2,24}${end}`;
const begin = `(?<![${letters}\\d._+@%/-])`;
const address = new RegExp(
    [
        `https?://${rest}`,
        `(?:(?!https?:)[a-z\\d]){2,12}://${rest}`, // another scheme: no part of it is an address
        `${begin}(?<mail>\\w(?:[\\w.+-]{0,62}\\w)?@(?!\\dx\\.)${domain}(?![:/][${letters}\\d]))`,
        `${begin}(?<www>www\\.${domain}(?::\\d{1,5})?(?:[/?#]${rest})?)`,
    ].join("|"),
    "giu",
);

// Addresses become links, all else stays text.
export function parts(text: string): Part[] {
    const found: Part[] = [];
    let done = 0;
    for (const match of text.matchAll(address)) {
        const shown = trimmed(match[0]);
        const { mail, www } = match.groups!;
        const href = mail ? `mailto:${shown}` : www ? `https://${shown}` : shown;
        if (!mail && !is_web_address(href)) continue;
        if (match.index > done) found.push({ text: text.slice(done, match.index) });
        found.push({ text: shown, href });
        done = match.index + shown.length;
    }
    if (done < text.length) found.push({ text: text.slice(done) });
    return found;
}

// Punctuation at the end belongs to the sentence, and so does a bracket that the address did not
// open.
function trimmed(found: string): string {
    for (let end = found.length; ; end--) {
        const last = found[end - 1] ?? "";
        if (".,;:!?…*_~".includes(last) && last !== "") continue;
        const opening = { ")": "(", "]": "[", "}": "{" }[last];
        const inside = found.slice(0, end);
        if (opening && inside.split(opening).length < inside.split(last).length) continue;
        return inside;
    }
}

function is_web_address(text: string): boolean {
    try {
        const url = new URL(text);
        return /^https?:$/.test(url.protocol) && url.hostname !== "";
    } catch {
        return false;
    }
}

export function Links({ text, hint }: { text: string; hint: string }) {
    return (
        <>
            {parts(text).map((part) =>
                part.href ? (
                    <a
                        href={part.href}
                        target="_blank"
                        rel="noopener noreferrer nofollow"
                        title={hint}
                    >
                        {part.text}
                    </a>
                ) : (
                    part.text
                ),
            )}
        </>
    );
}
