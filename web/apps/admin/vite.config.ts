import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// PARLEY_SERVER: where `vite dev` and `vite preview` find a running server.
const server = process.env.PARLEY_SERVER ?? "http://127.0.0.1:8080";
const proxy = { "/api": { target: server, ws: true } };

export default defineConfig({
    base: "/admin/",
    plugins: [react()],
    build: { modulePreload: { polyfill: false }, target: "es2022", assetsInlineLimit: 0 },
    server: { proxy },
    preview: { proxy },
    test: {
        environment: "jsdom",
        include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
        setupFiles: ["test/setup.ts"],
        testTimeout: 30_000,
    },
});
