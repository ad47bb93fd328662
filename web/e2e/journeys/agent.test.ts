// The agent's side: reloads, tabs, offers that go on to others, several chats at once, the keyboard.
import { expect, test } from "../support/journey";

test("[AT3] a reload at any moment restores all and disturbs no customer", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");

    await expect(desk.offer("Noor")).toBeVisible();
    await desk.reload();
    await expect(desk.offer("Noor")).toBeVisible();
    await desk.accept("Noor");
    await expect(desk.presence("Busy")).toBeVisible();

    await desk.say("Good morning");
    await desk.composer.fill("half an ans");
    await desk.reload();
    await expect(desk.page.getByRole("heading", { level: 1, name: "Noor" })).toBeVisible();
    await expect(desk.composer).toHaveValue("half an ans");
    await expect(desk.log).toContainText("Good morning");
    await expect(desk.presence("Busy")).toBeVisible();
    await customer.say("still there?");
    await expect(desk.log).toContainText("still there?");
    await desk.composer.fill("half an answer, and the rest");
    await desk.composer.press("Enter");
    await expect(customer.text("half an answer, and the rest")).toBeVisible();

    await desk.press("Alt+e");
    await expect(desk.main).toContainText("It closes by itself in");
    await desk.reload();
    await expect(desk.session("Noor")).toContainText("Wrap-up");
    await expect(desk.main).toContainText("It closes by itself in");
    await desk.press("Alt+w");
    await expect(desk.session("Noor")).toHaveCount(0);
    await expect(customer.log.locator(".system")).toHaveText(["Ava has joined the chat", "Ava has ended the chat"]);
});

test("two tabs of an agent stay in step", async ({ people }) => {
    const one = await people.agent("ava");
    const two = await people.second_tab(one);
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await expect(two.offer("Noor")).toBeVisible();
    await one.accept("Noor");
    await expect(two.offers).toHaveCount(0);
    await expect(two.notices).toContainText("The conversation with Noor was accepted in another window.");
    await expect(two.session("Noor")).toBeVisible();

    await one.press("Alt+0");
    await customer.say("Can you see me?");
    for (const desk of [one, two]) await expect(desk.session("Noor")).toContainText("1 unread message");
    await two.press("Alt+1");
    await expect(two.log).toContainText("Can you see me?");
    for (const desk of [one, two]) await expect(desk.session("Noor")).not.toContainText("unread");
    await two.say("Clearly");
    await one.press("Alt+1");
    await expect(one.log).toContainText("Clearly");
    expect(await customer.words()).toEqual(["Hello", "Can you see me?", "Clearly"]);

    await one.choose_presence("Away");
    await expect(two.presence("Away")).toBeVisible();
    await one.press("Alt+e");
    await expect(two.composer).toBeHidden();
    await two.press("Alt+w");
    await expect(one.session("Noor")).toHaveCount(0);
});

test("[OF3, AS4] an offer that runs out goes to the next agent", async ({ server, people }) => {
    await server.set_offer_timeout(4_000);
    const ava = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello?", "Noor");
    await expect(ava.offer("Noor")).toBeVisible();
    const ben = await people.agent("ben");
    await expect(ben.offer("Noor")).toBeVisible();
    await expect(ava.offers).toHaveCount(0);
    await expect(ava.notices).toContainText("You missed the conversation with Noor.");
    await ben.accept("Noor");
    await expect(customer.text("You are chatting with Ben")).toBeVisible();
    await expect(customer.log.locator(".system")).toHaveText(["Ben has joined the chat"]);
});

test("[OF3] what one declines is offered to another", async ({ people }) => {
    const ava = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello?", "Noor");
    await expect(ava.offer("Noor")).toBeVisible();
    const ben = await people.agent("ben");
    await expect(ben.offers).toHaveCount(0);
    await ava.press("Alt+l");
    await expect(ava.log).toContainText("Hello?");
    await ava.press("Alt+d");
    await expect(ava.offers).toHaveCount(0);
    await expect(ava.page.getByRole("heading", { level: 1, name: "Hello, Ava Lindqvist" })).toBeVisible();
    await ben.accept("Noor");
    await expect(customer.text("You are chatting with Ben")).toBeVisible();
});

