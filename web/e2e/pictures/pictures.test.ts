// The pictures of README and guide: a lively desk and the widget beside its shop, in all languages.
import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test, type People } from "../support/journey";
import type { Desk } from "../support/desk";
import type { Server } from "../support/server";
import type { Shop } from "../support/shop";
import type { Language } from "../support/texts";

const folder = fileURLToPath(new URL("../../../docs/screenshots/", import.meta.url));
const bytes_max = 200 * 1024;
mkdirSync(folder, { recursive: true });

// The demo's people and what they say.
interface Scene {
    agent: string;
    chats: [name: string, question: string][];
    talk: string[]; // agent and customer in turn, in the first chat
    more: string; // of the second customer, unread
    reply: string; // to the third
    incoming: [name: string, question: string];
}

const scenes: Record<Language, Scene> = {
    en: {
        agent: "ava",
        chats: [
            ["Noor Haddad", "Hello! Is the gooseneck kettle back in stock?"],
            ["Lena Fischer", "Hi, I would like to change the delivery address of order 2114."],
            ["Omar Said", "Do you ship to Norway?"],
        ],
        talk: [
            "Hello Noor, yes: it came back this morning. ☕",
            "Lovely. And does it keep 80 °C for a whole pot of sencha?",
            "It does, as long as you like. The first flush is at its best at 70–80 °C, here is how we brew it:\nhttps://fern-and-kettle.example/guide/sencha",
            "Perfect, thank you! Can I have both in one parcel?",
        ],
        more: "It is still my old flat …",
        reply: "We do, within four days.",
        incoming: ["Kenji Mori", "Do the two cups come from the same batch?"],
    },
    de: {
        agent: "ben",
        chats: [
            ["Jana Vogel", "Guten Tag! Ist der Schwanenhalskessel wieder da?"],
            ["Oskar Lindner", "Ich möchte die Lieferadresse der Bestellung 2114 ändern."],
            ["Omar Said", "Liefern Sie nach Norwegen?"],
        ],
        talk: [
            "Guten Tag Frau Vogel, ja: Er ist seit heute Morgen wieder da. ☕",
            "Wie schön. Hält er 80 °C für eine ganze Kanne Sencha?",
            "Das tut er, solange Sie möchten. So bereiten wir ihn zu:\nhttps://fern-and-kettle.example/de/sencha",
            "Wunderbar, danke! Geht beides in ein Paket?",
        ],
        more: "Es ist noch die alte Wohnung …",
        reply: "Ja, innerhalb von vier Tagen.",
        incoming: ["Mia Brandt", "Sind die beiden Becher aus demselben Brand?"],
    },
    ja: {
        agent: "mei",
        chats: [
            ["佐藤 結衣", "こんにちは。細口ケトルは再入荷しましたか？"],
            ["森 健二", "注文 2114 のお届け先を変更したいのですが。"],
            ["高橋 蓮", "海外発送はしていますか？"],
        ],
        talk: [
            "佐藤様、お問い合わせありがとうございます。今朝再入荷いたしました。☕",
            "うれしいです。煎茶を淹れる間、80 °C を保てますか？",
            "はい、ずっと保てます。おすすめの淹れ方はこちらです。\nhttps://fern-and-kettle.example/ja/sencha",
            "ありがとうございます！一緒に送っていただけますか？",
        ],
        more: "前の住所のままになっています。",
        reply: "はい、四日ほどでお届けします。",
        incoming: ["田中 葵", "湯のみ二客は同じ窯のものですか？"],
    },
    ru: {
        agent: "sofia",
        chats: [
            ["Анна Волкова", "Здравствуйте! Чайник с тонким носиком снова в продаже?"],
            ["Илья Громов", "Хочу изменить адрес доставки заказа 2114."],
            ["Омар Саид", "Вы доставляете в Норвегию?"],
        ],
        talk: [
            "Здравствуйте, Анна! Да, он вернулся сегодня утром. ☕",
            "Чудесно. Он держит 80 °C на целый чайник сенчи?",
            "Держит сколько захотите. Вот как мы её завариваем:\nhttps://fern-and-kettle.example/ru/sencha",
            "Отлично, спасибо! Можно всё в одной посылке?",
        ],
        more: "Там пока старая квартира …",
        reply: "Да, за четыре дня.",
        incoming: ["Мария Соколова", "Обе чашки из одной партии?"],
    },
};

async function draw(page: Page, name: string): Promise<void> {
    const path = `${folder}${name}.png`;
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path, animations: "disabled", caret: "hide" });
    expect(statSync(path).size, name).toBeLessThanOrEqual(bytes_max);
}

interface Options {
    colorScheme?: "light" | "dark";
    shop?: string; // query of its address
    viewport?: { width: number; height: number };
}

async function play(server: Server, people: People, language: Language, o: Options = {}): Promise<{ desk: Desk; customer: Shop }> {
    const scene = scenes[language];
    for (const id of [2, 3, 4, 5]) await server.call("admin", "save_agent", { id, capacity: 5 });
    const colorScheme = o.colorScheme ?? "light";
    const query = o.shop ?? `?lang=${language}`;
    const desk = await people.agent(scene.agent, { locale: language, colorScheme, viewport: { width: 1360, height: 820 } });
    const others: Shop[] = [];
    const of = async ([name, question]: [string, string], more = {}) => {
        const viewport = { width: 960, height: 700 };
        const customer = await people.customer({ path: `/demo/${query}`, locale: language, colorScheme, viewport, ...more });
        await customer.page.locator("[data-add]").first().click();
        await customer.page.locator("[data-add]").nth(1).click();
        await customer.start(question, name);
        return customer;
    };
    const customer = await of(scene.chats[0]!, o.viewport ? { viewport: o.viewport, hasTouch: true, isMobile: true } : {});
    await desk.accept(scene.chats[0]![0]);
    for (const chat of scene.chats.slice(1)) {
        others.push(await of(chat));
        await desk.accept(chat[0]);
    }
    await desk.say(scene.reply);
    await desk.press("Alt+1");
    for (const [index, text] of scene.talk.entries()) {
        if (index % 2 === 0) {
            await desk.composer.fill(text);
            await desk.composer.press("Enter");
            await expect.poll(() => customer.words()).toContain(text);
        } else {
            await customer.say(text);
            await expect.poll(() => desk.words()).toContain(text);
        }
    }
    await others[0]!.say(scene.more);
    await expect(desk.session(scene.chats[1]![0])).toContainText("1");
    await customer.page.evaluate(() => window.scrollTo(0, 0));
    others.push(await of(scene.incoming));
    await expect(desk.offer(scene.incoming[0])).toBeVisible();
    return { desk, customer };
}

for (const language of ["en", "de", "ja", "ru"] as const)
    test(`desk and widget in ${language}`, async ({ server, people }) => {
        const { desk, customer } = await play(server, people, language);
        const mark = language === "en" ? "" : `-${language}`;
        await draw(desk.page, `desk${mark}`);
        await desk.composer.pressSequentially("…");
        await expect(customer.frame.locator(".typing .dots")).toBeVisible();
        await draw(customer.page, `widget${mark}`);
    });

test("dark", async ({ server, people }) => {
    const { desk, customer } = await play(server, people, "en", { colorScheme: "dark" });
    await draw(desk.page, "desk-dark");
    await draw(customer.page, "widget-dark");
});

test("a small telephone, from right to left", async ({ server, people }) => {
    const { customer } = await play(server, people, "en", { shop: "?dir=rtl", viewport: { width: 320, height: 568 } });
    await draw(customer.page, "widget-320-rtl");
});
