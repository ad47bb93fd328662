// The few words the page itself shows, before any frame is loaded.
import { best_language } from "../language";

export interface Labels {
    open: string;
    minimise: string;
    unread: (shown: string) => string;
}

const all: Record<string, Labels> = {
    en: { open: "Open chat", minimise: "Minimise chat", unread: (n) => `${n} unread` },
    de: { open: "Chat öffnen", minimise: "Chat minimieren", unread: (n) => `${n} ungelesen` },
    ja: { open: "チャットを開く", minimise: "チャットを最小化", unread: (n) => `未読 ${n} 件` },
    ru: { open: "Открыть чат", minimise: "Свернуть чат", unread: (n) => `непрочитанных: ${n}` },
};

export function labels_for(wanted: readonly (string | undefined)[]): Labels {
    return all[best_language(wanted)]!;
}

export function badge_text(unread: number): string {
    return unread > 99 ? "99+" : String(unread);
}
