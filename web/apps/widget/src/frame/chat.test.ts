import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CustomerConversation } from "@parley/api";
import { Problem, type StorageLike } from "@parley/feed";
import { FakeClock, MemoryStorage, ModelServer, settle } from "@parley/feed/testing";
import type { FrameMessage } from "../protocol";
import { Chat } from "./chat";
import type { Call } from "./http";
import { chat_times } from "./options";
import { PageStorage } from "./page_storage";
import { Shelf } from "./storage";

const config = {
    title: "Help",
    subtitle: "Ask",
    colour: "#0f6cbd",
    language: "en",
    availability: "available" as const,
    message_characters_max: 6000,
};

function row(id: number, more: Partial<CustomerConversation> = {}): Record<string, unknown> {
    return {
        id,
        state: "open",
        cause: "started",
        agent_name: "",
        availability: "available",
        last_seq: 0,
        agent_read_seq: 0,
        customer_read_seq: 0,
        created_at: 0,
        ...more,
    };
}

let server: ModelServer;
let clock: FakeClock;
let browser: MemoryStorage;
let told: FrameMessage[];
let beeps: number;
let http: { op: string; args: Record<string, unknown>; token: string | undefined }[];
let http_fails: Problem | undefined;
let online: boolean;
let events: EventTarget;
let open_tabs: Chat[];

beforeEach(() => {
    server = new ModelServer();
    clock = new FakeClock();
    browser = new MemoryStorage();
    told = [];
    beeps = 0;
    http = [];
    http_fails = undefined;
    online = true;
    events = new EventTarget();
    open_tabs = [];
    for (const op of ["mark_read", "set_typing", "set_context"])
        server.handlers[op] = () => ({ position: 1 });
    server.handlers["end_conversation"] = (args) => {
        const id = args["conversation"] as number;
        server.put(`conversation/${id}`, row(id, { state: "closed", cause: "ended_by_customer" }));
        return { position: 1 };
    };
    server.handlers["list_messages"] = (args) => {
        const { conversation, before_seq, after_seq, limit } = args as Record<string, number>;
        if (!server.rows.has(`conversation/${conversation}`))
            throw { code: "not_found", reason: "conversation_not_found" };
        const all = server
            .messages(conversation!)
            .filter((message) => message.seq < (before_seq ?? Infinity));
        const page = after_seq
            ? all.filter((m) => m.seq > after_seq).slice(0, limit)
            : all.slice(-limit!);
        return { messages: page, has_more: false, as_of: 0 };
    };
});

afterEach(() => {
    for (const tab of open_tabs)
        expect(tab.view.messages.map((m) => m.seq)).toEqual([
            ...new Set(tab.view.messages.map((m) => m.seq)),
        ]);
});

// As the server answers start_chat, once per client id.
const started = new Map<string, number>();
const call: Call = async (op, args, token) => {
    http.push({ op, args: args as Record<string, unknown>, token });
    if (http_fails && op !== "new_visitor") throw http_fails;
    if (op === "get_widget") return config as never;
    if (op === "new_visitor") return { visitor_token: "secret", expires_at: 0 } as never;
    const { client_id, text, message_client_id } = args as Record<string, string>;
    let id = started.get(client_id!);
    if (!id) {
        started.set(client_id!, (id = started.size + 1));
        server.put(`conversation/${id}`, row(id));
        server.say(id, text!, { author: "customer", name: "", client_id: message_client_id! });
    }
    return {
        conversation: id,
        position: 1,
    } as never;
};

function tab(kept?: StorageLike): Chat {
    const chat: Chat = new Chat({
        widget: "demo",
        page: "https://shop.example/",
        device: "desktop",
        context: { plan: "gold", gone: "" },
        call,
        feed_url: "ws://test",
        shelf: kept
            ? new Shelf(kept, "")
            : new Shelf(
                  browser.tab((key, value) => chat.stored(key, value)),
                  "parley:demo:",
              ),
        tell_host: (message) => told.push(message),
        beep: () => beeps++,
        is_online: () => online,
        clock,
        random: () => 1,
        socket: server.connect,
        events: events as never,
    });
    open_tabs.push(chat);
    return chat;
}

