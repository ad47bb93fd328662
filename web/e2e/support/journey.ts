// The test of a journey: a server of its own, agents and customers each in a browser context of its own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, test as base, expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "@playwright/test";
import { browser_launch } from "./browser";
import { Complaints } from "./complaints";
import { Desk } from "./desk";
import { Server } from "./server";
import { Shop } from "./shop";

export { expect };

export interface CustomerOptions extends BrowserContextOptions {
    path?: string; // of the page with the widget
}

export class People {
    readonly #browser: Browser;
    readonly #server: Server;
    readonly #complaints: Complaints;
    readonly #closes: (() => Promise<void>)[] = [];

    constructor(browser: Browser, server: Server, complaints: Complaints) {
        this.#browser = browser;
        this.#server = server;
        this.#complaints = complaints;
    }

    async #context(who: string, options: BrowserContextOptions) {
        const context = await this.#browser.newContext({
            viewport: { width: 1280, height: 800 },
            locale: "en-GB",
            ...options,
        });
        this.#complaints.watch(context, who);
        this.#closes.push(() => context.close());
        return context;
    }

    async #sign_in(context: BrowserContext, name: string): Promise<void> {
        const reply = await context.request.post(`${this.#server.base}/api/v1/sign_in`, {
            data: { email: `${name}@demo.test`, password: "parley-demo", cookie: true },
        });
        expect(reply.ok(), await reply.text()).toBe(true);
    }

    // Signed in, at Home, connected.
    async agent(name: string, options: BrowserContextOptions = {}): Promise<Desk> {
        const context = await this.#context(name, options);
        await this.#sign_in(context, name);
        return this.#desk(await context.newPage());
    }

    // One who has not signed in yet.
    async visitor_of_desk(options: BrowserContextOptions = {}): Promise<Desk> {
        const context = await this.#context("desk", options);
        const desk = new Desk(await context.newPage(), this.#server.base);
        await desk.page.goto(`${this.#server.base}/desk/`);
        return desk;
    }

    // The administration as somebody sees it; signed in if named.
    async administration(path = "/admin/", name?: string, options: BrowserContextOptions = {}): Promise<Page> {
        const context = await this.#context(name ?? "administration", options);
        if (name) await this.#sign_in(context, name);
        const page = await context.newPage();
        await page.goto(new URL(path, this.#server.base).href);
        return page;
    }

    // The desk in a browser of its own, by any address of it.
    async desk_at(url: string): Promise<Desk> {
        const context = await this.#context("desk", {});
        const desk = new Desk(await context.newPage(), this.#server.base);
        await desk.page.goto(url);
        return desk;
    }

    // A page as the desk that it shows.
    desk_of(page: Page): Desk {
        return new Desk(page, this.#server.base);
    }

    // Another tab of the same browser.
    async second_tab(desk: Desk): Promise<Desk> {
        return this.#desk(await desk.page.context().newPage());
    }

    async #desk(page: Page): Promise<Desk> {
        const desk = new Desk(page, this.#server.base);
        await desk.page.goto(`${this.#server.base}/desk/`);
        await desk.is_connected();
        return desk;
    }

    async customer(options: CustomerOptions = {}): Promise<Shop> {
        const { path = "/demo/", ...rest } = options;
        const context = await this.#context("customer", rest);
        const shop = new Shop(await context.newPage());
        await shop.page.goto(new URL(path, this.#server.base).href);
        return shop;
    }

    // A customer in the browser of somebody who is signed in to the desk.
    async customer_beside(desk: Desk): Promise<Shop> {
        const shop = new Shop(await desk.page.context().newPage());
        await shop.page.goto(`${this.#server.base}/demo/`);
        return shop;
    }

    // In a browser that lets frames of other sites keep things. Debian's does not, and neither do private
    // windows, as which contexts count.
    async trusting_customer(url: string): Promise<Shop> {
        const profile = mkdtempSync(join(tmpdir(), "parley-e2e-profile-"));
        mkdirSync(join(profile, "Default"));
        const trust = { profile: { block_third_party_cookies: false, cookie_controls_mode: 0 } };
        writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(trust));
        const context = await chromium.launchPersistentContext(profile, { ...browser_launch, locale: "en-GB" });
        this.#complaints.watch(context, "customer");
        this.#closes.push(async () => {
            await context.close();
            rmSync(profile, { recursive: true, force: true });
        });
        const shop = new Shop(await context.newPage());
        await shop.page.goto(url);
        return shop;
    }

    async close(): Promise<void> {
        for (const close of this.#closes) await close();
    }
}

interface Fixtures {
    demo: boolean;
    server: Server;
    complaints: Complaints;
    people: People;
}

export const test = base.extend<Fixtures>({
    demo: [true, { option: true }],
    server: async ({ demo }, use, info) => {
        const server = await Server.start(demo);
        await use(server);
        if (info.status !== info.expectedStatus)
            await info.attach("server.log", { body: server.log(), contentType: "text/plain" });
        await server.remove();
    },
    complaints: async ({}, use) => {
        const complaints = new Complaints();
        await use(complaints);
        expect(complaints.unexpected(), "errors in the pages").toEqual([]);
    },
    people: async ({ browser, server, complaints }, use) => {
        const people = new People(browser, server, complaints);
        await use(people);
        await people.close();
    },
});
