// A customer and an agent, each in a browser of their own.
import { expect, test } from "../support/journey";

test("[OF1, OF2] an offer shows who asks from where; the agent looks first and accepts by keyboard", async ({ server, people, complaints }) => {
    complaints.expect(/status of 401 .*who_am_i/); // how the desk finds out that nobody is signed in
    const desk = await people.visitor_of_desk();
    await desk.sign_in("ava");
    await expect(desk.presence("Available")).toBeVisible();
    const customer = await people.customer();
    await customer.open();
    await expect(customer.text("We are online and answer shortly.")).toBeVisible();
    await customer.name.fill("Noor");
    await customer.question.fill("Is the blue kettle back?");
    await customer.frame.getByRole("button", { name: "Start chat" }).click();
    await expect(customer.text("Thank you! Someone will be with you in a moment.")).toBeVisible();

    const offer = desk.offer("Noor");
    await expect(offer).toBeVisible();
    await expect(offer).toContainText("Support");
    await expect(offer).toContainText(/localhost:\d+\/demo/);
    await expect(offer).toContainText("Is the blue kettle back?");
    const countdown = offer.getByRole("timer");
    await expect(countdown).toHaveAccessibleName(/Time left to answer/);

    await desk.press("Alt+l");
    await expect(desk.log).toContainText("Is the blue kettle back?");
    await expect(desk.main).toContainText("You are only looking. Time left to decide");
    await expect(desk.composer).toBeHidden();
    await expect(customer.status).toHaveText("Sent");

    await desk.press("Alt+a");
    await expect(desk.composer).toBeFocused();
    await expect(customer.text("Ava has joined the chat")).toBeVisible();
    await expect(customer.text("You are chatting with Ava")).toBeVisible();
    await expect(customer.status).toHaveText("Read");
    await expect(desk.presence("Busy")).toBeVisible();
    const { sessions } = await server.call("ava", "get_conversation", { conversation: 1 });
    expect(sessions).toHaveLength(1);
});

test("[MS3] words arrive as they were written, and nothing in them is interpreted", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hi 👋", "Noor");
    await desk.accept("Noor");

    const lines = "first line\nsecond line\n\n  indented, after an empty one";
    const markup = `<script>document.title = "broken"</script><img src=x onerror="document.title='broken'"><b>bold</b>`;
    const links = "see https://example.com/a?b=1&c=2 or javascript:alert(1) or data:text/html,x";
    const emoji = "👨‍👩‍👧‍👦 🇺🇦 🏳️‍🌈 é ก็ 日本語";
    const long = "ж".repeat(5_990) + "👍".repeat(10);

    for (const text of [lines, markup, links, emoji, long]) {
        await customer.composer.fill(text);
        await customer.composer.press("Enter");
        await expect(customer.composer).toHaveValue("");
    }
    await expect(desk.log.getByText(long)).toBeAttached();
    for (const text of [lines, markup, emoji]) expect(await desk.log.textContent()).toContain(text);
    const link = desk.log.getByRole("link");
    await expect(link).toHaveCount(1);
    await expect(link).toHaveAttribute("href", "https://example.com/a?b=1&c=2");
    await expect(link).toHaveAttribute("rel", /noopener/);

    for (const text of [lines, markup, links, emoji, long]) {
        await desk.composer.fill(text);
        await desk.composer.press("Enter");
        await expect(desk.composer).toHaveValue("");
    }
    await expect(customer.bubbles).toHaveCount(11);
    expect(await customer.words()).toEqual(["Hi 👋", lines, markup, links, emoji, long, lines, markup, links, emoji, long]);
    await expect(customer.log.getByRole("link")).toHaveCount(2);
    const [opened] = await Promise.all([
        customer.page.context().waitForEvent("page"),
        customer.log.getByRole("link").last().click(),
    ]);
    expect(await opened.evaluate(() => window.opener === null)).toBe(true);
    await opened.close();

    for (const page of [desk.page, customer.page]) {
        await expect(page).not.toHaveTitle(/broken/);
        const elements = page === desk.page ? desk.log : customer.log;
        await expect(elements.locator("script, img, b")).toHaveCount(0);
    }
    // Line breaks are seen, too.
    const height = async (words: string) =>
        (await customer.log.locator(".words").filter({ hasText: words }).first().boundingBox())!.height;
    expect(await height("indented, after")).toBeGreaterThan(2.5 * (await height("Hi 👋")));
});

test("addresses without https and e-mail addresses are links, and times are those of the browser's region", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("See www.example.org, or write to ann@example.org.", "Noor");
    await desk.accept("Noor");
    for (const log of [desk.log, customer.log]) {
        await expect(log.getByRole("link")).toHaveText(["www.example.org", "ann@example.org"]);
        await expect(log.getByRole("link").first()).toHaveAttribute("href", "https://www.example.org");
        await expect(log.getByRole("link").last()).toHaveAttribute("href", "mailto:ann@example.org");
    }
    // The browsers of these journeys are British.
    await expect(desk.log).toContainText(/\b\d\d:\d\d\b/);
    await expect(desk.log).toContainText(/day,? \d{1,2} [A-Z]/);
    await expect(customer.log.locator("time").first()).toHaveText(/^\d\d:\d\d$/);
});

