// What a message may contain is the server's rule: newline and tab are the only control characters,
// and its limit counts characters, not UTF-16 units.

const control = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
const half_pair = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function cleaned(text: string): string {
    return text.replace(/\r\n?/g, "\n").replace(control, "").replace(half_pair, "\ufffd");
}

export function length_in_characters(text: string): number {
    let count = 0;
    for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        const pair = unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length;
        if (pair && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
        count++;
    }
    return count;
}
