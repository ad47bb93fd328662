// The frame: dist/widget/frame.html with hashed assets beside it. Addresses are relative, so that
// the server may stand under any path. No inline script and no inline style: the page's CSP has
// neither.
import { defineConfig } from "vite";

export default defineConfig({
    base: "./",
    esbuild: { jsx: "automatic", jsxImportSource: "preact" },
    build: {
        target: "es2022",
        minify: "terser",
        terserOptions: { module: true, compress: { passes: 3, unsafe_arrows: true } },
        outDir: "dist/widget",
        emptyOutDir: true,
        modulePreload: false,
        assetsInlineLimit: 0,
        rollupOptions: { input: "frame.html" },
    },
});
