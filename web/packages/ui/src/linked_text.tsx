// People's words as text nodes; http and https addresses become links. Nothing else is interpreted.
import { Fragment, type ReactNode } from "react";

const address = /https?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uffef]+/giu;

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
        const href = match[0].slice(0, end_of_address(match[0]));
        if (!is_web_address(href)) continue;
        if (match.index > done) parts.push({ text: text.slice(done, match.index) });
        parts.push({ text: href, href });
        done = match.index + href.length;
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
