// The desk as an agent uses it: what is on the screen by role and name, what the keyboard does.
import { expect, type Locator, type Page } from "@playwright/test";
import { desk_text, languages } from "./texts";

export class Desk {
    readonly page: Page;
    readonly #base: string;

    constructor(page: Page, base: string) {
        this.page = page;
        this.#base = base;
    }

    async is_connected(): Promise<void> {
        const words = languages.map((each) => desk_text(each, "connection.live"));
        await expect(this.page.locator("header [role=status]")).toHaveText(new RegExp(`^(${words.join("|")})$`));
        await expect(this.navigation).toBeVisible();
    }

    async sign_in(name: string): Promise<void> {
        await this.page.getByLabel("E-mail").fill(`${name}@demo.test`);
        await this.page.getByLabel("Password").fill("parley-demo");
        await this.page.keyboard.press("Enter");
        await this.is_connected();
    }

    async reload(): Promise<void> {
        await this.page.reload();
        await this.is_connected();
    }

    async open(conversation: number): Promise<void> {
        await this.page.goto(`${this.#base}/desk/#/conversation/${conversation}`);
    }

    press(keys: string): Promise<void> {
        return this.page.keyboard.press(keys);
    }

    // ---- parts ----

    get navigation(): Locator {
        return this.page.locator("nav");
    }

    // In the list on the left.
    session(customer: string): Locator {
        return this.navigation.locator("[data-item]").filter({ hasText: customer });
    }

    offer(customer: string): Locator {
        return this.page.getByRole("alertdialog", { name: customer });
    }

    get offers(): Locator {
        return this.page.getByRole("alertdialog");
    }

    get main(): Locator {
        return this.page.getByRole("main");
    }

    get log(): Locator {
        return this.page.getByRole("log");
    }

    get composer(): Locator {
        return this.page.locator("[data-region=composer] textarea");
    }

    get notices(): Locator {
        return this.page.getByRole("status", { name: "Notices" });
    }

    get dialog(): Locator {
        return this.page.getByRole("dialog");
    }

    list(title: string): Locator {
        return this.page.getByRole("region", { name: title });
    }

    presence(kind: string): Locator {
        return this.page.getByRole("button", { name: `Presence: ${kind}` });
    }

    // ---- steps ----

    async accept(customer: string): Promise<void> {
        await expect(this.offer(customer)).toBeVisible();
        await this.press("Alt+a");
        await expect(this.page.getByRole("heading", { level: 1, name: customer })).toBeVisible();
        await expect(this.composer).toBeFocused();
    }

    async say(text: string): Promise<void> {
        await this.composer.fill(text);
        await this.composer.press("Enter");
        await expect(this.log).toContainText(text.split("\n")[0]!.slice(0, 40));
    }

    async choose_presence(kind: string): Promise<void> {
        await this.press("Alt+p");
        await this.page.getByRole("menuitemradio", { name: kind, exact: true }).click();
        await expect(this.presence(kind)).toBeVisible();
    }

    // What was said, in order.
    async words(): Promise<string[]> {
        return this.log.locator("[dir=auto]").allTextContents();
    }

    async ask_to_sign_out(): Promise<void> {
        await this.page.getByRole("button", { name: /^Account of/ }).click();
        await this.page.getByRole("menuitem", { name: "Sign out" }).click();
    }
}
