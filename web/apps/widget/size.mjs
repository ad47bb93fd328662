// What a page pays for the widget with an opened text chat, gzipped: loader, frame, script, style
// and the largest catalogue. Fails above the budget. What is loaded only when it is needed is listed
// and not counted. `node size.mjs [DIST]`
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const budget_bytes = 30_000;
const dist = process.argv[2] ? pathToFileURL(process.argv[2]) : new URL("./dist/", import.meta.url);
const text = (path) => readFileSync(new URL(path, dist), "utf8");
const gz = (path) => gzipSync(readFileSync(new URL(path, dist)), { level: 9 }).length;

// What a file loads by itself: tags of the page, static imports of a script.
function loaded_by(path) {
    if (path.endsWith(".css")) return [];
    const found = path.endsWith(".html")
        ? text(path).matchAll(/(?:src|href)="\.\/([^"]+)"/g)
        : text(path).matchAll(/(?:^|[;}])(?:import|export)(?:[\w$*{}, ]*from)?"\.\/([^"]+)"/g);
    return [...found].map((match) => new URL(match[1], new URL(path, "x:/")).pathname.slice(1));
}

// Grows while it is walked.
const counted = new Set(["widget.js", "widget/frame.html"]);
for (const path of counted) for (const each of loaded_by(path)) counted.add(each);
if (![/\.js$/, /\.css$/].every((kind) => [...counted].slice(2).some((path) => kind.test(path))))
    throw new Error("frame.html names no script or no style");

const catalogues = [];
const rare = [];
for (const name of readdirSync(new URL("widget/assets/", dist))) {
    const path = `widget/assets/${name}`;
    if (/^(en|de|ja|ru)-/.test(name)) catalogues.push(path);
    else if (!counted.has(path)) rare.push(path);
}
if (catalogues.length !== 4) throw new Error(`${catalogues.length} catalogues instead of 4`);
counted.add(catalogues.sort((a, b) => gz(b) - gz(a))[0]);

let total = 0;
const line = (bytes, what) => console.log(`${String(bytes).padStart(7)}  ${what}`);
for (const path of counted) {
    total += gz(path);
    line(gz(path), path);
}
for (const path of rare) line(gz(path), `${path}, when needed`);
line(total, `bytes gzipped, budget ${budget_bytes}`);
if (total > budget_bytes) process.exit(1);