test("[CP2, PR3] several chats up to the capacity; the next one waits until there is room", async ({ server, people }) => {
    const desk = await people.agent("ava");
    const names = ["Noor", "Kenji", "Lena"];
    const customers = [];
    for (const name of names) {
        const customer = await people.customer();
        customers.push(customer);
        await customer.start(`Hello from ${name}`, name);
        await desk.accept(name);
    }
    await expect(desk.presence("Do not disturb")).toBeVisible();
    await expect(desk.navigation.locator("[data-item]")).toHaveText([/Home/, /Noor/, /Kenji/, /Lena/]);

    const late = await people.customer();
    await late.open();
    await expect(late.text("All our agents are busy right now.")).toBeVisible();
    await late.start("Hello from Omar", "Omar");
    await expect(late.text("All our agents are busy. You are in the queue, and the next free agent will answer.")).toBeVisible();
    await expect(desk.offers).toHaveCount(0);

    // What it waits for can be read where it is looked at.
    await desk.press("Alt+0");
    const open = desk.list("Open conversations");
    await open.getByRole("button", { name: "Omar", exact: true }).click();
    await expect(desk.main).toContainText("This conversation waits for an agent. You are only looking.");
    await expect(desk.main).toContainText("Why it waits: everybody who takes conversations is busy (1 of 4 agents). It is the next in line.");

    // Unread counts and who waits, while the agent is elsewhere.
    await desk.press("Alt+3");
    await customers[0]!.say("one");
    await customers[0]!.say("two");
    await expect(desk.session("Noor")).toContainText("2 unread messages");
    await expect(desk.session("Noor")).toContainText("waits for");
    await expect(desk.session("Kenji")).not.toContainText("unread");
    await expect(desk.page).toHaveTitle(/2/);
    await desk.press("Alt+n");
    await expect(desk.log).toContainText("two");
    await expect(desk.page.getByRole("separator", { name: "New messages" })).toBeVisible();
    await expect(desk.session("Noor")).not.toContainText("unread");
    await desk.say("three");
    await expect(desk.session("Noor")).not.toContainText("waits for");

    await desk.press("Alt+e");
    await expect(desk.main).toContainText("It closes by itself in");
    await desk.press("Alt+w");
    await expect(desk.session("Noor")).toHaveCount(0);
    await desk.accept("Omar");
    await expect(late.text("You are chatting with Ava")).toBeVisible();
    const agents = (await server.call("sofia", "list_agents", {})).agents;
    expect(agents.find((each) => each.name === "Ava Lindqvist")).toMatchObject({ load: 3, capacity: 3 });
});

test("[OF8, OF9] an agent picks from the open list, also beyond the capacity", async ({ server, people }) => {
    const desk = await people.agent("ava");
    await desk.choose_presence("Away");
    const customer = await people.customer();
    await customer.start("Pick me", "Noor");
    const open = desk.list("Open conversations");
    await expect(open).toContainText("Pick me");
    await open.getByRole("button", { name: "Noor", exact: true }).click();
    await expect(desk.main).toContainText("Why it waits: nobody takes conversations at the moment (1 of 4 agents signed in).");
    await desk.press("Alt+0");
    await open.getByRole("button", { name: "Pick the conversation with Noor" }).click();
    await expect(desk.composer).toBeFocused();
    await expect(customer.text("You are chatting with Ava")).toBeVisible();
    await expect(desk.presence("Away")).toBeVisible();
    const { sessions } = await server.call("ava", "get_conversation", { conversation: 1 });
    expect(sessions[0]).toMatchObject({ cause: "pick" });
});

test("quick replies by “/”: everybody's and an own one, by keyboard", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await desk.accept("Noor");

    await desk.press("/");
    const list = desk.page.getByRole("listbox", { name: "Quick replies" });
    await expect(list.getByRole("option").first()).toBeVisible();
    await desk.page.keyboard.type("ship");
    await expect(list.getByRole("option")).toHaveText([/shipping/]);
    await desk.press("Enter");
    await expect(desk.composer).toHaveValue("We ship within one working day; delivery takes two to three days.");
    await expect(list).toBeHidden();
    await desk.press("Enter");
    await expect(customer.text("We ship within one working day")).toBeVisible();

    await desk.page.getByRole("button", { name: /^Account of/ }).click();
    await desk.page.getByRole("menuitem", { name: "My quick replies" }).click();
    await desk.dialog.getByRole("button", { name: "New quick reply" }).click();
    await desk.dialog.getByLabel("Shortcut").fill("returns");
    await desk.dialog.getByRole("textbox", { name: "Text" }).fill("You can return it within 30 days.");
    await desk.press("Tab");
    await desk.dialog.getByRole("button", { name: "Save" }).click();
    await expect(desk.dialog).toContainText("/returns");
    await desk.dialog.getByRole("button", { name: "Done" }).click();
    await expect(desk.dialog).toBeHidden();

    await desk.press("Alt+c");
    await desk.page.keyboard.type("Yes. /ret");
    await expect(list.getByRole("option")).toHaveText([/returns/]);
    await desk.press("Tab");
    await expect(desk.composer).toHaveValue("Yes. You can return it within 30 days.");
    await desk.composer.fill("");
    await desk.page.keyboard.type("/mo");
    await desk.press("ArrowDown");
    await desk.press("Escape");
    await expect(list).toBeHidden();
    await expect(desk.composer).toHaveValue("/mo");
});

