// People's words as text nodes; web and e-mail addresses become links. Nothing else is interpreted.
import { Fragment, type ReactNode } from "react";

// An address ends at white space, quotes, brackets of other scripts and full-width punctuation. Without
// "https://" it must look like one: letters at its end, and nothing before or after that continues it.
// Japanese stands beside an address without a space, so the letters are those of Europe.
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

// What usually ends a sentence belongs to the sentence; a closing bracket belongs to the address only
// when the address opened it.
function end_of_address(found: string): number {
    let end = found.length;
    for (;;) {
        const last = found[end - 1] ?? "";
        if (".,;:!?…*_~".includes(last)) end--;
        else if (last === ")" && count(found, end, "(") < count(found, end, ")")) end--;
        else if (last === "]" && count(found, end, "[") < count(found, end, "]")) end--;
        else return end;
    }
}

function count(text: string, end: number, letter: string): number {
    let found = 0;
    for (let i = 0; i < end; i++) if (text[i] === letter) found++;
    return found;
}

export interface TextPart {
    text: string;
    href?: string;
}

export function text_parts(text: string): TextPart[] {
    const parts: TextPart[] = [];
    let done = 0;
    for (const match of text.matchAll(address)) {
        const shown = match[0].slice(0, end_of_address(match[0]));
        const { mail, www } = match.groups!;
        const href = mail ? `mailto:${shown}` : www ? `https://${shown}` : shown;
        if (!mail && !is_web_address(href)) continue;
        if (match.index > done) parts.push({ text: text.slice(done, match.index) });
        parts.push({ text: shown, href });
        done = match.index + shown.length;
    }
    if (done < text.length) parts.push({ text: text.slice(done) });
    return parts;
}

export function is_web_address(text: string): boolean {
    try {
        const url = new URL(text);
        return (url.protocol === "http:" || url.protocol === "https:") && url.hostname !== "";
    } catch {
        return false;
    }
}

export function LinkedText({ text, className }: { text: string; className?: string }): ReactNode {
    return text_parts(text).map((part, index) =>
        part.href ? (
            <a key={index} className={className} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
                {part.text}
            </a>
        ) : (
            <Fragment key={index}>{part.text}</Fragment>
        ),
    );
}
