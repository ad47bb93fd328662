import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { render } from "preact";
import { act } from "preact/test-utils";
import type { Message } from "@parley/api";
import { App } from "./app";
import type { Chat } from "./chat";
import { load_texts, type Texts } from "./i18n";
import { Shelf } from "./storage";
import type { Ui } from "./ui";
import type { View } from "./view";

let texts: Texts;
let view: View;
let listener: () => void;
let minimise: ReturnType<typeof vi.fn>;
let chat: Record<string, ReturnType<typeof vi.fn>>;
let shelf: Shelf;
const place = document.createElement("div");
document.body.append(place);

const config = {
    title: "Help",
    subtitle: "Ask us",
    colour: "#0f6cbd",
    language: "en",
    availability: "busy" as const,
    message_characters_max: 6000,
};
const conversation = {
    id: 7,
    state: "active" as const,
    cause: "accepted" as const,
    agent_name: "Ava",
    availability: "available" as const,
    last_seq: 1,
    agent_read_seq: 0,
    customer_read_seq: 0,
    created_at: 0,
};
const message = (seq: number, more: Partial<Message> = {}): Message => ({
    conversation: 7,
    seq,
    author: "agent",
    name: "Ava",
    text: `m${seq}`,
    sent_at: 1_700_000_000_000 + seq,
    ...more,
});

beforeEach(async () => {
    texts = await load_texts("en");
    view = {
        phase: "chat",
        config,
        form: { name: "", text: "" },
        notice: undefined,
        conversation,
        messages: [message(1)],
        unsent: [],
        ended: false,
        ending: false,
        net: "ok",
        typing: undefined,
        unread: 0,
        has_older: false,
        loading_older: false,
        sound: true,
    };
    minimise = vi.fn();
    shelf = new Shelf(undefined, "test:");
    chat = Object.fromEntries(
        [
            "start",
            "send",
            "retry",
            "discard",
            "end",
            "new_chat",
            "cancel_start",
            "typed",
            "freshen",
            "load",
            "load_older",
        ].map((name) => [name, vi.fn()]),
    );
});

afterEach(() => act(() => render(null, place)));

function show(more: Partial<View> = {}): void {
    view = { ...view, ...more };
    const ui: Ui = {
        chat: Object.assign(chat, {
            subscribe: (l: () => void) => {
                listener = l;
                return () => undefined;
            },
        }) as unknown as Chat,
        texts,
        shelf,
        minimise,
        at_bottom: () => undefined,
    };
    Object.defineProperty(ui.chat, "view", { get: () => view, configurable: true });
    act(() => render(<App ui={ui} />, place));
}

function update(more: Partial<View>): void {
    view = { ...view, ...more };
    act(() => listener());
}

const one = <T extends HTMLElement = HTMLElement>(selector: string): T => {
    const found = place.querySelector<T>(selector);
    if (!found) throw new Error(`no ${selector} in ${place.innerHTML}`);
    return found;
};
const button = (name: string) => {
    const all = [...place.querySelectorAll("button")];
    return all.find((each) => (each.getAttribute("aria-label") ?? each.textContent) === name)!;
};
const click = (name: string) => act(() => button(name).click());
const type = (selector: string, text: string) =>
    act(() => {
        const field = one<HTMLTextAreaElement>(selector);
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
    });
const press = (selector: string, key: string, more: KeyboardEventInit = {}) =>
    act(
        () =>
            void one(selector).dispatchEvent(
                new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
            ),
    );

