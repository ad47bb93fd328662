// The loader: dist/widget.js, one classic script without dependencies, for other people's pages.
import { defineConfig } from "vite";

export default defineConfig({
    build: {
        target: "es2022",
        minify: "terser",
        // Other people's pages may be in another encoding: only ASCII.
        terserOptions: { compress: { passes: 3 }, format: { ascii_only: true } },
        outDir: "dist",
        emptyOutDir: false,
        lib: {
            entry: "src/loader/main.ts",
            formats: ["iife"],
            name: "ParleyLoader",
            fileName: () => "widget.js",
        },
    },
});
