// Web addresses in people's words. Loaded with the first text that seems to hold one.
export interface Part {
    text: string;
    href?: string;
}

// Ends at white space, quotes, brackets of other scripts and full-width punctuation.
const address = /https?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uffef]+/giu;

// Web addresses become links, all else stays text.
export function parts(text: string): Part[] {
    const found: Part[] = [];
    let done = 0;
    for (const match of text.matchAll(address)) {
        const href = trimmed(match[0]);
        if (!is_web_address(href)) continue;
        if (match.index > done) found.push({ text: text.slice(done, match.index) });
        found.push({ text: href, href });
        done = match.index + href.length;
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
