import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// PARLEY_SERVER: where `vite dev` finds a running server; PARLEY_FAKE: build or serve the page of
// test/fake instead of the product, to look at screens without a server.
const server = process.env.PARLEY_SERVER ?? "http://127.0.0.1:8080";
const fake = process.env.PARLEY_FAKE !== undefined;

export default defineConfig({
    root: fake ? "test/fake" : ".",
    base: "/desk/",
    plugins: [react()],
    build: {
        outDir: fake ? "../../node_modules/.fake" : "dist",
        emptyOutDir: true,
        modulePreload: { polyfill: false },
        target: "es2022",
        assetsInlineLimit: 0,
    },
    server: { proxy: { "/api": { target: server, ws: true } } },
    test: {
        environment: "jsdom",
        root: ".",
        include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
        setupFiles: ["test/setup.ts"],
        testTimeout: 15_000,
    },
});
