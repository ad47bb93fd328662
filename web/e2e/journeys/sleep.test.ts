// Laptops that are closed and phones in pockets: pages stand still for a minute while the conversation
// goes on elsewhere.
import { network_trouble } from "../support/complaints";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";
import type { Server } from "../support/server";
import type { Shop } from "../support/shop";
import { fall_asleep } from "../support/sleep";

const minute_ms = 60_000;
const messages = 6;

test.describe.configure({ timeout: 3 * minute_ms });

function pause(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
}

interface Visitor {
    token: string;
    conversation: number;
}

// Whoever is in the customer's browser, for other devices of hers.
async function visitor_of(customer: Shop): Promise<Visitor> {
    const kept = await customer.page.evaluate(() => localStorage.getItem("parley:demo:visitor"));
    return JSON.parse(kept!) as Visitor;
}

// What Ava and Noor say from other devices, in turn, for a minute.
async function talk_for_a_minute(server: Server, { token, conversation }: Visitor): Promise<string[]> {
    const said: string[] = [];
    for (let i = 1; i <= messages; i++) {
        await pause(minute_ms / messages);
        const by_ava = i % 2 === 1;
        const text = `${by_ava ? "Ava" : "Noor"} elsewhere ${i}`;
        const message = { conversation, text, client_id: `elsewhere-${i}` };
        await (by_ava ? server.call("ava", "send_message", message) : server.call_as(token, "send_message", message));
        said.push(text);
    }
    return said;
}

// Both hold the same words in the same order, and nothing more comes.
async function expect_all(customer: Shop, desk: Desk, said: readonly string[]): Promise<void> {
    const sorted = (words: readonly string[]) => [...words].sort();
    for (const side of [customer, desk]) await expect.poll(async () => sorted(await side.words())).toEqual(sorted(said));
    await pause(2_000);
    expect(sorted(await customer.words())).toEqual(sorted(said));
    expect(await desk.words()).toEqual(await customer.words());
    for (const side of [customer.log, desk.main]) {
        await expect(side).not.toContainText("Sending…");
        await expect(side).not.toContainText("lost the connection");
    }
}

test("pages that stood still for a minute wake up with everything, and with what was half written", async ({ server, people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await desk.accept("Noor");
    await desk.say("Good morning");
    await expect(customer.text("Good morning")).toBeVisible();
    const visitor = await visitor_of(customer);
    await customer.composer.fill("half a question");
    await desk.composer.fill("half an answer");

    const sleepers = await Promise.all([customer.page, desk.page].map(fall_asleep));
    const elsewhere = await talk_for_a_minute(server, visitor);
    for (const sleeper of sleepers) await sleeper.wake();
    await expect_all(customer, desk, ["Hello", "Good morning", ...elsewhere]);
    await expect(customer.composer).toHaveValue("half a question");
    await expect(desk.composer).toHaveValue("half an answer");

    await customer.composer.press("Enter");
    await desk.composer.press("Enter");
    await expect_all(customer, desk, ["Hello", "Good morning", ...elsewhere, "half a question", "half an answer"]);
});

test("[MS4] what both wrote offline before a minute's sleep goes out once after it", async ({ server, people, complaints }) => {
    complaints.expect(network_trouble);
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await desk.accept("Noor");
    const visitor = await visitor_of(customer);
    for (const { page } of [customer, desk]) await page.context().setOffline(true);
    const by_customer = ["customer offline 1", "customer offline 2"];
    const by_agent = ["agent offline 1", "agent offline 2"];
    for (const text of by_customer) await customer.say(text);
    for (const text of by_agent) {
        await desk.composer.fill(text);
        await desk.composer.press("Enter");
        await expect(desk.main).toContainText(text);
    }
    await expect(customer.log.getByText("Sending…")).toHaveCount(2);

    const sleepers = await Promise.all([customer.page, desk.page].map(fall_asleep));
    const elsewhere = await talk_for_a_minute(server, visitor);
    for (const sleeper of sleepers) await sleeper.wake();
    await expect(customer.text("You are offline. What you write is sent when the connection is back.")).toBeVisible();
    for (const { page } of [customer, desk]) await page.context().setOffline(false);
    await expect_all(customer, desk, ["Hello", ...elsewhere, ...by_customer, ...by_agent]);

    const words = await customer.words();
    for (const texts of [elsewhere, by_customer, by_agent]) expect(words.filter((word) => texts.includes(word))).toEqual(texts);
    await expect(desk.presence("Busy")).toBeVisible();
    const { sessions } = await server.call("ava", "get_conversation", { conversation: visitor.conversation });
    expect(sessions).toHaveLength(1);
});