async function talk(): Promise<void> {
    for (let i = 0; i < 10; i++) {
        await settle();
        await vi.dynamicImportSettled();
        server.deliver_all();
    }
    await settle();
}

async function chatting(text = "Hello"): Promise<Chat> {
    const chat = tab();
    await chat.load();
    chat.start("Robin", text);
    await talk();
    expect(chat.view.phase).toBe("chat");
    return chat;
}

const id_of = (chat: Chat) => chat.view.conversation!.id;
const ops = (name: string) => server.log.filter((each) => each.op === name);
const texts = (chat: Chat) => chat.view.messages.map((message) => message.text);
const events_of = (name: string) =>
    told.filter((m) => m.type === "event" && m.name === name) as {
        detail: Record<string, unknown>;
    }[];
const last = (type: FrameMessage["type"]) => told.filter((m) => m.type === type).at(-1);

describe("starting a chat", () => {
    it("says who, what, from where, and shows the conversation", async () => {
        const chat = await chatting("Hello\r\nthere ");
        const start = http.find((each) => each.op === "start_chat")!;
        expect(start.args).toMatchObject({
            widget: "demo",
            name: "Robin",
            text: "Hello\nthere",
            page: "https://shop.example/",
            device: "desktop",
            context: { plan: "gold" },
        });
        expect(start.token).toBe("secret");
        expect(texts(chat)).toEqual(["Hello\nthere"]);
        expect(last("running")).toMatchObject({ running: true });
        expect(events_of("message_sent").length).toBe(1);
    });

    it("repeats with the same client ids until the server answers, at once when the network is back", async () => {
        const chat = tab();
        await chat.load();
        http_fails = new Problem("disconnected");
        chat.start("", "Hi");
        await settle();
        expect(chat.view).toMatchObject({ phase: "starting", net: "offline" });
        await clock.advance(1_000);
        http_fails = undefined;
        events.dispatchEvent(new Event("online"));
        await talk();
        expect(chat.view.phase).toBe("chat");
        const starts = http.filter((each) => each.op === "start_chat");
        expect(starts.length).toBe(3);
        expect(new Set(starts.map((each) => each.token))).toEqual(new Set(["secret"]));
        expect(new Set(starts.map((each) => each.args["client_id"])).size).toBe(1);
        expect(new Set(starts.map((each) => each.args["message_client_id"])).size).toBe(1);
    });

    it("goes on after a reload with what was asked before", async () => {
        const before = tab();
        await before.load();
        http_fails = new Problem("disconnected");
        before.start("Robin", "Hi");
        await settle();
        before.cancel_start();
        expect(before.view.form).toEqual({ name: "Robin", text: "Hi" });
        before.start("Robin", "Hi again");
        await settle();
        http_fails = undefined;
        const after = tab();
        await after.load();
        await talk();
        expect(texts(after)).toEqual(["Hi again"]);
    });

    it("gives the words back and says why when it is refused", async () => {
        const chat = tab();
        await chat.load();
        http_fails = new Problem("chat_start_rate", "resource_exhausted");
        chat.start("Robin", "Hi");
        await settle();
        expect(chat.view).toMatchObject({
            phase: "form",
            notice: "error_rate",
            form: { name: "Robin", text: "Hi" },
        });
        expect(events_of("error").at(-1)!.detail["reason"]).toBe("chat_start_rate");
    });

    it("joins the chat that the customer has already, and says the words there", async () => {
        const chat = await chatting();
        const id = id_of(chat);
        chat.new_chat();
        await talk();
        http_fails = new Problem("customer_has_chat", "conflict", String(id));
        chat.start("", "One more thing");
        await talk();
        expect(id_of(chat)).toBe(id);
        expect(texts(chat).at(-1)).toBe("One more thing");
    });

    it("is unavailable without the server, and tries again when told to", async () => {
        http_fails = new Problem("disconnected");
        const chat = tab();
        await chat.load();
        expect(chat.view.phase).toBe("unavailable");
        http_fails = undefined;
        await chat.load();
        expect(chat.view.phase).toBe("form");
    });
});

