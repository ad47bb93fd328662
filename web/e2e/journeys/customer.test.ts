// The customer's side of bad days: reloads, tabs, networks, a server that dies.
import { network_trouble } from "../support/complaints";
import { expect, test } from "../support/journey";
import { Shop } from "../support/shop";

test("a reload and another page of the shop go on with the chat, and the draft is kept", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await desk.accept("Noor");
    await desk.say("Good morning");
    await expect(customer.text("Good morning")).toBeVisible();
    await customer.composer.fill("half a sent");

    await customer.page.reload();
    await expect(customer.log).toContainText("Good morning");
    await expect(customer.composer).toHaveValue("half a sent");
    await expect(customer.text("You are chatting with Ava")).toBeVisible();
    await customer.page.getByRole("link", { name: "Deutsch" }).click();
    await expect(customer.log).toContainText("Good morning");
    await expect(customer.text("Sie schreiben mit Ava")).toBeVisible();
    await customer.composer.fill("a whole sentence");
    await customer.composer.press("Enter");
    await expect(desk.log).toContainText("a whole sentence");
    expect(await customer.words()).toEqual(["Hello", "Good morning", "a whole sentence"]);
    await expect(desk.log).not.toContainText("lost the connection");
});

test("what is typed before the start is kept over a reload, and gone once it is sent", async ({ people }) => {
    const customer = await people.customer();
    await customer.open();
    await customer.name.fill("Noor");
    await customer.question.fill("Is the kettle in stock?");
    await customer.page.reload();
    await expect(customer.question).toHaveValue("Is the kettle in stock?");
    await expect(customer.name).toHaveValue("Noor");
    await customer.frame.getByRole("button", { name: "Start chat" }).click();
    await expect(customer.log).toContainText("Is the kettle in stock?");
    await expect(customer.composer).toHaveValue("");
});

test("a reload right after sending doubles nothing and loses nothing", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.open();
    await customer.name.fill("Noor");
    await customer.question.fill("first");
    await Promise.all([customer.question.page().waitForRequest(/start_chat/), customer.frame.getByRole("button", { name: "Start chat" }).click()]);
    await customer.page.reload();
    await expect(customer.log).toContainText("first");
    await desk.accept("Noor");
    for (const text of ["second", "third", "fourth"]) {
        await customer.composer.fill(text);
        await customer.composer.press("Enter");
    }
    await customer.page.reload();
    await expect.poll(() => customer.words()).toEqual(["first", "second", "third", "fourth"]);
    await expect(desk.log).toContainText("fourth");
    expect(await desk.words()).toEqual(["first", "second", "third", "fourth"]);
    await expect(desk.offers).toHaveCount(0);
});

test("[ST3] a second tab shows the same chat, and both stay in step", async ({ people }) => {
    const desk = await people.agent("ava");
    const one = await people.customer();
    await one.start("Hello", "Noor");
    await desk.accept("Noor");

    const two = new Shop(await one.page.context().newPage());
    await two.page.goto(one.page.url());
    await two.open();
    await expect(two.log).toContainText("Hello");
    await two.say("from the second tab");
    await expect(one.log).toContainText("from the second tab");
    await one.say("from the first tab");
    await expect(two.log).toContainText("from the first tab");
    await desk.say("I see both");
    for (const tab of [one, two])
        await expect.poll(() => tab.words()).toEqual(["Hello", "from the second tab", "from the first tab", "I see both"]);

    await two.frame.getByRole("button", { name: "End chat" }).click();
    await two.frame.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
    await expect(one.text("This chat has ended.")).toBeVisible();
    await one.frame.getByRole("button", { name: "Start a new chat" }).click();
    await expect(two.question).toBeVisible();
});