test("too long a message is counted and cannot be sent", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await desk.accept("Noor");
    await customer.composer.fill("x".repeat(6_001));
    await expect(customer.text("1 character too many")).toBeVisible();
    await expect(customer.frame.getByRole("button", { name: "Send" })).toBeDisabled();
    await customer.composer.press("Enter");
    await expect(customer.composer).toHaveValue("x".repeat(6_001));
    await desk.composer.fill("😀".repeat(6_002));
    await expect(desk.main).toContainText("2 characters too many");
    await desk.composer.press("Enter");
    await expect(desk.composer).toHaveValue("😀".repeat(6_002));
    await desk.composer.fill("😀".repeat(6_000));
    await desk.composer.press("Enter");
    await expect(customer.bubbles.last().locator(".words")).toHaveText("😀".repeat(6_000));
});

test("both see the other typing, and read marks", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await desk.accept("Noor");

    await customer.composer.pressSequentially("thinking");
    await expect(desk.main).toContainText("Noor is typing…");
    await expect(desk.session("Noor")).toContainText("typing…");
    await customer.composer.press("Enter");
    await expect(desk.main).not.toContainText("Noor is typing…");

    await desk.composer.pressSequentially("an answer");
    await expect(customer.text("Ava is typing…")).toBeVisible();
    await desk.composer.press("Enter");
    await expect(customer.text("Ava is typing…")).toBeHidden();
    await expect(desk.log).toContainText("Read");

    await customer.minimise();
    await desk.say("Are you still there?");
    await expect(customer.button).toHaveAccessibleName("Open chat, 1 unread");
    await expect(desk.page.getByText("Read", { exact: true })).toHaveCount(1);
    await customer.button.click();
    await expect(customer.text("Are you still there?")).toBeVisible();
    await expect(customer.button).toHaveAccessibleName("Minimise chat");
    await expect(desk.log.locator("> *").last()).toContainText(/Are you still there\?\s*Read/);

    await desk.press("Alt+0");
    await customer.say("Yes");
    await expect(customer.status).toHaveText("Sent");
    await desk.press("Alt+1");
    await expect(customer.status).toHaveText("Read");
});

test("[ED7] who is signed in to the desk can be a customer in the same browser", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer_beside(desk);
    await customer.start("Is this the same browser?", "Noor");
    await desk.page.bringToFront();
    await desk.accept("Noor");
    await desk.say("It is.");
    await customer.page.bringToFront();
    await expect(customer.log).toContainText("It is.");
});

test("[EN1, EN4, EN5] End, wrap-up, close; what is closed can be read and not continued", async ({ server, people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Where is my parcel?", "Noor");
    await desk.accept("Noor");
    await desk.say("It arrives today.");

    await desk.press("Alt+e");
    await expect(desk.main).toContainText("Ended by the agent. It closes by itself in 14:");
    await expect(desk.composer).toBeHidden();
    await expect(desk.session("Noor")).toContainText("Wrap-up");
    await expect(customer.text("Ava has ended the chat")).toBeVisible();
    await expect(customer.text("This chat has ended.")).toBeVisible();
    await expect(customer.composer).toBeHidden();
    await expect(customer.log).toContainText("It arrives today.");

    await desk.press("Alt+w");
    await expect(desk.session("Noor")).toHaveCount(0);
    await expect(desk.list("My conversations")).toContainText("You have no conversations.");
    await expect(desk.presence("Available")).toBeVisible();
    const closed = desk.list("Closed within 24 hours");
    await expect(closed).toContainText("Noor");
    await closed.getByRole("button", { name: "Noor" }).click();
    await expect(desk.log).toContainText("It arrives today.");
    await expect(desk.main).toContainText("The conversation is closed. It cannot be reopened.");
    await expect(desk.composer).toBeHidden();

    await customer.frame.getByRole("button", { name: "Start a new chat" }).click();
    await expect(customer.name).toHaveValue("Noor");
    await customer.question.fill("One more thing");
    await customer.frame.getByRole("button", { name: "Start chat" }).click();
    await desk.accept("Noor");
    await expect(customer.log).not.toContainText("It arrives today.");
    await desk.page.getByRole("complementary").getByRole("button", { name: "It arrives today." }).click();
    await expect(desk.log).toContainText("Where is my parcel?");
    const { conversation } = await server.call("ava", "get_conversation", { conversation: 2 });
    expect(conversation.customer).toBe(1);
});

test("ending while the customer waits for an answer asks first", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Please answer", "Noor");
    await desk.accept("Noor");
    await desk.press("Alt+e");
    await expect(desk.dialog).toContainText("Noor still waits for an answer");
    await desk.press("Escape");
    await expect(desk.dialog).toBeHidden();
    await expect(customer.composer).toBeVisible();
    await desk.press("Alt+e");
    await desk.dialog.getByRole("button", { name: "End anyway" }).click();
    await expect(customer.text("This chat has ended.")).toBeVisible();
});