describe("a running chat", () => {
    it("is there after a reload, with the token and nothing twice", async () => {
        const before = await chatting();
        before.send("two");
        await talk();
        const after = tab();
        await after.load();
        await talk();
        expect(texts(after)).toEqual(["Hello", "two"]);
        expect(after.view.unsent).toEqual([]);
        expect(ops("authenticate").at(-1)!.args).toEqual({ token: "secret" });
    });

    it("appears in the other tab", async () => {
        const other = tab();
        await other.load();
        expect(other.view.phase).toBe("form");
        const chat = await chatting();
        await talk();
        expect(texts(other)).toEqual(["Hello"]);
        other.send("from the other tab");
        await talk();
        expect(texts(chat)).toEqual(["Hello", "from the other tab"]);
    });

    it("sends what was written offline once, in order, when the network is back", async () => {
        const chat = await chatting();
        online = false;
        server.refuse_connections = true;
        server.socket!.cut();
        chat.send("one");
        chat.send("two");
        await clock.advance(chat_times.net_patience_ms);
        expect(chat.view).toMatchObject({ net: "offline" });
        expect(chat.view.unsent.map((item) => `${item.text} ${item.state}`)).toEqual([
            "one sending",
            "two sending",
        ]);
        online = true;
        server.refuse_connections = false;
        events.dispatchEvent(new Event("online"));
        await talk();
        await clock.advance(20_000);
        await talk();
        expect(texts(chat)).toEqual(["Hello", "one", "two"]);
        expect(chat.view.unsent).toEqual([]);
        expect(chat.view.net).toBe("ok");
    });

    it("shows no banner for a reconnect that is quick, and one for a slow one", async () => {
        const chat = await chatting();
        server.refuse_connections = true;
        server.socket!.cut(4002);
        await clock.advance(chat_times.net_patience_ms - 1);
        expect(chat.view.net).toBe("ok");
        await clock.advance(2);
        expect(chat.view.net).toBe("connecting");
    });

    it("counts as unread what the agent wrote unseen, beeps, and marks it read when seen", async () => {
        const chat = await chatting();
        const id = id_of(chat);
        server.say(id, "Hello", { author: "agent" });
        server.say(id, "", { author: "system" });
        server.say(id, "?", { author: "agent" });
        await talk();
        expect(last("unread")).toMatchObject({ count: 2 });
        expect(beeps).toBe(2);
        expect(ops("mark_read")).toEqual([]);
        chat.watched = true;
        await talk();
        expect(last("unread")).toMatchObject({ count: 0 });
        expect(ops("mark_read").map((each) => each.args)).toEqual([{ conversation: id, seq: 4 }]);
        server.say(id, "seen at once", { author: "agent" });
        await talk();
        expect(ops("mark_read").at(-1)!.args).toEqual({ conversation: id, seq: 5 });
        expect(told.filter((m) => m.type === "unread").length).toBe(3);
        expect(beeps).toBe(2);
        expect(events_of("message_received").map((each) => each.detail["text"])).toEqual([
            "Hello",
            "?",
            "seen at once",
        ]);
    });

    it("is silent with the sound off, also after a reload", async () => {
        const before = await chatting();
        before.sound = false;
        const after = tab();
        await after.load();
        await talk();
        server.say(id_of(after), "psst", { author: "agent" });
        await talk();
        expect(after.view.sound).toBe(false);
        expect(events_of("message_received").length).toBe(2); // both tabs
        expect(beeps).toBe(0);
    });

    it("tells that the customer is writing at most every 3 s, and when that ends", async () => {
        const chat = await chatting();
        const id = id_of(chat);
        chat.typed("nobody is there yet");
        server.put(`conversation/${id}`, row(id, { state: "active", agent_name: "Ava" }));
        await talk();
        await clock.advance(3_000);
        for (let i = 0; i < 10; i++) {
            chat.typed(`abc${i}`);
            await clock.advance(400);
        }
        expect(ops("set_typing").map((each) => each.args["typing"])).toEqual([true, true]);
        await clock.advance(chat_times.typing_idle_ms);
        expect(ops("set_typing").at(-1)!.args["typing"]).toBe(false);
        chat.typed("more");
        chat.send("more");
        expect(
            ops("set_typing")
                .map((each) => each.args["typing"])
                .slice(-2),
        ).toEqual([true, false]);
    });

    it("shows who is writing until a message comes, it stops, or nothing is heard", async () => {
        const chat = await chatting();
        const conversation = id_of(chat);
        const hint = async (more = {}) => {
            server.hint({ conversation, author: "agent", name: "Ava", typing: true, ...more });
            await talk();
        };
        await hint();
        expect(chat.view.typing).toBe("Ava");
        server.say(conversation, "Hi", { author: "agent" });
        await talk();
        expect(chat.view.typing).toBeUndefined();
        await hint();
        await hint({ typing: false });
        expect(chat.view.typing).toBeUndefined();
        await hint({ conversation: 99 });
        expect(chat.view.typing).toBeUndefined();
        await hint();
        await clock.advance(chat_times.typing_shown_ms);
        expect(chat.view.typing).toBeUndefined();
    });

    it("reads older pages without a gap", async () => {
        const chat = await chatting();
        const id = id_of(chat);
        for (let i = 2; i <= 130; i++) server.say(id, `m${i}`);
        const after = tab();
        await after.load();
        await talk();
        expect(after.view.messages.length).toBe(50);
        while (after.view.has_older) {
            void after.load_older();
            expect(after.view.loading_older).toBe(true);
            await talk();
        }
        expect(after.view.messages.map((m) => m.seq)).toEqual(
            Array.from({ length: 130 }, (_, i) => i + 1),
        );
        server.say(id, "newest");
        await talk();
        expect(after.view.messages.length).toBe(131);
    });

    it("tells the server changed context once a chat runs, all of it in few requests", async () => {
        const chat = await chatting();
        expect(ops("set_context")).toEqual([]);
        chat.set_context({ cart: "1" });
        chat.set_context({ cart: "2" });
        chat.set_context({ plan: "" });
        await talk();
        expect(ops("set_context").map((each) => each.args["context"])).toEqual([
            { cart: "1" },
            { cart: "2", plan: "" },
        ]);
    });
});

