// What axe finds wrong, a line for each: rule, weight, the elements.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame } from "@playwright/test";
import type axe from "axe-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// `inside`: a selector; what stands around the frame's own document is the page's business.
export async function violations(frame: Frame, inside = ":root"): Promise<string[]> {
    // Animations under way have colours of their own.
    await frame.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined))));
    await frame.evaluate(source);
    return frame.evaluate(async (selector) => {
        const run = (window as unknown as { axe: typeof axe }).axe.run;
        const { violations: found } = await run(selector, { iframes: false });
        return found.flatMap((rule) =>
            rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`),
        );
    }, inside);
}
