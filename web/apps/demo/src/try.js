// A page with any widget, to try it as a customer does: try.html?widget=KEY&lang=de
"use strict";

const words = {
    en: {
        title: "A page with your chat",
        lead: "This is what customers see. Open the chat in the corner, write something, and answer it at the desk in the other window.",
        missing: "This address lacks the widget's key: try.html?widget=KEY",
    },
    de: {
        title: "Eine Seite mit Ihrem Chat",
        lead: "Das sieht Ihre Kundschaft. Öffnen Sie den Chat in der Ecke, schreiben Sie etwas und antworten Sie im anderen Fenster am Arbeitsplatz.",
        missing: "In dieser Adresse fehlt der Schlüssel des Widgets: try.html?widget=SCHLÜSSEL",
    },
    ja: {
        title: "チャットのあるページ",
        lead: "お客様にはこのように見えます。隅のチャットを開いて何か書き、もう一つのウィンドウのデスクで返信してください。",
        missing: "アドレスにウィジェットのキーがありません: try.html?widget=キー",
    },
    ru: {
        title: "Страница с вашим чатом",
        lead: "Так это видят клиенты. Откройте чат в углу, напишите что-нибудь и ответьте на рабочем месте в другом окне.",
        missing: "В адресе не хватает ключа виджета: try.html?widget=КЛЮЧ",
    },
};

const asked = new URLSearchParams(location.search);
const language = words[asked.get("lang")] ? asked.get("lang") : "en";
const widget = asked.get("widget") ?? "";
document.documentElement.lang = language;
document.title = words[language].title;
document.querySelector("[data-text=title]").textContent = words[language].title;
document.querySelector("[data-text=lead]").textContent = words[language][widget ? "lead" : "missing"];

if (widget) {
    const script = document.createElement("script");
    script.src = "/widget.js";
    script.dataset.widget = widget;
    document.head.append(script);
}
