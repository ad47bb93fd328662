// The widget promises what is true.
import { expect, test } from "../support/journey";

test("[AV1] nobody online, somebody free, everybody busy: the widget says so", async ({ server, people }) => {
    const early = await people.customer();
    await early.open();
    await expect(early.text("Nobody is online right now. You can write, but it may take a while until someone sees it.")).toBeVisible();

    const desk = await people.agent("ava");
    await early.page.reload();
    await expect(early.text("We are online and answer shortly.")).toBeVisible();
    await desk.choose_presence("Away");
    await early.page.reload();
    await expect(early.text(/Nobody is online right now/)).toBeVisible();
    await early.start("Hello?", "Noor");
    await expect(early.text("Nobody is online right now. Your message is stored; if nobody comes, the chat is closed.")).toBeVisible();
    await desk.choose_presence("Available");
    await expect(early.text("Thank you! Someone will be with you in a moment.")).toBeVisible();
    await desk.accept("Noor");

    await server.call("admin", "save_agent", { id: 3, capacity: 1 });
    const late = await people.customer();
    await late.open();
    await expect(late.text("All our agents are busy right now. You can write; we answer as soon as someone is free.")).toBeVisible();
    await late.start("Me too", "Kenji");
    await expect(late.text("All our agents are busy. You are in the queue, and the next free agent will answer.")).toBeVisible();
    await desk.choose_presence("Offline");
    await expect(late.text("Nobody is online right now. Your message is stored; if nobody comes, the chat is closed.")).toBeVisible();
});

test("the subtitle promises an answer only while one is likely, and is read to its end", async ({ people }) => {
    const promise = "We usually answer within a minute";
    const customer = await people.customer({ viewport: { width: 320, height: 568 } });
    await customer.open();
    await expect(customer.text(/Nobody is online right now/)).toBeVisible();
    await expect(customer.text(promise)).toHaveCount(0);
    const desk = await people.agent("ava");
    await customer.page.reload();
    await expect(customer.text(promise)).toBeVisible();
    await customer.start("Hello", "Noor");
    const subtitle = customer.text(promise);
    await expect(customer.frame.locator("header button")).toHaveCount(3);
    expect(await subtitle.evaluate((each) => each.scrollWidth <= each.clientWidth)).toBe(true);
    await desk.accept("Noor");
    await expect(customer.text("You are chatting with Ava")).toBeVisible();
    await desk.say("Goodbye");
    await desk.press("Alt+e");
    await expect(customer.text("This chat has ended.")).toBeVisible();
    await expect(customer.text(promise)).toHaveCount(0);
});
