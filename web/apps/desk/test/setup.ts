import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

// What jsdom leaves out and the desk asks for.
window.matchMedia ??= (query: string) =>
    ({
        matches: query.includes("min-width"),
        media: query,
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
    }) as unknown as MediaQueryList;
globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
};
// A rectangle of nothing keeps elements "visible" for the walk through regions.
Element.prototype.getClientRects = () => [{}] as unknown as DOMRectList;
// The agent looks at the window unless a test says otherwise.
vi.spyOn(document, "hasFocus").mockReturnValue(true);

// Dialogs are loaded on first use, which takes a moment on a busy machine.
configure({ asyncUtilTimeout: 5_000 });

afterEach(() => {
    cleanup();
    window.localStorage.clear();
    window.location.hash = "";
});