describe("the start form", () => {
    it("keeps what is typed over a reload until it is sent", () => {
        show({ phase: "form" });
        type("input", "Noor");
        type("textarea", "Is it in stock?");
        expect([shelf.get("name"), shelf.get("draft")]).toEqual(["Noor", "Is it in stock?"]);
        act(() => render(null, place));
        show({ phase: "form" });
        expect(one<HTMLTextAreaElement>("textarea").value).toBe("Is it in stock?");
        click("Start chat");
        expect(chat["start"]).toHaveBeenCalledWith("", "Is it in stock?");
        expect(shelf.get("draft")).toBeUndefined();
    });

    it("goes on with what was asked before rather than with the draft", () => {
        shelf.set("draft", "An old thought");
        show({ phase: "form", form: { name: "Noor", text: "What I asked" } });
        expect(one<HTMLTextAreaElement>("textarea").value).toBe("What I asked");
    });

    it("says honestly who is there", () => {
        show({ phase: "form" });
        expect(one(".presence").textContent).toContain("All our agents are busy");
        update({ config: { ...config, availability: "offline" } });
        expect(one(".presence").textContent).toContain("Nobody is online");
    });

    it("starts with words only, and with the name if there is one", () => {
        show({ phase: "form", form: { name: "Robin", text: "" } });
        expect(button("Start chat").disabled).toBe(true);
        type("textarea", "  \n ");
        expect(button("Start chat").disabled).toBe(true);
        type("textarea", "Hello");
        click("Start chat");
        expect(chat["start"]).toHaveBeenCalledWith("Robin", "Hello");
    });

    it("labels its fields", () => {
        show({ phase: "form" });
        for (const field of place.querySelectorAll<HTMLInputElement>("input, textarea"))
            expect(field.labels![0]!.textContent).not.toBe("");
    });
});

describe("the composer", () => {
    it("sends on Enter, not on Shift+Enter and not while a word is being composed", () => {
        show();
        chat["send"]!.mockReturnValue(true);
        type("textarea", "Hello");
        press("textarea", "Enter", { shiftKey: true });
        press("textarea", "Enter", { isComposing: true });
        press("textarea", "Enter", { keyCode: 229 });
        expect(chat["send"]).not.toHaveBeenCalled();
        press("textarea", "Enter");
        expect(chat["send"]).toHaveBeenCalledWith("Hello");
        expect(one<HTMLTextAreaElement>("textarea").value).toBe("");
    });

    it("keeps the words when they were not taken, and over a reload", () => {
        show();
        chat["send"]!.mockReturnValue(false);
        type("textarea", "Hello");
        press("textarea", "Enter");
        expect(one<HTMLTextAreaElement>("textarea").value).toBe("Hello");
        act(() => render(null, place));
        show();
        expect(one<HTMLTextAreaElement>("textarea").value).toBe("Hello");
    });

    it("counts near the limit and does not send beyond it", () => {
        show();
        type("textarea", "x".repeat(5_500));
        expect(place.querySelector(".counter")).toBeNull();
        type("textarea", "😀".repeat(5_999));
        expect(one(".counter").textContent).toBe("1 character left");
        type("textarea", "x".repeat(6_002));
        expect(one(".counter").textContent).toBe("2 characters too many");
        expect(one(".counter").getAttribute("role")).toBe("alert");
        expect(button("Send").disabled).toBe(true);
        press("textarea", "Enter");
        expect(chat["send"]).not.toHaveBeenCalled();
    });
});

