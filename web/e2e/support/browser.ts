import { existsSync } from "node:fs";

const executablePath = [
    process.env["PARLEY_CHROMIUM"],
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
].find((path) => path !== undefined && existsSync(path));
if (!executablePath) throw new Error("Chromium is not installed: apt-get install chromium");

export const browser_launch = {
    executablePath,
    args: [
        "--no-sandbox", // for root
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ],
};

// Of one step, on a machine that is busy with other things.
export const patience_ms = 20_000;
