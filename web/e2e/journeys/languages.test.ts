// Every language from sign-in to the end of a chat, and never a raw key.
import { expect, test } from "../support/journey";
import { desk_text, languages, raw_key, widget_text } from "../support/texts";

for (const language of languages)
    test(`desk and widget in ${language}`, async ({ people, complaints }) => {
        complaints.expect(/status of 401 .*who_am_i/);
        const desk = await people.visitor_of_desk({ locale: language });
        const shows = async (path: string) => expect(desk.page.getByText(desk_text(language, path), { exact: true }).first()).toBeVisible();
        const reads = async () => {
            for (const each of [desk.page.locator("body"), customer.page.locator("body"), customer.frame.locator("body")])
                expect(await each.innerText()).not.toMatch(raw_key);
        };
        await shows("sign_in.title");
        await expect(desk.page.locator("html")).toHaveAttribute("lang", language);
        // Who speaks which language: the account's own one wins over the browser's.
        const who = { en: "ava", de: "ben", ja: "mei", ru: "sofia" }[language];
        await desk.page.getByRole("textbox").first().fill(`${who}@demo.test`);
        await desk.page.locator("input[type=password]").fill("parley-demo");
        await desk.press("Enter");
        await desk.is_connected();
        await expect(desk.list(desk_text(language, "home.mine"))).toBeVisible();
        await shows("home.open_empty");

        const customer = await people.customer({ path: `/demo/?lang=${language}`, locale: language });
        await customer.open();
        await expect(customer.text(widget_text(language, "available"))).toBeVisible();
        await expect(customer.frame.locator("html")).toHaveAttribute("lang", language);
        await reads();
        await customer.start("👋 12.5", "Noor");
        await expect(customer.text(widget_text(language, "waiting_available"))).toBeVisible();
        await expect(desk.offer("Noor")).toBeVisible();
        await shows("offer.title");
        await reads();
        await desk.accept("Noor");
        await expect(customer.status).toHaveText(widget_text(language, "read"));
        await reads();
        await desk.press("Alt+i");
        await desk.press("Alt+i");
        await shows("customer.page");
        await desk.say("👍");
        await desk.press("Alt+e");
        await expect(customer.text(widget_text(language, "ended"))).toBeVisible();
        await expect(desk.main).toContainText(desk_text(language, "cause.ended_by_agent"));
        await reads();
        await desk.press("Alt+w");
        await desk.press("?");
        await expect(desk.dialog).toContainText(desk_text(language, "action.accept"));
        await reads();
        await desk.press("Escape");
        await expect(desk.list(desk_text(language, "home.closed"))).toContainText(desk_text(language, "cause.ended_by_agent"));
        await reads();
    });

test("[EX1] why a conversation waits is said in the reader's language", async ({ server, people }) => {
    const readers = [
        { who: "ben", id: 4, language: "de" },
        { who: "mei", id: 5, language: "ja" },
        { who: "sofia", id: 2, language: "ru" },
    ] as const;
    const customer = await people.customer();
    await customer.start("Hello?", "Noor");
    const second = await people.customer();
    await second.start("Me too", "Kenji");
    let signed_in = 0;
    for (const { who, id, language } of readers) {
        await server.call("admin", "save_agent", { id, default_presence: "away" });
        const desk = await people.agent(who);
        signed_in++;
        await desk.open(2);
        const sentence = desk_text(language, "waiting.nobody_available")
            .replace("{{signed_in}}", String(signed_in))
            .replace("{{members}}", "4");
        await expect(desk.main).toContainText(sentence);
        const ahead = new Intl.PluralRules(language).select(1);
        await expect(desk.main).toContainText(desk_text(language, `waiting.ahead_${ahead}`).replace("{{count}}", "1"));
        expect(await desk.main.innerText()).not.toMatch(raw_key);
    }
});
