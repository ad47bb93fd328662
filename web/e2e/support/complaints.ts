// What pages complain about: errors that nobody caught and what the console calls an error, refusals by
// the Content-Security-Policy among them. A journey fails for each one that it has not announced.
import type { BrowserContext, Page } from "@playwright/test";

export class Complaints {
    readonly #heard: string[] = [];
    readonly #expected: RegExp[] = [];

    watch(context: BrowserContext, who: string): void {
        context.on("page", (page) => this.#watch_page(page, who));
        context.on("weberror", (event) => this.#heard.push(`${who}: ${event.error().message}`));
        context.on("console", (message) => {
            if (message.type() === "error") this.#heard.push(`${who}: ${message.text()} ${message.location().url}`);
        });
    }

    #watch_page(page: Page, who: string): void {
        page.on("crash", () => this.#heard.push(`${who}: the page crashed`));
    }

    expect(pattern: RegExp): void {
        this.#expected.push(pattern);
    }

    unexpected(): string[] {
        return this.#heard.filter((each) => !this.#expected.some((pattern) => pattern.test(each)));
    }
}

// The browser's own words when a server cannot be reached.
export const network_trouble = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_NETWORK_CHANGED/;
