// The shop: languages, the cart, and what it tells the chat. Runs before widget.js (both are deferred),
// so the language it sets on the widget's script tag counts.
"use strict";

const words = {
    en: {
        languages: "Language",
        products: "Products",
        cart: "Cart",
        cart_value: "Cart value",
        rtl: "Right to left",
        title: "Tea worth slowing down for",
        lead: "Three good things, chosen with care. Not sure which? Ask us in the chat: a person answers.",
        ask: "Ask a question",
        add: "Add to cart",
        added: "Added",
        sencha: "Sencha, first flush",
        sencha_about: "Fresh and grassy, from the first harvest in May. 100 g.",
        kettle: "Gooseneck kettle",
        kettle_about: "Brushed steel, 0.9 l, keeps 80 °C as long as you do.",
        cup: "Two stoneware cups",
        cup_about: "Thrown by hand, glazed in slow blue. No two alike.",
        about: "A shop that does not exist, to show a chat that does. The agents' desk is at",
    },
    de: {
        languages: "Sprache",
        products: "Waren",
        cart: "Warenkorb",
        cart_value: "Warenwert",
        rtl: "Von rechts nach links",
        title: "Tee, für den man sich Zeit nimmt",
        lead: "Drei gute Dinge, sorgfältig ausgesucht. Unsicher? Fragen Sie im Chat: Dort antwortet ein Mensch.",
        ask: "Eine Frage stellen",
        add: "In den Warenkorb",
        added: "Hinzugefügt",
        sencha: "Sencha, erste Ernte",
        sencha_about: "Frisch und grün, aus der ersten Ernte im Mai. 100 g.",
        kettle: "Schwanenhalskessel",
        kettle_about: "Gebürsteter Stahl, 0,9 l, hält 80 °C, solange Sie wollen.",
        cup: "Zwei Becher aus Steinzeug",
        cup_about: "Von Hand gedreht, in ruhigem Blau glasiert. Keiner wie der andere.",
        about: "Ein Laden, den es nicht gibt, für einen Chat, den es gibt. Der Arbeitsplatz der Agenten:",
    },
    ja: {
        languages: "言語",
        products: "商品",
        cart: "カート",
        cart_value: "合計金額",
        rtl: "右から左へ",
        title: "ひと息つくための、お茶の時間",
        lead: "心をこめて選んだ三つの品。迷ったらチャットでどうぞ。人がお答えします。",
        ask: "質問する",
        add: "カートに入れる",
        added: "追加しました",
        sencha: "煎茶（一番茶）",
        sencha_about: "五月の新芽だけを使った、さわやかな香り。100 g。",
        kettle: "細口ケトル",
        kettle_about: "ステンレス製、0.9 L。80 °C をずっと保ちます。",
        cup: "陶器の湯のみ 二客",
        cup_about: "手びねり、静かな青の釉薬。同じものはありません。",
        about: "実在しないお店ですが、チャットは本物です。担当者の画面はこちら：",
    },
    ru: {
        languages: "Язык",
        products: "Товары",
        cart: "Корзина",
        cart_value: "Сумма корзины",
        rtl: "Справа налево",
        title: "Чай, ради которого стоит не спешить",
        lead: "Три хорошие вещи, выбранные с заботой. Сомневаетесь? Спросите в чате: отвечает человек.",
        ask: "Задать вопрос",
        add: "В корзину",
        added: "Добавлено",
        sencha: "Сенча первого сбора",
        sencha_about: "Свежая и травянистая, из первого майского урожая. 100 г.",
        kettle: "Чайник с тонким носиком",
        kettle_about: "Матовая сталь, 0,9 л, держит 80 °C сколько захотите.",
        cup: "Две керамические чашки",
        cup_about: "Ручная работа, спокойная синяя глазурь. Двух одинаковых нет.",
        about: "Магазин вымышленный, а чат настоящий. Рабочее место операторов:",
    },
};

const asked = new URLSearchParams(location.search);
const language = words[asked.get("lang")] ? asked.get("lang") : "en";
const is_rtl = asked.get("dir") === "rtl";
const text = words[language];

document.documentElement.lang = language;
if (is_rtl) document.documentElement.dir = "rtl";
for (const element of document.querySelectorAll("[data-text]"))
    element.textContent = text[element.dataset.text];
for (const element of document.querySelectorAll("[data-label]"))
    element.setAttribute("aria-label", text[element.dataset.label]);
for (const link of document.querySelectorAll(".languages a[hreflang]"))
    if (link.hreflang === language && !is_rtl) link.setAttribute("aria-current", "true");
if (is_rtl) document.querySelector(".languages .rtl").setAttribute("aria-current", "true");

const widget = document.querySelector("script[data-widget]");
widget.dataset.language = language;
if (is_rtl) widget.dataset.dir = "rtl";

// ---- the cart ----

const money = new Intl.NumberFormat(language, { style: "currency", currency: "EUR" });
const cart = read_cart();

function read_cart() {
    try {
        return JSON.parse(localStorage.getItem("shop:cart")) ?? {};
    } catch {
        return {};
    }
}

function keep_cart() {
    try {
        localStorage.setItem("shop:cart", JSON.stringify(cart));
    } catch {
        return;
    }
}

function show_cart() {
    let count = 0;
    let value = 0;
    const items = [];
    for (const article of document.querySelectorAll("[data-product]")) {
        const number = cart[article.dataset.product] ?? 0;
        if (number > 0) items.push(`${number} × ${article.querySelector("h2").textContent}`);
        count += number;
        value += number * Number(article.dataset.price);
    }
    document.querySelector("[data-cart-count]").textContent = String(count);
    document.querySelector("[data-cart-value]").textContent = count ? money.format(value) : "";
    window.Parley?.setContext({
        [text.cart]: items.join(", "),
        [text.cart_value]: count ? money.format(value) : "",
    });
}

for (const article of document.querySelectorAll("[data-product]")) {
    article.querySelector("[data-price-text]").textContent = money.format(
        Number(article.dataset.price),
    );
    const add = article.querySelector("[data-add]");
    add.addEventListener("click", () => {
        cart[article.dataset.product] = (cart[article.dataset.product] ?? 0) + 1;
        keep_cart();
        show_cart();
        add.textContent = text.added;
        setTimeout(() => (add.textContent = text.add), 1200);
    });
}
show_cart();

// ---- the chat ----

window.addEventListener("parley:ready", () => {
    show_cart();
    const ask = document.querySelector("[data-ask]");
    ask.hidden = false;
    ask.addEventListener("click", () => window.Parley.open());
});