describe("a chat that the page keeps", () => {
    // Two tabs of the page; what a frame keeps reaches the other tab's frame.
    function page_tabs() {
        const page = new Map<string, string>();
        const frames: { storage: PageStorage; chat: Chat }[] = [];
        return () => {
            const storage: PageStorage = new PageStorage(Object.fromEntries(page), (values) => {
                for (const [key, value] of Object.entries(values))
                    if (value) page.set(key, value);
                    else page.delete(key);
                for (const other of frames)
                    if (other.storage !== storage)
                        other.storage.take(values, (key, value) => other.chat.stored(key, value));
            });
            const chat = tab(storage);
            frames.push({ storage, chat });
            return chat;
        };
    }

    it("is there after a reload, with what was not sent yet, which goes out once", async () => {
        const open = page_tabs();
        const before = open();
        await before.load();
        before.start("Robin", "Hello");
        await talk();
        online = false;
        server.refuse_connections = true;
        server.socket!.cut();
        before.send("one");
        before.send("two");
        const after = open();
        await after.load();
        expect(after.view.unsent.map((item) => item.text)).toEqual(["one", "two"]);
        online = true;
        server.refuse_connections = false;
        events.dispatchEvent(new Event("online"));
        await talk();
        await clock.advance(20_000);
        await talk();
        for (const chat of [before, after]) {
            expect(texts(chat)).toEqual(["Hello", "one", "two"]);
            expect(chat.view.unsent).toEqual([]);
        }
        expect(http.filter((each) => each.op === "new_visitor").length).toBe(1);
    });

    it("appears in the other tab, and ends there too when the token is refused", async () => {
        const open = page_tabs();
        const [one, two] = [open(), open()];
        await Promise.all([one.load(), two.load()]);
        one.start("Robin", "Hello");
        await talk();
        expect(texts(two)).toEqual(["Hello"]);
        server.handlers["authenticate"] = () => {
            throw { code: "unauthenticated", reason: "token_expired" };
        };
        for (const socket of [...server.sockets]) socket.cut(4002);
        await clock.advance(1_000);
        await talk();
        expect([one.view.phase, two.view.phase]).toEqual(["form", "form"]);
        const later = open();
        await later.load();
        expect(later.view.phase).toBe("form");
    });
});