describe("the conversation", () => {
    it("says who is there, and while nobody is, why", () => {
        show();
        expect(one("header p").textContent).toBe("You are chatting with Ava");
        update({
            conversation: { ...conversation, state: "open", agent_name: "", availability: "busy" },
        });
        expect(one(".waiting").textContent).toContain("All our agents are busy");
        update({
            conversation: {
                ...conversation,
                state: "open",
                agent_name: "",
                availability: "offline",
            },
        });
        expect(one(".waiting").textContent).toContain("Nobody is online");
        update({
            conversation: {
                ...conversation,
                state: "active",
                agent_name: "",
                availability: "offline",
            },
        });
        expect(one(".waiting").textContent).toContain("in a moment");
    });

    it("is a log that a screen reader follows, with each message's author", () => {
        show({
            messages: [
                message(1),
                message(2),
                message(3, { author: "customer", name: "", client_id: "c3" }),
            ],
        });
        expect(one("[role=log]").getAttribute("aria-live")).toBe("polite");
        const bubbles = [...place.querySelectorAll(".bubble")].map((each) => each.textContent);
        expect(bubbles).toEqual(["Ava: m1", "Ava: m2", "You: m3"]);
    });

    it("shows system lines in words, and none that it does not know", () => {
        show({
            messages: [
                message(1, { author: "system", line: "agent_joined", name: "", text: "Ava" }),
                message(2, { author: "system", line: "none", name: "", text: "" }),
            ],
        });
        expect([...place.querySelectorAll(".system")].map((each) => each.textContent)).toEqual([
            "Ava has joined the chat",
        ]);
    });

    it("offers to retry or discard what was not delivered, and says it aloud", () => {
        const item = {
            client_id: "c9",
            conversation: 7,
            text: "lost",
            at: 5,
            state: "failed" as const,
            reason: "x",
        };
        show({ unsent: [item] });
        expect(one(".status [role=alert]").textContent).toBe("Not delivered");
        click("Retry");
        expect(chat["retry"]).toHaveBeenCalledWith("c9");
        click("Discard");
        expect(chat["discard"]).toHaveBeenCalledWith("c9");
    });

    it("keeps a bubble's element when its message arrives", () => {
        show({
            unsent: [{ client_id: "c2", conversation: 7, text: "Hi", at: 5, state: "sending" }],
        });
        const bubble = one(".own .bubble");
        expect(one(".own .status").textContent).toBe("Sending…");
        update({
            messages: [
                message(1),
                message(2, { author: "customer", name: "", client_id: "c2", text: "Hi" }),
            ],
            unsent: [],
        });
        expect(one(".own .bubble")).toBe(bubble);
        expect(one(".own .status").textContent).toBe("Sent");
    });

    it("shows a banner when the network is away", () => {
        show({ net: "offline" });
        expect(one(".net").textContent).toContain("You are offline");
        update({ net: "ok" });
        expect(place.querySelector(".net")).toBeNull();
    });

    it("ends after a question, with the focus on staying", () => {
        show();
        click("End chat");
        expect(one("[role=alertdialog]").getAttribute("aria-modal")).toBe("true");
        expect(document.activeElement!.textContent).toBe("Continue chat");
        expect(one(".everything").hasAttribute("inert")).toBe(true);
        act(() => void document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" })));
        expect(place.querySelector("[role=alertdialog]")).toBeNull();
        expect(minimise).not.toHaveBeenCalled();
        click("End chat");
        act(() => one(".confirm .primary").click());
        expect(chat["end"]).toHaveBeenCalledTimes(1);
    });

    it("takes the question away when the chat ends meanwhile", () => {
        show();
        click("End chat");
        update({ ended: true });
        expect(place.querySelector("[role=alertdialog]")).toBeNull();
        click("Start a new chat");
        expect(chat["new_chat"]).toHaveBeenCalled();
    });

    it("is minimised by Escape", () => {
        show();
        act(() => void document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" })));
        expect(minimise).toHaveBeenCalledTimes(1);
    });

    it("gives each button a name", () => {
        show({ has_older: true });
        for (const each of place.querySelectorAll("button"))
            expect(
                each.getAttribute("aria-label") || each.textContent,
                each.outerHTML,
            ).toBeTruthy();
    });
});

describe("the subtitle", () => {
    const subtitle = () => one("header p").textContent;
    const there = { ...config, availability: "available" as const };
    const unanswered = { ...conversation, agent_name: "", state: "open" as const };

    it("is shown while somebody is there", () => {
        show({ phase: "form", config: there, conversation: undefined });
        expect(subtitle()).toBe("Ask us");
        update({ phase: "starting" });
        expect(subtitle()).toBe("Ask us");
        update({ phase: "chat", conversation: unanswered });
        expect(subtitle()).toBe("Ask us");
        update({ conversation });
        expect(subtitle()).toBe("You are chatting with Ava");
    });

    it("is not shown where it would be untrue", () => {
        for (const availability of ["busy", "offline"] as const) {
            const conversation = undefined;
            show({ phase: "form", config: { ...config, availability }, conversation });
            expect(subtitle()).toBe("");
            update({ phase: "chat", config: there, conversation: { ...unanswered, availability } });
            expect(subtitle()).toBe("");
        }
        update({ config: there, conversation, ended: true });
        expect(subtitle()).toBe("");
        update({ phase: "unavailable", conversation: undefined, ended: false });
        expect(subtitle()).toBe("");
    });
});
