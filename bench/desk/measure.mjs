// Figures that only a browser can tell, for parley-bench: prints "key value" lines and remarks.
//   node measure.mjs --port N --web FOLDER      FOLDER/node_modules has playwright-core
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { existsSync } from "node:fs";
import path from "node:path";

const { values } = parseArgs({
    options: { port: { type: "string" }, web: { type: "string" }, runs: { type: "string", default: "5" } },
});
const require = createRequire(path.resolve(values.web, "package.json"));
const { chromium } = require("playwright-core");
const origin = `http://127.0.0.1:${values.port}`;
const patience = { timeout: 20_000 };

const executable = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
if (!executable) throw new Error("Chromium is not installed");
const browser = await chromium.launch({
    executablePath: executable,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"],
});

function median(numbers) {
    return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

// A context of its own has an empty cache and no cookies.
async function with_page(body) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en" });
    try {
        return await body(await context.newPage(), context);
    } finally {
        await context.close();
    }
}

async function until_usable(page, selector) {
    await page.locator(selector).first().waitFor({ state: "visible", ...patience });
    return (await page.evaluate(() => performance.now())) / 1000; // since navigation start
}

const sign_in_form = "input[type=password]";
const home = "main[data-region=main]";

// Cold: sign-in form from nothing. Then, with the cookie but an empty cache again, the desk itself.
async function desk_usable() {
    const form_s = await with_page(async (page) => {
        await page.goto(`${origin}/desk/`, { waitUntil: "commit" });
        return until_usable(page, sign_in_form);
    });
    const cookies = await with_page(async (page, context) => {
        await page.goto(`${origin}/desk/`);
        await page.locator("input[type=email]").fill("ava@demo.test");
        await page.locator(sign_in_form).fill("parley-demo");
        await page.locator("button[type=submit]").click();
        await until_usable(page, home);
        return context.cookies();
    });
    const home_s = await with_page(async (page, context) => {
        await context.addCookies(cookies);
        await page.goto(`${origin}/desk/`, { waitUntil: "commit" });
        return until_usable(page, home);
    });
    return { form_s, home_s };
}

// What the shop's visitor downloads for the widget: script, frame and all they load, with a chat begun.
async function widget_bytes() {
    return with_page(async (page) => {
        const finished = [];
        page.on("requestfinished", (request) => finished.push(request));
        await page.goto(`${origin}/demo/`);
        await page.waitForFunction(() => typeof window.Parley?.open === "function", null, patience);
        await page.evaluate(() => window.Parley.open());
        const frame = page.frameLocator("iframe[src*='/widget/']");
        await frame.locator("textarea").first().waitFor({ state: "visible", ...patience });
        await frame.locator("textarea").first().fill("Hello");
        await frame.locator("button[type=submit], form button").last().click();
        await frame.locator("[role=log]").getByText("Hello").first().waitFor({ state: "visible", ...patience });
        await page.waitForTimeout(500);
        let total = 0;
        for (const request of finished) {
            const { pathname } = new URL(request.url());
            if (!pathname.startsWith("/widget")) continue;
            const { responseBodySize } = await request.sizes();
            console.log(`${pathname}: ${responseBodySize} bytes`);
            total += responseBodySize;
        }
        return total;
    });
}

try {
    const samples = [];
    for (let run = 0; run < Number(values.runs); ++run) samples.push(await desk_usable());
    const form_s = median(samples.map((sample) => sample.form_s));
    const home_s = median(samples.map((sample) => sample.home_s));
    console.log(`desk, cold cache, median of ${samples.length}: sign-in form ${form_s.toFixed(3)} s, home ${home_s.toFixed(3)} s`);
    console.log(`desk_usable_s ${Math.max(form_s, home_s).toFixed(3)}`);
    const bytes = await widget_bytes();
    console.log(`widget_gz_kb ${(bytes / 1000).toFixed(2)}`);
} finally {
    await browser.close();
}
