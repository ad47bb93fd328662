// What the feed and the outbox need of the world, so that tests can be the world.

// The part of WebSocket that is used. Handlers are set once, right after creation.
export interface SocketLike {
    onopen: ((event: never) => void) | null;
    onmessage: ((event: { data: unknown }) => void) | null;
    onclose: ((event: { code: number; reason: string }) => void) | null;
    send(text: string): void;
    close(code?: number, reason?: string): void;
}

export interface ClockLike {
    now(): number; // milliseconds
    setTimeout(run: () => void, ms: number): unknown;
    clearTimeout(timer: unknown): void;
}

// "online", "offline" and "visibilitychange" come from here.
export interface PageLike {
    addEventListener(name: string, listener: () => void): void;
    removeEventListener(name: string, listener: () => void): void;
}

// The part of Storage that is used.
export interface StorageLike {
    readonly length: number;
    key(index: number): string | null;
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
    removeItem(key: string): void;
}

export const real_clock: ClockLike = {
    now: () => Date.now(),
    setTimeout: (run, ms) => setTimeout(run, ms),
    clearTimeout: (timer) => clearTimeout(timer as number),
};

// visibilitychange happens to the document and bubbles to the window, where all three are heard.
export function real_page(): PageLike | undefined {
    return typeof window === "undefined" ? undefined : window;
}
