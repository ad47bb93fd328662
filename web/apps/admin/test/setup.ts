import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// What jsdom leaves out and the administration asks for.
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

configure({ asyncUtilTimeout: 5_000 });

afterEach(() => {
    cleanup();
    window.localStorage.clear();
    window.location.hash = "";
});
