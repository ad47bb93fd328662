// For people who hear, enlarge, or never touch a mouse.
import type { Frame } from "@playwright/test";
import { violations } from "../support/axe";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";
import type { Shop } from "../support/shop";

function widget_frame(customer: Shop): Frame {
    const found = customer.page.frames().find((frame) => frame.url().endsWith("/widget/frame.html"));
    if (!found) throw new Error("the page has no widget frame");
    return found;
}

const desk_frame = (desk: Desk) => desk.page.mainFrame();

test("axe is awake: it finds a planted fault", async ({ people }) => {
    const customer = await people.customer();
    await customer.open();
    const frame = widget_frame(customer);
    await frame.evaluate(() => document.querySelector("main")!.append(document.createElement("img")));
    expect((await violations(frame)).join()).toContain("image-alt (critical)");
});

for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing in the desk, ${colorScheme}`, async ({ people, complaints }) => {
        complaints.expect(/status of 401 .*who_am_i/);
        const desk = await people.visitor_of_desk({ colorScheme });
        await expect(desk.page.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
        expect(await violations(desk_frame(desk)), "sign-in").toEqual([]);
        await desk.sign_in("ava");
        expect(await violations(desk_frame(desk)), "empty Home").toEqual([]);

        const customer = await people.customer();
        await customer.start("Is it in stock? https://example.com/kettle", "Noor");
        await expect(desk.offer("Noor")).toBeVisible();
        expect(await violations(desk_frame(desk)), "offer").toEqual([]);
        await desk.press("Alt+l");
        await expect(desk.log).toContainText("Is it in stock?");
        expect(await violations(desk_frame(desk)), "looking at the offer").toEqual([]);
        await desk.press("Alt+a");
        await expect(desk.composer).toBeFocused();
        await desk.say("It is");
        await desk.press("/");
        await expect(desk.page.getByRole("listbox")).toBeVisible();
        expect(await violations(desk_frame(desk)), "session with quick replies").toEqual([]);
        await desk.press("Escape");
        await desk.composer.fill("");
        await desk.press("Alt+0");
        await customer.say("Great");
        await expect(desk.session("Noor")).toContainText("1 unread message");
        expect(await violations(desk_frame(desk)), "Home").toEqual([]);
        await desk.press("?");
        await expect(desk.dialog).toContainText("Keyboard shortcuts");
        expect(await violations(desk_frame(desk)), "shortcuts").toEqual([]);
        await desk.press("Escape");
        await desk.press("Alt+s");
        await expect(desk.dialog).toContainText("Settings");
        expect(await violations(desk_frame(desk)), "settings").toEqual([]);
    });

    test(`axe finds nothing in shop and widget, ${colorScheme}`, async ({ people }) => {
        const desk = await people.agent("ava");
        const customer = await people.customer({ colorScheme });
        await customer.open();
        expect(await violations(customer.page.mainFrame()), "the shop").toEqual([]);
        const frame = () => widget_frame(customer);
        expect(await violations(frame()), "start").toEqual([]);
        await customer.start("Is it in stock? https://example.com/kettle", "Noor");
        expect(await violations(frame()), "waiting").toEqual([]);
        await desk.accept("Noor");
        await desk.say("It is: https://example.com/kettle");
        await desk.composer.pressSequentially("and");
        await expect(customer.text("Ava is typing…")).toBeVisible();
        expect(await violations(frame()), "chat").toEqual([]);
        await customer.frame.getByRole("button", { name: "End chat" }).click();
        await expect(customer.frame.getByRole("alertdialog")).toBeVisible();
        expect(await violations(frame()), "question").toEqual([]);
        await customer.frame.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
        await expect(customer.text("This chat has ended.")).toBeVisible();
        expect(await violations(frame()), "ended").toEqual([]);
    });
}

test("a screen reader hears who says what", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    await customer.start("Is it in stock?", "Noor");
    await desk.accept("Noor");
    await desk.say("It is: https://example.com/kettle");
    await expect(customer.log).toContainText("It is");
    await expect(customer.log).toMatchAriaSnapshot(`
        - log "Messages":
          - time
          - text: "You: Is it in stock? Read Ava has joined the chat Ava: It is:"
          - link "https://example.com/kettle":
            - /url: https://example.com/kettle
    `);
    await expect(customer.log).toHaveAttribute("aria-live", "polite");
    await expect(customer.frame.locator("body")).toMatchAriaSnapshot(`
        - banner:
          - heading "Fern & Kettle" [level=1]
          - paragraph: You are chatting with Ava
          - button "Turn sound off"
          - button "Minimise"
          - button "End chat"
        - main:
          - log "Messages"
          - status
          - textbox "Write a message"
          - button "Send" [disabled]
    `);
    await expect(customer.panel).toHaveAttribute("title", "Fern & Kettle");

    await expect(desk.page.locator("body")).toMatchAriaSnapshot(`
        - banner "Desk":
          - status: Connected
          - 'button "Presence: Busy"'
          - button "Keyboard shortcuts"
          - button "Account of Ava Lindqvist"
        - navigation "Conversations":
          - list:
            - listitem:
              - button "Home"
          - heading "My conversations" [level=2]
          - list:
            - listitem:
              - button /^Noor/
              - button "Close the conversation with Noor"
        - main "Chat":
          - heading "Noor" [level=1]
          - timer "Time in this session"
          - button "End"
          - region "Messages":
            - log "Conversation with Noor"
          - textbox "Message"
        - complementary
    `);
});

test("the widget by keyboard alone", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer();
    const { keyboard } = customer.page;
    const focus_is_in_widget = () => customer.page.evaluate(() => document.activeElement?.localName === "parley-widget");
    for (let presses = 0; presses < 40 && !(await focus_is_in_widget()); presses++) await keyboard.press("Tab");
    await expect(customer.button).toBeFocused();
    await keyboard.press("Enter");
    await expect(customer.question).toBeFocused();
    await keyboard.press("Shift+Tab");
    await expect(customer.name).toBeFocused();
    await keyboard.type("Noor");
    await keyboard.press("Tab");
    await keyboard.type("Only keys here");
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await expect(customer.composer).toBeFocused();
    await desk.accept("Noor");
    await keyboard.type("two");
    await keyboard.press("Shift+Enter");
    await keyboard.type("lines");
    await keyboard.press("Enter");
    await expect.poll(() => customer.words()).toEqual(["Only keys here", "two\nlines"]);

    await keyboard.press("Escape");
    await expect(customer.panel).toBeHidden();
    await expect(customer.button).toBeFocused();
    await keyboard.press("Enter");
    await expect(customer.composer).toBeFocused();
    await keyboard.press("Shift+Tab");
    await expect(customer.log).toBeFocused();
    await keyboard.press("Shift+Tab");
    await expect(customer.frame.getByRole("button", { name: "End chat" })).toBeFocused();
    await keyboard.press("Enter");
    await expect(customer.frame.getByRole("button", { name: "Continue chat" })).toBeFocused();
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await expect(customer.text("This chat has ended.")).toBeVisible();
    await expect(customer.frame.getByRole("button", { name: "Start a new chat" })).toBeFocused();
});

test("right to left: the widget stands and reads from the other side", async ({ people }) => {
    const desk = await people.agent("ava");
    const customer = await people.customer({ path: "/demo/?dir=rtl" });
    await customer.start("שלום, is it in stock?", "נועה");
    await desk.accept("נועה");
    await desk.say("Yes");
    await expect(customer.text("Yes")).toBeVisible();
    await expect(customer.frame.locator("html")).toHaveAttribute("dir", "rtl");
    const middle = 640;
    const panel = (await customer.panel.boundingBox())!;
    expect(panel.x + panel.width).toBeLessThan(middle);
    const centre = async (index: number) => {
        const box = (await customer.log.locator(".bubble").nth(index).boundingBox())!;
        return box.x + box.width / 2;
    };
    const [own, theirs] = [await centre(0), await centre(1)];
    expect(own).toBeLessThan(theirs);
    const send = (await customer.frame.getByRole("button", { name: "Send" }).boundingBox())!;
    const box = (await customer.composer.boundingBox())!;
    expect(send.x).toBeLessThan(box.x);
});

for (const dir of ["ltr", "rtl"])
    test(`320 pixels wide, nothing scrolls sideways, ${dir}`, async ({ people }) => {
        const desk = await people.agent("ava");
        const customer = await people.customer({ path: `/demo/?dir=${dir}`, viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true });
        const scrolls = async () =>
            Promise.all(
                customer.page.frames().map((frame) =>
                    frame.evaluate(() => {
                        const { scrollWidth, clientWidth } = document.documentElement;
                        return scrollWidth > clientWidth;
                    }),
                ),
            );
        expect(await scrolls()).toEqual([false]);
        await customer.open();
        expect(await scrolls()).toEqual([false, false]);
        await expect.poll(() => customer.panel.boundingBox()).toMatchObject({ x: 0, y: 0, width: 320, height: 568 });
        await customer.start("https://example.com/" + "a".repeat(200), "N".repeat(100));
        await desk.accept("N".repeat(100));
        await desk.say("x".repeat(300));
        await expect(customer.bubbles).toHaveCount(2);
        expect(await scrolls()).toEqual([false, false]);
        const log = await customer.log.evaluate((element) => element.scrollWidth <= element.clientWidth);
        expect(log).toBe(true);
        for (const button of await customer.frame.locator("header button, form button").all()) {
            const { width, height } = (await button.boundingBox())!;
            expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
        }
        await desk.page.setViewportSize({ width: 400, height: 700 });
        await expect(desk.composer).toBeVisible();
        expect(await desk.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
    });
