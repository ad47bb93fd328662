// Draws the pictures of docs/screenshots anew: `npm run screenshots -w @parley/e2e`.
import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config";

export default defineConfig({ ...journeys, testDir: "pictures", workers: 1 });
