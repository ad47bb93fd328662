// A page with the widget as a customer uses it.
import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";

export class Shop {
    readonly page: Page;

    constructor(page: Page) {
        this.page = page;
    }

    // ---- parts ----

    get button(): Locator {
        return this.page.locator("parley-widget button");
    }

    get panel(): Locator {
        return this.page.locator("parley-widget iframe");
    }

    get frame(): FrameLocator {
        return this.panel.contentFrame();
    }

    get name(): Locator {
        return this.frame.locator("input[autocomplete=name]");
    }

    get question(): Locator {
        return this.frame.locator("form.start textarea");
    }

    get log(): Locator {
        return this.frame.getByRole("log");
    }

    get composer(): Locator {
        return this.frame.locator("form.composer textarea");
    }

    get bubbles(): Locator {
        return this.log.locator(".line");
    }

    // Of the last own message.
    get status(): Locator {
        return this.log.locator(".status").last();
    }

    text(text: string | RegExp): Locator {
        return this.frame.getByText(text);
    }

    // ---- steps ----

    async open(): Promise<void> {
        if ((await this.button.getAttribute("aria-expanded")) !== "true") await this.button.click();
        await expect(this.panel).toBeVisible();
        await expect(this.question.or(this.composer)).toBeVisible();
    }

    async start(text: string, name = ""): Promise<void> {
        await this.open();
        await this.name.fill(name);
        await this.question.fill(text);
        await this.frame.locator("form.start button[type=submit]").click();
        await expect(this.log).toContainText(text.split("\n")[0]!.slice(0, 40));
    }

    async say(text: string): Promise<void> {
        await this.composer.fill(text);
        await this.composer.press("Enter");
        await expect(this.log).toContainText(text.split("\n")[0]!.slice(0, 40));
    }

    async minimise(): Promise<void> {
        await this.frame.getByRole("button", { name: "Minimise" }).click();
        await expect(this.panel).toBeHidden();
    }

    // What was said, in order.
    async words(): Promise<string[]> {
        return this.log.locator(".words").allTextContents();
    }
}
