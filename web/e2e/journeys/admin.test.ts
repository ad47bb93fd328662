// The administrator's side: an empty server to a working chat, people who come and go, what changes at once.
import type { Page } from "@playwright/test";
import { violations } from "../support/axe";
import { expect, test } from "../support/journey";
import { Shop } from "../support/shop";
import { admin_text, languages } from "../support/texts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const new_password = "four words in a row";

test.describe("an empty server", () => {
    test.use({ demo: false });

    test("is set up through the wizard to a working chat", async ({ server, people, complaints }) => {
        complaints.expect(/status of 40[014]/); // who_am_i, and the question whether the link is good
        const admin = await people.administration(server.set_up_link());
        await admin.getByLabel("Name of the workspace").fill("northwind");
        await admin.getByLabel("Your name").fill("Ines Duarte");
        await admin.getByLabel("Your e-mail").fill("ines@northwind.example");
        await admin.getByLabel("Password", { exact: false }).first().fill(new_password);
        expect(await violations(admin.mainFrame()), "first step").toEqual([]);
        await button(admin, "Create workspace").click();

        await expect(admin.getByRole("heading", { name: "Who answers?" })).toBeFocused();
        await button(admin, "Save and go on").click();
        await expect(admin.getByRole("heading", { name: "How is work handed out?" })).toBeVisible();
        await admin.reload(); // nothing is lost
        await expect(admin.getByRole("heading", { name: "How is work handed out?" })).toBeVisible();
        await button(admin, "Save and go on").click();
        await admin.getByRole("textbox", { name: "Title" }).fill("Northwind Coffee");
        await expect(admin.getByRole("textbox", { name: "Key" })).toHaveValue("northwind-coffee");
        await button(admin, "Save and go on").click();
        await expect(admin.getByRole("heading", { name: "Invite your team" })).toBeVisible();
        await admin.goto(`${server.base}/admin/#/start`);
        await expect(admin.getByRole("heading", { name: "Invite your team" })).toBeVisible();
        await button(admin, "Invite people later").click();

        const [desk_page] = await Promise.all([admin.context().waitForEvent("page"), admin.getByRole("link", { name: "Open the desk" }).click()]);
        const [shop_page] = await Promise.all([admin.context().waitForEvent("page"), admin.getByRole("link", { name: "Open the page" }).click()]);
        const desk = people.desk_of(desk_page);
        await desk.is_connected();
        const customer = new Shop(shop_page);
        await customer.start("Does it work?", "Noor");
        await desk.accept("Noor");
        await desk.say("It does");
        await expect(customer.text("It does")).toBeVisible();
        await expect(customer.text("You are chatting with Ines")).toBeVisible();
        await button(admin, "It works").click();
        await expect(admin.getByRole("heading", { name: "You are ready" })).toBeVisible();
        expect(await violations(admin.mainFrame()), "done").toEqual([]);

        const again = await people.administration(server.set_up_link());
        await expect(again.getByRole("alert")).toContainText("This set-up link is not valid");
        await button(again, "Sign in").click();
        await expect(again.getByRole("heading", { name: "Sign in to the administration" })).toBeVisible();
    });
});

test("an invited agent sets a password, signs in and answers; disabling ends it at once", async ({ server, people, complaints }) => {
    complaints.expect(/status of 4(0[0149]|12)/);
    const admin = await people.administration("/admin/#/users/new", "admin");
    await admin.getByLabel("Name", { exact: false }).first().fill("Kai Moreau");
    await admin.getByLabel("E-mail").fill("kai@demo.test");
    await admin.getByRole("checkbox", { name: "Support" }).check();
    await button(admin, "Create and make invitation link").click();
    const link = await admin.getByLabel("Link for Kai Moreau to set a password").inputValue();
    await expect(admin.getByText(/Invited until/)).toBeVisible();

    const desk = await people.desk_at(link);
    await expect(desk.page.getByText("Kai Moreau, you were invited to demo.")).toBeVisible();
    expect(await violations(desk.page.mainFrame()), "the link's page").toEqual([]);
    await desk.page.getByLabel("New password").fill(new_password);
    await desk.press("Enter");
    await desk.is_connected();
    const customer = await people.customer();
    await customer.start("Hello", "Noor");
    await desk.accept("Noor");

    const used = await people.desk_at(link);
    await expect(used.page.getByRole("alert")).toContainText("This link is not valid");

    // One's own password and logins.
    await desk.page.getByRole("button", { name: /^Account of/ }).click();
    await desk.page.getByRole("menuitem", { name: "Change password" }).click();
    await desk.dialog.getByLabel("Current password").fill("wrong one");
    await desk.dialog.getByLabel("New password").fill("another four words");
    await desk.dialog.getByRole("button", { name: "Change password" }).click();
    await expect(desk.dialog).toContainText("The current password is wrong.");
    await desk.dialog.getByLabel("Current password").fill(new_password);
    await desk.dialog.getByRole("button", { name: "Change password" }).click();
    await expect(desk.notices).toContainText("Your password is changed.");
    await desk.page.getByRole("button", { name: /^Account of/ }).click();
    await desk.page.getByRole("menuitem", { name: "Where I am signed in" }).click();
    await expect(desk.dialog).toContainText("This browser");
    expect(await violations(desk.page.mainFrame()), "logins").toEqual([]);
    await desk.press("Escape");

    await admin.reload();
    await button(admin, "Disable…").click();
    const dialog = admin.getByRole("dialog");
    await expect(dialog).toContainText("Running conversations are offered to others");
    await dialog.getByRole("button", { name: "Disable" }).click();
    await expect(admin.getByText("This user is disabled and cannot sign in.")).toBeVisible();
    await expect(desk.page.getByText(/Your login has ended/)).toBeVisible();
    const ben = await people.agent("ben");
    await ben.accept("Noor");

    await admin.goto(`${server.base}/admin/#/users/1`);
    await button(admin, "Disable…").click();
    await dialog.getByRole("button", { name: "Disable" }).click();
    await expect(dialog.getByRole("alert")).toContainText("This is the last administrator");
});

