// People's words: how long they are and what of them may be sent.

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
