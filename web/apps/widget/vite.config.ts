// The frame: dist/widget/frame.html with hashed assets beside it. Addresses are relative, so that
// the server may stand under any path. No inline script and no inline style: the page's CSP has
// neither.
import { defineConfig, type Plugin } from "vite";

// Vite's helper around import() loads styles and announces what else a chunk needs. Ours need
// nothing else, so the import alone will do: a saving of half a kilobyte.
const preload_helper = "\0vite/preload-helper.js";
const plain_imports: Plugin = {
    name: "plain-imports",
    enforce: "pre",
    load: (id) => (id === preload_helper ? "export const __vitePreload = (load) => load();" : null),
};

export default defineConfig({
    base: "./",
    plugins: [plain_imports],
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
