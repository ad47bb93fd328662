// What stands over what in the desk's window: nothing hides what an agent reads or works with.
import type { Locator, Page } from "@playwright/test";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";

// The left side of Home, which nothing but a veil covers.
const left = { x: 0, y: 60, width: 600, height: 400 };

// How many colours the left side has. Words have many; a sheet over them has one.
async function colours(page: Page): Promise<number> {
    const picture = (await page.screenshot({ clip: left })).toString("base64");
    return page.evaluate(async (text) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const paper = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
        paper.drawImage(image, 0, 0);
        const { data } = paper.getImageData(0, 0, image.width, image.height);
        return new Set(new Uint32Array(data.buffer)).size;
    }, picture);
}

// Does a click into its middle reach it?
function is_on_top(each: Locator): Promise<boolean> {
    return each.evaluate((element) => {
        const { left: x, top: y, width, height } = element.getBoundingClientRect();
        return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    });
}

async function may_be_worked_with(desk: Desk): Promise<void> {
    const composer = desk.page.locator("[data-region=composer]");
    const parts = [desk.composer, composer.getByRole("button", { name: "Send" }), desk.log.locator("[dir=auto]").last()];
    parts.push(...(await desk.navigation.locator("[data-item]").all()));
    await expect.poll(async () => Promise.all(parts.map(is_on_top)), { timeout: 3_000 }).not.toContain(false);
}

test("menus, dialogs and tooltips leave the page behind them in sight", async ({ people }) => {
    const desk = await people.agent("ava");
    const { page } = desk;
    const home = page.getByRole("heading", { level: 1 });
    const plain = await colours(page);
    expect(plain).toBeGreaterThan(20);
    const account = () => page.getByRole("button", { name: /^Account of/ }).click();
    for (const open of [() => desk.press("Alt+p"), account]) {
        await open();
        await expect(page.getByRole("menu")).toBeVisible();
        expect(await is_on_top(home)).toBe(true);
        expect(await colours(page)).toBeGreaterThan(20);
        await desk.press("Escape");
        await expect(page.getByRole("menu")).toHaveCount(0);
    }
    const dialogs = [() => desk.press("?"), () => desk.press("Control+k"), () => desk.press("Alt+s"), () => desk.ask_to_sign_out()];
    for (const open of dialogs) {
        await open();
        await expect(desk.dialog).toBeVisible();
        expect(await colours(page)).toBeGreaterThan(20);
        await desk.press("Escape");
        await expect(desk.dialog).toHaveCount(0);
    }
});

test("a tooltip stands still and covers nothing else", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await desk.accept("Noor");
    await desk.navigation.getByRole("button", { name: "Close the conversation with Noor" }).hover();
    const tooltip = desk.page.getByRole("tooltip");
    await expect(tooltip).toBeVisible();
    const changes = await desk.page.evaluate(async () => {
        let count = 0;
        let before = true;
        const until = performance.now() + 1_500;
        while (performance.now() < until) {
            await new Promise(requestAnimationFrame);
            const now = [...document.querySelectorAll("[role=tooltip]")].some((each) => each.checkVisibility());
            if (now !== before) count++;
            before = now;
        }
        return count;
    });
    expect(changes).toBe(0);
    await may_be_worked_with(desk);
    expect(await colours(desk.page)).toBeGreaterThan(20);
});

test("[OF2] where an offer is looked at, its card gives way", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Is it in stock?", "Noor");
    await expect(desk.offer("Noor")).toBeVisible();
    await desk.press("Alt+l");
    await expect(desk.log).toContainText("Is it in stock?");
    await expect(desk.offers).toHaveCount(0);
    await expect(desk.main).toContainText("Offered");
    await expect(desk.session("Noor")).toContainText("Offered");
    for (const name of ["Accept", "Decline"]) {
        await expect(desk.page.getByRole("button", { name })).toHaveCount(1);
        expect(await is_on_top(desk.page.getByRole("button", { name }))).toBe(true);
    }
    await desk.press("Alt+0");
    await expect(desk.offer("Noor")).toBeVisible();
    await desk.press("Alt+l");
    await desk.page.getByRole("button", { name: "Accept" }).click();
    await expect(desk.composer).toBeFocused();
});

test("notices cover nothing that is worked with", async ({ server, people }) => {
    const desk = await people.agent("ava");
    const noor = await people.customer();
    await noor.start("Hello", "Noor");
    await desk.accept("Noor");
    await server.set_offer_timeout(1_500);
    const kenji = await people.customer();
    await kenji.start("Anybody?", "Kenji");
    await expect(desk.notices).toContainText("You missed the conversation with Kenji.");
    await may_be_worked_with(desk);
    await desk.page.setViewportSize({ width: 700, height: 500 });
    await may_be_worked_with(desk);
    await expect(desk.notices).toContainText("You missed the conversation with Kenji.");
    await desk.notices.getByRole("button", { name: "Dismiss" }).click();
    await expect(desk.notices).toBeEmpty();
});

test("in a narrow window conversations can be told apart, and who waits is marked", async ({ people }) => {
    const desk = await people.agent("ava", { viewport: { width: 700, height: 800 } });
    for (const name of ["Noor Haddad", "Kenji Ito"]) {
        const customer = await people.customer();
        await customer.start(`Hello from ${name}`, name);
        await desk.accept(name);
    }
    await expect(desk.navigation.getByText("NH", { exact: true })).toBeVisible();
    await expect(desk.navigation.getByText("KI", { exact: true })).toBeVisible();
    const marks = desk.navigation.getByText(/^\d+ (sec|min)s?$/);
    await expect(marks.filter({ visible: true })).toHaveCount(2);
    await desk.say("Good morning");
    await expect(marks.filter({ visible: true })).toHaveCount(1);
});

test("the end of a conversation stays in sight, whatever comes at once and however narrow it gets", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await desk.accept("Noor");
    const jump = desk.page.getByRole("button", { name: /^To the newest|new message/ });
    for (let round = 1; round <= 3; round++) {
        await desk.say(`Answer ${round}`);
        for (const text of ["many words ".repeat(540), `short ${round}`, `last ${round}`]) {
            await customer.composer.fill(text);
            await customer.composer.press("Enter");
        }
        await expect(desk.log.getByText(`last ${round}`)).toBeInViewport();
        await expect(jump).toHaveCount(0);
    }
    for (const width of [390, 1280, 390]) {
        await desk.page.setViewportSize({ width, height: 800 });
        await expect(desk.log.getByText("last 3")).toBeInViewport();
        await expect(jump).toHaveCount(0);
    }
});

test("[SO1] signing out of one of two browsers says that everything stays", async ({ people }) => {
    const one = await people.agent("ava");
    const other = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await one.accept("Noor");
    await one.ask_to_sign_out();
    await expect(one.dialog).toContainText("Your conversations and offers stay with you there.");
    await expect(one.dialog).not.toContainText("goes back");
    await one.dialog.getByRole("button", { name: "Sign out" }).click();
    await expect(one.page.getByText("You have signed out.")).toBeVisible();
    await expect(other.session("Noor")).toBeVisible();
    await expect(customer.text("You are chatting with Ava")).toBeVisible();
});