test("what is written offline goes out once and in order when the network is back", async ({ people, complaints }) => {
    complaints.expect(network_trouble);
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("before", "Noor");
    await desk.accept("Noor");

    const network = customer.page.context();
    await network.setOffline(true);
    await expect(customer.text("You are offline. What you write is sent when the connection is back.")).toBeVisible();
    for (const text of ["offline one", "offline two"]) await customer.say(text);
    await expect(customer.log.getByText("Sending…")).toHaveCount(2);
    await desk.say("are you there?");
    await network.setOffline(false);
    await expect(customer.text(/You are offline/)).toBeHidden();
    await expect(customer.status).toHaveText("Read");
    await expect.poll(() => customer.words()).toEqual(["before", "are you there?", "offline one", "offline two"]);
    await expect(desk.log).toContainText("offline two");
    expect(await desk.words()).toEqual(await customer.words());
    await expect(desk.log).not.toContainText("lost the connection");
});

test("[MS4, MS6] a server that dies and comes back loses nothing and doubles nothing", async ({ server, people, complaints }) => {
    complaints.expect(network_trouble);
    complaints.expect(/WebSocket connection to .* failed/);
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("before", "Noor");
    await desk.accept("Noor");
    await desk.composer.fill("a draft");

    await server.kill();
    await expect(customer.text("Reconnecting…")).toBeVisible();
    await expect(desk.page.getByText("The connection is lost.")).toBeVisible();
    for (const text of ["while it is down", "and again"]) await customer.say(text);
    await desk.composer.fill("from the agent");
    await desk.composer.press("Enter");
    await expect(desk.main).toContainText("Sending…");
    await server.run();
    await desk.is_connected();
    await expect(customer.text("Reconnecting…")).toBeHidden();
    const heard = (texts: string[]) => texts.filter((text) => text !== "from the agent");
    await expect.poll(async () => heard(await customer.words())).toEqual(["before", "while it is down", "and again"]);
    await expect.poll(async () => (await customer.words()).filter((text) => text === "from the agent").length).toBe(1);
    await expect(desk.log).toContainText("and again");
    expect(await desk.words()).toEqual(await customer.words());

    // Once more, in the middle of sending.
    for (const text of ["one", "two", "three"]) {
        await customer.composer.fill(text);
        await customer.composer.press("Enter");
    }
    await server.kill();
    await server.run();
    await desk.is_connected();
    await expect.poll(async () => (await customer.words()).slice(-3)).toEqual(["one", "two", "three"]);
    await expect(desk.log).toContainText("three");
    expect(await desk.words()).toEqual(await customer.words());
});

test("a chat started while the server is away starts once when it is back", async ({ server, people, complaints }) => {
    complaints.expect(network_trouble);
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.open();
    await customer.question.fill("patience");
    await server.kill();
    complaints.expect(/WebSocket connection to .* failed/);
    await customer.frame.getByRole("button", { name: "Start chat" }).click();
    await expect(customer.text("You seem to be offline. The chat starts as soon as the connection is back.")).toBeVisible();
    await server.run();
    await expect(customer.log).toContainText("patience");
    await desk.is_connected();
    await desk.accept("Visitor 1");
    expect(await customer.words()).toEqual(["patience"]);
    await desk.press("Alt+0");
    await expect(desk.list("Open conversations")).toContainText("Nobody is waiting in your queues.");
});

test("a refused message says so, and a retry delivers it once", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    // The server's answer to the first attempt is taken out of its mouth.
    let refusals = 1;
    await customer.page.routeWebSocket(/\/api\/v1\/feed/, (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((frame) => {
            const request = JSON.parse(String(frame)) as { id: number; op: string };
            if (request.op !== "send_message" || refusals === 0) return server.send(frame);
            refusals--;
            const error = { type: "about:blank", title: "", status: 500, code: "internal", reason: "internal", detail: "" };
            socket.send(JSON.stringify({ id: request.id, error }));
        });
    });
    await customer.page.reload();
    await customer.start("Hello", "Noor");
    await desk.accept("Noor");
    await customer.composer.fill("refused at first");
    await customer.composer.press("Enter");
    await expect(customer.frame.getByRole("alert")).toHaveText("Not delivered");
    await expect(desk.log).not.toContainText("refused at first");
    await customer.page.reload();
    await expect(customer.text("Not delivered")).toBeVisible();
    await customer.frame.getByRole("button", { name: "Retry" }).click();
    await expect(customer.text("Not delivered")).toBeHidden();
    await expect(desk.log).toContainText("refused at first");
    expect(await customer.words()).toEqual(["Hello", "refused at first"]);
});

