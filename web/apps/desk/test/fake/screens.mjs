// Pictures of the desk on the server in memory: npm run screens -w @parley/desk -- FOLDER [name…]
import { createReadStream, existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../node_modules/.fake", import.meta.url));
const types = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml" };
const [folder = "screens", ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const site = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname.replace(/^\/desk\//, "/");
    const file = join(root, path === "/" ? "index.html" : path);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
});
await new Promise((ready) => site.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${site.address().port}/desk/`;

const offer = (page) =>
    page.evaluate(() =>
        window.server.offer(
            { id: 1060, customer: 22, customer_name: "Oliver Grant", last_text: "Does the garden chair come in green, and is it in stock in Leeds?", page: "https://shop.example/garden/chairs/oak" },
            90000,
        ),
    );
const session = "#/conversation/1042";
const scenes = {
    sign_in: { scene: "signed_out" },
    home_empty: { scene: "empty" },
    home: {},
    session: { hash: session },
    offer: { hash: session, then: offer },
    wrap_up: { hash: "#/conversation/1046" },
    open: { hash: "#/conversation/1050" },
    closed: { hash: "#/conversation/1031" },
    quick_replies: {
        hash: session,
        then: async (page) => {
            await page.getByRole("textbox").fill("/");
            await page.waitForTimeout(200);
        },
    },
    shortcuts: { hash: session, then: (page) => page.getByRole("button", { name: /shortcuts/i }).click() },
    settings: { then: (page) => page.keyboard.press("Alt+s") },
    palette: { then: (page) => page.keyboard.press("Control+k") },
    leave: { hash: session, then: (page) => page.keyboard.press("Alt+w") },
    presence: { then: (page) => page.keyboard.press("Alt+p") },
    german: { hash: session, locale: "de", then: offer },
    german_home: { locale: "de" },
    japanese: { hash: session, locale: "ja", then: offer },
    russian: { hash: session, locale: "ru" },
    dark: { hash: session, dark: true, then: offer },
    dark_home: { dark: true },
    narrow: { hash: session, width: 600, height: 760 },
    narrow_home: { width: 600, height: 760 },
    narrow_offer: { hash: session, width: 600, height: 760, then: offer },
};

const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let failed = false;
for (const [name, it] of Object.entries(scenes)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const context = await browser.newContext({
        viewport: { width: it.width ?? 1280, height: it.height ?? 800 },
        locale: it.locale ?? "en",
        colorScheme: it.dark ? "dark" : "light",
    });
    const page = await context.newPage();
    page.on("pageerror", (error) => {
        failed = true;
        console.log(`${name}: ${error.message}`);
    });
    page.on("console", (message) => message.type() === "error" && console.log(`${name}: ${message.text()}`));
    await page.goto(`${base}?scene=${it.scene ?? "full"}${it.hash ?? ""}`);
    await page.getByRole("main").first().waitFor();
    await page.waitForTimeout(500);
    await it.then?.(page);
    await page.waitForTimeout(700);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    if (wide) console.log(`${name}: wider than the window`);
    await context.close();
}
await browser.close();
site.close();
process.exitCode = failed ? 1 : 0;
