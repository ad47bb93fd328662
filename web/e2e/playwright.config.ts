// Journeys in Debian's Chromium against the real server: `npm run e2e -w @parley/e2e`. Nothing is
// tried twice; the last line counts.
import { defineConfig } from "@playwright/test";
import { browser_launch, patience_ms } from "./support/browser";

export default defineConfig({
    testDir: "journeys",
    outputDir: "test-results",
    reporter: [["list"], ["./support/counting_reporter.ts"]],
    workers: 2,
    fullyParallel: true,
    retries: 0,
    forbidOnly: true,
    timeout: 90_000,
    expect: { timeout: patience_ms },
    use: {
        launchOptions: browser_launch,
        actionTimeout: patience_ms,
        navigationTimeout: patience_ms,
        viewport: { width: 1280, height: 800 },
        locale: "en-GB",
        screenshot: "only-on-failure",
    },
});
