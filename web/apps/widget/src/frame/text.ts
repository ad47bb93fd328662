// People's words: what may be sent, and how they are shown.

// As the server counts: code points, not UTF-16 units.
export function characters(text: string): number {
    let count = 0;
    for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        const is_pair =
            unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
        if (is_pair) i++;
        count++;
    }
    return count;
}

// What the server takes: newlines and tabs are the only controls, surrogates come in pairs; blank
// lines at the ends are nobody's message.
export function sendable(text: string): string {
    return text
        .replace(/\r\n?/g, "\n")
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
        .replace(
            /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
            "\ufffd",
        )
        .replace(/^\s*\n|\s+$/g, "");
}

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