test("what is changed of a widget shows up in it, and what is unsaved is not lost unasked", async ({ server, people }) => {
    const admin = await people.administration("/admin/#/widgets/1", "admin");
    await admin.getByRole("textbox", { name: "Title", exact: true }).fill("Fern & Friends");
    await admin.getByLabel("Colour", { exact: true }).fill("#8a3ffc");
    await admin.getByRole("link", { name: "Users" }).click();
    await admin.getByRole("alertdialog").getByRole("button", { name: "Keep editing" }).click();
    await button(admin, "Save").click();
    await expect(admin.getByText("Saved. It counts from now on.")).toBeVisible();

    const customer = await people.customer({ path: "/demo/try.html?widget=demo" });
    await customer.open();
    await expect(customer.frame.getByRole("heading", { name: "Fern & Friends" })).toBeVisible();
    await expect(customer.frame.locator("header")).toHaveCSS("background-color", "rgb(138, 63, 252)");

    await server.call("admin", "save_quick_reply", { everyone: true, shortcut: "bye", text: "Good bye" });
    const ava = await people.agent("ava");
    await customer.start("Hello", "Noor");
    await ava.accept("Noor");
    await admin.goto(`${server.base}/admin/#/quick_replies/new`);
    await admin.getByLabel("Shortcut").fill("thanks");
    await admin.getByRole("textbox", { name: "Text" }).fill("Thank you for asking!");
    await button(admin, "Create quick reply").click();
    await ava.composer.fill("/tha");
    await expect(ava.page.getByRole("option", { name: /Thank you for asking/ })).toBeVisible();
});

test("others than administrators are sent to the desk", async ({ people }) => {
    const page = await people.administration("/admin/", "sofia", { locale: "ru" });
    await expect(page.getByRole("heading", { name: admin_text("ru", "not_administrator.title") })).toBeVisible();
    await page.getByRole("link").first().click();
    await people.desk_of(page).is_connected();
});

const places = ["users", "users/3", "users/new", "queues", "queues/1", "workstreams", "workstreams/1", "widgets", "widgets/1", "quick_replies", "settings", "start/queue", "start/widget", "start/test"];

for (const [language, colorScheme, width] of [["en", "light", 1024], ["de", "dark", 320]] as const)
    test(`axe finds nothing in the administration, ${language}, ${colorScheme}, ${width} pixels wide`, async ({ server, people }) => {
        await server.call("admin", "save_agent", { id: 1, language });
        const admin = await people.administration("/admin/", "admin", { colorScheme, viewport: { width, height: 720 }, locale: language });
        for (const place of places) {
            await admin.goto(`${server.base}/admin/#/${place}`);
            await expect(admin.getByRole("main").locator("table, form, ol").first()).toBeVisible();
            expect(await violations(admin.mainFrame()), place).toEqual([]);
            const too_wide = await admin.evaluate(() => [document.documentElement, document.querySelector("main")!].some((each) => each.scrollWidth > each.clientWidth));
            expect(too_wide, `${place} is wider than the window`).toBe(false);
        }
    });

test("the administration speaks all languages", async ({ server, people }) => {
    for (const language of languages) {
        await server.call("admin", "save_agent", { id: 1, language });
        const admin = await people.administration("/admin/#/settings", "admin");
        await expect(admin.getByRole("heading", { level: 1, name: admin_text(language, "area.settings") })).toBeVisible();
        await expect(admin.getByText(admin_text(language, "workspace_settings.open_timeout_ms"), { exact: true })).toBeVisible();
    }
});