test("[SO2] signing out with open chats asks, and they are offered to another", async ({ people, complaints }) => {
    complaints.expect(/status of 401/); // the sign-in page asks who is signed in
    const ava = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await ava.accept("Noor");
    const ben = await people.agent("ben");
    await ava.ask_to_sign_out();
    await expect(ava.dialog).toContainText("1 conversation goes back to the queue and is offered to another agent.");
    await ava.press("Escape");
    await expect(ava.dialog).toBeHidden();
    await expect(customer.text("You are chatting with Ava")).toBeVisible();
    await ava.ask_to_sign_out();
    await ava.dialog.getByRole("button", { name: "Sign out" }).click();
    await expect(ava.page.getByText("You have signed out.")).toBeVisible();
    await expect(customer.text("Ava has left the chat. We are finding someone else for you.")).toBeVisible();
    await ben.accept("Noor");
    await expect(ben.log).toContainText("Hello");
    await expect(customer.text("You are chatting with Ben")).toBeVisible();
    await ava.page.reload();
    await expect(ava.page.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
});

test("[EN3] leaving a chat asks, and it is offered to another", async ({ people }) => {
    const ava = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await ava.accept("Noor");
    const ben = await people.agent("ben");
    await ava.press("Alt+w");
    await expect(ava.dialog).toContainText("Leave the conversation with Noor?");
    await ava.dialog.getByRole("button", { name: "Leave" }).click();
    await expect(ava.session("Noor")).toHaveCount(0);
    await ben.accept("Noor");
    await expect(customer.log.locator(".system")).toHaveText([
        "Ava has joined the chat",
        "Ava has left the chat. We are finding someone else for you.",
        "Ben has joined the chat",
    ]);
});

test("[AT6] an agent who does not come back loses its chats to another", async ({ server, people }) => {
    await server.set({ agent_gone_ms: 1_500, connection_grace_ms: 500 });
    const ava = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await ava.accept("Noor");
    const mei = await people.agent("mei");
    await ava.page.goto("about:blank");
    await expect(customer.text("Ava lost the connection. We are finding someone else for you.")).toBeVisible();
    await mei.accept("Noor");
    await expect(mei.log).toContainText("Ava Lindqvist");
    await expect(customer.text("You are chatting with Mei")).toBeVisible();
});

test("the keyboard does it all: the list of shortcuts, the palette, regions, presence", async ({ people }) => {
    const desk = await people.agent("ava");
    await desk.press("?");
    await expect(desk.dialog).toContainText("Keyboard shortcuts");
    await expect(desk.dialog).toContainText("Accept the offer");
    await desk.press("Escape");
    await expect(desk.dialog).toBeHidden();

    await desk.press("Control+k");
    await desk.page.keyboard.type("presence: aw");
    await desk.press("Enter");
    await expect(desk.presence("Away")).toBeVisible();
    await desk.press("Alt+p");
    await desk.press("ArrowDown");
    await desk.press("Escape");
    await expect(desk.presence("Away")).toBeVisible();
    await desk.choose_presence("Available");

    const regions = new Set<string | null>();
    for (let i = 0; i < 4; i++) {
        await desk.press("F6");
        regions.add(await desk.page.evaluate(() => document.activeElement?.closest("[data-region]")?.getAttribute("data-region") ?? null));
    }
    expect([...regions].sort()).toEqual(["bar", "main", "sessions"]);
    await desk.press("Alt+s");
    await expect(desk.dialog).toContainText("Settings");
    await desk.dialog.getByRole("combobox", { name: "Language" }).selectOption("de");
    await expect(desk.dialog).toContainText("Einstellungen");
    await desk.press("Escape");
    await desk.reload();
    await expect(desk.main).toContainText("Meine Gespräche");
});
