// Browsers in which a frame of another site may keep nothing. Contexts count as private windows, in
// which Debian's Chromium blocks that.
import type { Frame, Page } from "@playwright/test";
import { network_trouble } from "../support/complaints";
import { expect, test } from "../support/journey";
import { with_other_site } from "../support/other_site";
import type { Server } from "../support/server";
import { Shop } from "../support/shop";

function frame_of(page: Page, server: Server): Frame {
    return page.frames().find((each) => each.url().startsWith(server.base))!;
}

async function expect_nothing_kept_by_frame(page: Page, server: Server): Promise<void> {
    const kept = frame_of(page, server).evaluate(() => localStorage.length);
    await expect(kept).rejects.toThrow(/Access is denied/);
}

const kept_by_page = (page: Page) => page.evaluate(() => Object.keys(localStorage).sort());

test("the page keeps what the frame may not: a reload and another tab go on with the chat", async ({ server, people, complaints }) => {
    complaints.expect(network_trouble);
    await with_other_site(server, async (path) => {
        const desk = await people.agent("ava");
        const customer = await people.customer({ path });
        await customer.start("From a private window", "Noor");
        await expect_nothing_kept_by_frame(customer.page, server);
        await desk.accept("Noor");
        await desk.say("Seen");
        await expect(customer.text("Seen")).toBeVisible();
        await customer.composer.fill("half a sent");

        await customer.page.reload();
        await expect(customer.log).toContainText("Seen");
        await expect(customer.composer).toHaveValue("half a sent");
        expect(await customer.words()).toEqual(["From a private window", "Seen"]);
        await expect_nothing_kept_by_frame(customer.page, server);

        const two = new Shop(await customer.page.context().newPage());
        await two.page.goto(path);
        await two.open();
        await expect(two.log).toContainText("Seen");
        await two.say("from the second tab");
        await expect(customer.log).toContainText("from the second tab");
        await two.page.close();

        // Written without the network, and reloaded before it is back.
        await customer.page.context().setOffline(true);
        await customer.say("written offline");
        await expect.poll(async () => (await kept_by_page(customer.page)).some((key) => key.startsWith("parley:demo/outbox/"))).toBe(true);
        await customer.page.goto("about:blank");
        await customer.page.context().setOffline(false);
        await customer.page.goto(path);
        await expect(customer.log).toContainText("written offline");
        await expect(desk.log).toContainText("written offline");
        await expect(customer.status).toHaveText("Read");
        const said = ["From a private window", "Seen", "from the second tab", "written offline"];
        expect(await customer.words()).toEqual(said);
        expect(await desk.words()).toEqual(said);
        await expect.poll(async () => (await kept_by_page(customer.page)).filter((key) => key.includes("/outbox/"))).toEqual([]);
        await expect(desk.log).not.toContainText("did not come back");
    });
});

test("the page's own things are left alone, and it is given nothing that a frame may keep itself", async ({ server, people }) => {
    await with_other_site(server, async (path) => {
        const customer = await people.customer({ path });
        await customer.page.evaluate(() => localStorage.setItem("visitor", "the shop's own"));
        await customer.start("Hello", "Noor");
        await expect.poll(() => kept_by_page(customer.page)).toContain("parley:demo/visitor");
        expect(await customer.page.evaluate(() => localStorage.getItem("visitor"))).toBe("the shop's own");
        for (const key of await kept_by_page(customer.page)) expect(key).toMatch(/^visitor$|^parley:demo(\/|$)/);

        const trusting = await people.trusting_customer(path);
        await trusting.start("Hello", "Robin");
        expect(await kept_by_page(trusting.page)).toEqual(["parley:demo"]);
    });
});

test("where the page may keep nothing either, the chat lives as long as its page and promises no more", async ({ server, people }) => {
    await with_other_site(server, async (path) => {
        const desk = await people.agent("ava");
        const customer = await people.customer();
        await customer.page.addInitScript(() => {
            const denied = () => {
                throw new DOMException("Access is denied", "SecurityError");
            };
            Object.defineProperty(window, "localStorage", { get: denied });
        });
        await customer.page.goto(path);
        await customer.start("Hello", "Noor");
        await desk.accept("Noor");
        await desk.say("Seen");
        await expect(customer.text("Seen")).toBeVisible();
        await customer.say("Me too");
        await expect(desk.log).toContainText("Me too");
        await customer.frame.getByRole("button", { name: "End chat" }).click();
        const question = customer.frame.getByRole("alertdialog");
        await expect(question).toContainText("Do you want to end this chat?");
        await expect(question).not.toContainText("You can read it until you start a new one.");
        await question.getByRole("button", { name: "Continue chat" }).click();
        await customer.page.reload();
        await customer.open();
        await expect(customer.question).toBeVisible();
        await expect(customer.frame.getByRole("alert")).toHaveCount(0);
    });
});
