// "/" at the start of a word asks for quick replies; what follows up to the caret narrows them down.

export interface Slash {
    start: number; // of "/"
    end: number; // the caret
    query: string;
}

export function slash_at(text: string, caret: number): Slash | null {
    const match = /(?:^|\s)\/([^\s/]*)$/u.exec(text.slice(0, caret));
    if (!match) return null;
    const query = match[1]!;
    return { start: caret - query.length - 1, end: caret, query };
}

export function with_reply(text: string, slash: Slash, reply: string): { text: string; caret: number } {
    return {
        text: text.slice(0, slash.start) + reply + text.slice(slash.end),
        caret: slash.start + reply.length,
    };
}
