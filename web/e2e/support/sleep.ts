// A device that sleeps: the page's thread stands still, so that no timer runs and no message arrives,
// while the clock goes on. By the debugger: Playwright makes every page look visible, and a visible
// page is never frozen by the browser.
import { expect, type Page } from "@playwright/test";

declare global {
    interface Window {
        ticks: number;
    }
}

const a_tick_ms = 100;

export async function fall_asleep(page: Page): Promise<{ wake: () => Promise<void> }> {
    const browser = await page.context().newCDPSession(page);
    await page.evaluate((ms) => {
        window.ticks = 0;
        setInterval(() => window.ticks++, ms);
    }, a_tick_ms);
    await expect.poll(() => ticks()).toBeGreaterThan(0);
    await browser.send("Debugger.enable");
    const asleep = new Promise((resolve) => browser.once("Debugger.paused", resolve));
    await browser.send("Debugger.pause");
    await asleep;
    const before = await ticks();

    async function ticks(): Promise<number> {
        const { result } = await browser.send("Runtime.evaluate", { expression: "window.ticks" });
        return Number(result.value);
    }

    return {
        // Fails when the page has not slept all the time.
        wake: async () => {
            expect(await ticks()).toBe(before);
            await browser.send("Debugger.resume");
            await expect.poll(() => ticks()).toBeGreaterThan(before);
        },
    };
}
