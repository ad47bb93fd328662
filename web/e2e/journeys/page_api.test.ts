// What the page around the widget can ask of it and hear from it.
import { network_trouble } from "../support/complaints";
import { expect, test } from "../support/journey";
import { with_other_site } from "../support/other_site";
import type { Shop } from "../support/shop";

interface Heard {
    name: string;
    detail: Record<string, unknown>;
}

declare global {
    interface Window {
        heard: Heard[];
        Parley: {
            start(o?: { name?: string; text?: string }): void;
            open(): void;
            minimise(): void;
            close(): void;
            setContext(values: Record<string, unknown>): void;
            getAvailability(): Promise<{ availability: string }>;
            on(event: string, handler: (detail: Record<string, unknown>) => void): void;
        };
    }
}

const events = ["ready", "message_received", "message_sent", "chat_ended", "error", "unread"];

async function listen(shop: Shop): Promise<void> {
    await shop.page.evaluate((names) => {
        window.heard = [];
        for (const name of names) window.Parley.on(name, (detail) => window.heard.push({ name, detail }));
    }, events);
}

async function heard(shop: Shop, name: string): Promise<Record<string, unknown>[]> {
    const all = await shop.page.evaluate(() => window.heard);
    return all.filter((each) => each.name === name).map((each) => each.detail);
}

test("the page opens, starts, tells its context, hears what happens, and closes", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await listen(customer);
    await expect.poll(() => heard(customer, "ready")).toHaveLength(1);
    expect(await customer.page.evaluate(() => window.Parley.getAvailability())).toEqual({ availability: "available" });
    await expect(customer.panel).toBeHidden();

    await customer.page.evaluate(() => window.Parley.open());
    await expect(customer.question).toBeFocused();
    await customer.page.evaluate(() => window.Parley.minimise());
    await expect(customer.panel).toBeHidden();

    await customer.page.evaluate(() => {
        window.Parley.setContext({ plan: "gold", visits: 3, secret: "<b>x</b>" });
        window.Parley.start({ name: "Noor", text: "Started by the page" });
    });
    await expect(customer.log).toContainText("Started by the page");
    await desk.accept("Noor");
    const panel = desk.page.getByRole("complementary");
    await expect(panel).toContainText("plan");
    await expect(panel).toContainText("gold");
    await expect(panel).toContainText("<b>x</b>");
    await customer.page.evaluate(() => window.Parley.setContext({ plan: "platinum", visits: "" }));
    await expect(panel).toContainText("platinum");
    await expect(panel).not.toContainText("visits");
    await customer.page.getByRole("button", { name: "Add to cart" }).first().click();
    await expect(panel).toContainText("1 × Sencha, first flush");

    await expect.poll(() => heard(customer, "message_sent")).toEqual([{ conversation: 1, seq: 1, text: "Started by the page" }]);
    await customer.page.evaluate(() => window.Parley.minimise());
    await desk.say("Answered");
    await expect.poll(() => heard(customer, "message_received")).toMatchObject([{ conversation: 1, text: "Answered", name: "Ava" }]);
    await expect.poll(() => heard(customer, "unread")).toContainEqual({ count: 1 });
    await expect(customer.button).toHaveAccessibleName("Open chat, 1 unread");

    await customer.page.evaluate(() => window.Parley.close());
    await expect(desk.main).toContainText("Ended by the customer");
    await expect.poll(() => heard(customer, "chat_ended")).toEqual([{ conversation: 1, by: "customer" }]);
    expect(await heard(customer, "error")).toEqual([]);
});

test("the page hears that something went wrong", async ({ server, people, complaints }) => {
    complaints.expect(network_trouble);
    const customer = await people.customer();
    await listen(customer);
    await customer.open();
    await server.kill();
    const answer = customer.page.evaluate(() => window.Parley.getAvailability().then(() => "told", () => "refused"));
    expect(await answer).toBe("refused");
    await customer.page.evaluate(() => {
        for (let i = 0; i < 101; i++) window.Parley.setContext({ [`key ${i}`]: i });
    });
    await expect.poll(() => heard(customer, "error")).toContainEqual({ reason: "too_many_context_entries", key: "key 100" });
});

test("on a site of somebody else, under a strict policy of that site", async ({ server, people }) => {
    await with_other_site(server, async (url) => {
        const desk = await people.agent("ava");
        const customer = await people.trusting_customer(url);
        await customer.start("From elsewhere", "Noor");
        await expect(desk.offer("Noor")).toContainText("/here");
        await desk.accept("Noor");
        await desk.say("Seen");
        await expect(customer.text("Seen")).toBeVisible();
        await customer.page.reload();
        await expect(customer.log).toContainText("Seen");
        await expect(customer.composer).toBeVisible();
    });
});
