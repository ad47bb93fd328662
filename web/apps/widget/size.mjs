// What a page pays for the widget with an opened text chat, gzipped: loader, frame, script, style
// and the largest catalogue. Fails above the budget.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const budget_bytes = 30_000;
const dist = new URL("./dist/", import.meta.url);
const gz = (path) => gzipSync(readFileSync(new URL(path, dist)), { level: 9 }).length;

const parts = [];
const catalogues = [];
for (const name of readdirSync(new URL("widget/assets/", dist))) {
    const part = { path: `widget/assets/${name}`, bytes: gz(`widget/assets/${name}`) };
    if (/^(en|de|ja|ru)-/.test(name)) catalogues.push(part);
    else parts.push(part);
}
catalogues.sort((a, b) => b.bytes - a.bytes);
if (catalogues.length !== 4) throw new Error(`${catalogues.length} catalogues instead of 4`);
parts.push(catalogues[0]);
for (const path of ["widget.js", "widget/frame.html"]) parts.push({ path, bytes: gz(path) });

let total = 0;
for (const { path, bytes } of parts) {
    total += bytes;
    console.log(`${String(bytes).padStart(7)}  ${path}`);
}
console.log(`${String(total).padStart(7)}  bytes gzipped, budget ${budget_bytes}`);
if (total > budget_bytes) process.exit(1);