test("[MS2] what was written offline into a chat that has ended is not delivered, and can be thrown away", async ({ people, complaints }) => {
    complaints.expect(network_trouble);
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await desk.accept("Noor");
    await desk.say("Goodbye");
    await expect(customer.text("Goodbye")).toBeVisible();
    await customer.page.context().setOffline(true);
    await customer.say("wait!");
    await desk.press("Alt+e");
    await expect(desk.main).toContainText("Wrap-up");
    await customer.page.context().setOffline(false);
    await expect(customer.text("This chat has ended.")).toBeVisible();
    await expect(customer.text("Not delivered")).toBeVisible();
    await customer.frame.getByRole("button", { name: "Discard" }).click();
    expect(await customer.words()).toEqual(["Hello", "Goodbye"]);
});

test("[EN2] the customer ends after a question, and the agent is told", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await desk.accept("Noor");
    await desk.say("Good morning");

    const end = customer.frame.getByRole("button", { name: "End chat" });
    const question = customer.frame.getByRole("alertdialog");
    await end.click();
    await expect(question).toContainText("Do you want to end this chat?");
    await expect(question.getByRole("button", { name: "Continue chat" })).toBeFocused();
    await customer.page.keyboard.press("Enter");
    await expect(question).toBeHidden();
    await end.click();
    await customer.page.keyboard.press("Escape");
    await expect(question).toBeHidden();
    await expect(customer.composer).toBeVisible();
    await end.click();
    await question.getByRole("button", { name: "End chat" }).click();
    await expect(customer.text("You have ended the chat")).toBeVisible();
    await expect(customer.composer).toBeHidden();
    await expect(desk.log).toContainText("Noor ended the conversation");
    await expect(desk.main).toContainText("Ended by the customer");
    await expect(desk.composer).toBeHidden();
});

test("[OF6] who leaves before the answer takes the offer back", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Never mind", "Noor");
    await expect(desk.offer("Noor")).toBeVisible();
    await customer.frame.getByRole("button", { name: "End chat" }).click();
    await customer.frame.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
    await expect(desk.offers).toHaveCount(0);
    await expect(desk.notices).toContainText("The conversation with Noor is no longer offered to you.");
    await expect(desk.list("Closed within 24 hours")).toContainText("Noor");
});

test("[TM4] a customer who does not come back is gone, and both sides are told", async ({ server, people }) => {
    await server.set({ customer_gone_ms: 1_000 });
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Back in a second", "Noor");
    await desk.accept("Noor");
    const { page } = customer;
    await page.goto("about:blank");
    await expect(desk.log).toContainText("Noor lost the connection and did not come back");
    await expect(desk.main).toContainText("The customer has gone");
    await page.goBack();
    await expect(customer.text("The chat was ended because you were away")).toBeVisible();
});

test("[TM1] when nobody comes the customer is told, and the chat is closed", async ({ server, people }) => {
    await server.set({ open_timeout_ms: 1_500 });
    const customer = await people.customer();
    await customer.start("Anybody?");
    await expect(customer.text("Nobody is online right now. Your message is stored; if nobody comes, the chat is closed.")).toBeVisible();
    await expect(customer.text("Sorry, nobody was available. The chat has been closed.")).toBeVisible();
    await expect(customer.frame.getByRole("button", { name: "Start a new chat" })).toBeVisible();
});