describe("the end of a chat", () => {
    it("comes when the customer says so, also said offline", async () => {
        const chat = await chatting();
        server.refuse_connections = true;
        server.socket!.cut();
        chat.end();
        await clock.advance(5_000);
        expect(chat.view).toMatchObject({ ending: true, ended: false });
        server.refuse_connections = false;
        events.dispatchEvent(new Event("online"));
        await talk();
        expect(chat.view).toMatchObject({ ending: false, ended: true });
        expect(last("running")).toMatchObject({ running: false });
        expect(events_of("chat_ended").map((each) => each.detail["by"])).toEqual(["customer"]);
        expect(chat.send("too late")).toBe(false);
    });

    it("leaves the words readable when the server no longer shows the conversation", async () => {
        const chat = await chatting();
        const id = id_of(chat);
        server.say(id, "Bye", { author: "agent" });
        await talk();
        server.drop(`conversation/${id}`);
        await talk();
        expect(chat.view).toMatchObject({ phase: "chat", ended: true });
        expect(texts(chat)).toEqual(["Hello", "Bye"]);
        const after = tab();
        await after.load();
        await talk();
        expect(after.view).toMatchObject({ phase: "chat", ended: true });
        expect(texts(after)).toEqual(["Hello", "Bye"]);
    });

    it("makes room for a new chat with the same token", async () => {
        const chat = await chatting();
        chat.end();
        await talk();
        chat.new_chat();
        await talk();
        expect(chat.view).toMatchObject({ phase: "form", form: { name: "Robin", text: "" } });
        chat.start("Robin", "Me again");
        await talk();
        expect(texts(chat)).toEqual(["Me again"]);
        expect(http.at(-1)!.token).toBe("secret");
    });

    it("says so and offers a new one when the token is refused", async () => {
        await chatting();
        server.handlers["authenticate"] = () => {
            throw { code: "unauthenticated", reason: "token_expired" };
        };
        const after = tab();
        await after.load();
        await talk();
        expect(after.view).toMatchObject({ phase: "form", notice: "expired" });
        expect(browser.kept.has("parley:demo:visitor")).toBe(false);
    });

    it("keeps the words on the screen when the server has forgotten them, and starts anew after a reload", async () => {
        const chat = await chatting();
        server.rows.clear();
        server.new_history("h2");
        await clock.advance(1_000);
        await talk();
        expect(chat.view).toMatchObject({ phase: "chat", ended: true });
        expect(texts(chat)).toEqual(["Hello"]);
        const after = tab();
        await after.load();
        await talk();
        expect(after.view.phase).toBe("form");
    });

    it("shows a message that was refused as not delivered, and tries again when told to", async () => {
        const chat = await chatting();
        const good = server.handlers["send_message"]!;
        server.handlers["send_message"] = () => {
            throw { code: "failed_precondition", reason: "conversation_closed" };
        };
        chat.send("late");
        await talk();
        expect(chat.view.unsent[0]).toMatchObject({
            state: "failed",
            reason: "conversation_closed",
        });
        server.handlers["send_message"] = good;
        chat.retry(chat.view.unsent[0]!.client_id);
        await talk();
        expect(texts(chat)).toEqual(["Hello", "late"]);
        expect(chat.view.unsent).toEqual([]);
    });
});
