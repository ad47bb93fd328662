import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sealed, type FrameMessage, type HostMessage } from "../protocol";
import { Loader } from "./loader";
import { kept_key, read_options } from "./options";

const origin = "https://chat.example";
let sent: HostMessage[];
let loader: Loader;

beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
    document.documentElement.lang = "en";
    document.documentElement.dir = "";
    window.matchMedia = ((query: string) => ({ matches: false, media: query })) as never;
    sent = [];
});

afterEach(() => {
    for (const each of document.querySelectorAll("parley-widget, iframe")) each.remove();
    vi.useRealTimers();
});

function script(data: Record<string, string> = {}): HTMLScriptElement {
    const element = document.createElement("script");
    Object.assign(element.dataset, { widget: "demo", ...data });
    return element;
}

function attach(data: Record<string, string> = {}): Loader {
    loader = new Loader(read_options(script(data), document), `${origin}/`);
    loader.attach();
    return loader;
}

const root = () => [...document.querySelectorAll("parley-widget")].at(-1)!.shadowRoot!;
const button = () => root().querySelector("button")!;
const frame = () => root().querySelector("iframe");

// The frame's page has loaded; what the loader posts to it is recorded. jsdom gives frames in a
// shadow root no window, so one from outside is lent.
function frame_loads(): void {
    const lender = document.body.appendChild(document.createElement("iframe"));
    const target = lender.contentWindow!;
    Object.defineProperty(frame()!, "contentWindow", { value: target });
    target.postMessage = ((message: HostMessage, to: string) => {
        expect(to).toBe(origin);
        sent.push(message);
    }) as never;
    frame()!.dispatchEvent(new Event("load"));
}

function from_frame(message: FrameMessage, more: Partial<MessageEventInit> = {}): void {
    const source = frame()?.contentWindow ?? null;
    window.dispatchEvent(
        new MessageEvent("message", { data: sealed(message), origin, source, ...more }),
    );
}

const ready: FrameMessage = {
    type: "ready",
    language: "de",
    dir: "ltr",
    colour: "#aa0000",
    title: "Hilfe",
};
const types = () => sent.map((message) => message.type);

describe("the loader", () => {
    it("puts a button on the page and nothing else", () => {
        attach();
        expect(frame()).toBeNull();
        expect(button().getAttribute("aria-label")).toBe("Open chat");
        expect(button().getAttribute("aria-expanded")).toBe("false");
    });

    it("loads the frame when it is opened, tells it about the page, and shows it when it is ready", () => {
        attach({ language: "de", colour: "#123456" });
        loader.set_context({ cart: 3, none: null });
        button().click();
        expect(frame()!.src).toBe(`${origin}/widget/frame.html`);
        expect(frame()!.classList.contains("away")).toBe(true);
        frame_loads();
        expect(sent[0]).toMatchObject({
            type: "init",
            widget: "demo",
            page: location.href,
            device: "desktop",
            language: "de",
            dir: "ltr",
            colour: "#123456",
            context: { cart: "3", none: "" },
            open: true,
        });
        from_frame(ready);
        expect(frame()!.classList.contains("away")).toBe(false);
        expect(frame()!.title).toBe("Hilfe");
        expect(button().getAttribute("aria-expanded")).toBe("true");
        expect(button().getAttribute("aria-label")).toBe("Chat minimieren");
        expect(types()).toEqual(["init", "open"]);
    });

    it("drops what comes from elsewhere", () => {
        attach();
        button().click();
        frame_loads();
        from_frame(ready, { origin: "https://evil.example" });
        from_frame(ready, { source: window });
        from_frame({ type: "unread", count: "9" } as never);
        window.dispatchEvent(
            new MessageEvent("message", { data: ready, origin, source: frame()!.contentWindow }),
        );
        expect(frame()!.classList.contains("away")).toBe(true);
    });

    it("gives the focus back to the button when the customer minimises", () => {
        attach();
        button().click();
        frame_loads();
        from_frame(ready);
        from_frame({ type: "minimise" });
        expect(frame()!.classList.contains("away")).toBe(true);
        expect(root().activeElement).toBe(button());
        expect(types().at(-1)).toBe("minimise");
    });

    it("counts unread messages on the button while it is closed, up to 99", () => {
        attach();
        button().click();
        frame_loads();
        from_frame(ready);
        from_frame({ type: "unread", count: 120 });
        expect(root().querySelector<HTMLElement>(".badge")!.hidden).toBe(true);
        loader.minimise();
        expect(root().querySelector(".badge")!.textContent).toBe("99+");
        expect(button().getAttribute("aria-label")).toBe("Chat öffnen, 99+ ungelesen");
        from_frame({ type: "unread", count: 0 });
        expect(root().querySelector<HTMLElement>(".badge")!.hidden).toBe(true);
    });

    it("loads the frame at once on the next page while a chat runs, open or not as it was", () => {
        localStorage.setItem(
            kept_key("demo"),
            JSON.stringify({ running: true, colour: "#00aa00" }),
        );
        attach();
        expect(frame()).not.toBeNull();
        expect(button().getAttribute("aria-expanded")).toBe("false");
        frame_loads();
        from_frame(ready);
        from_frame({ type: "running", running: false });
        expect(JSON.parse(localStorage.getItem(kept_key("demo"))!)).toMatchObject({
            running: false,
            language: "de",
        });
    });

    it("survives rubbish in the page's storage", () => {
        localStorage.setItem(kept_key("demo"), "{");
        attach();
        expect(frame()).toBeNull();
    });

    it("says so when the frame does not come, and tries again with the next click", () => {
        const errors: unknown[] = [];
        attach();
        loader.on("error", (detail) => errors.push(detail));
        button().click();
        vi.advanceTimersByTime(15_000);
        expect(errors).toEqual([{ reason: "frame_unavailable" }]);
        expect(frame()).toBeNull();
        expect(button().getAttribute("aria-expanded")).toBe("false");
        button().click();
        expect(frame()).not.toBeNull();
    });

    it("hides its button when the page wants so", () => {
        attach({ hideButton: "" });
        expect(button().hidden).toBe(true);
        loader.open();
        expect(frame()).not.toBeNull();
    });
});

describe("what the frame may not keep itself", () => {
    const key = (name: string, widget = "demo") => `${kept_key(widget)}/${name}`;

    it("is kept beside the page's own things, given to the next frame, and removed when told", () => {
        localStorage.setItem("cart", "the page's own");
        localStorage.setItem("parley:other/visitor", "another widget's");
        attach();
        button().click();
        frame_loads();
        expect(sent[0]).toMatchObject({ type: "init", kept: {} });
        from_frame({ type: "keep", values: { visitor: "token", draft: "Hi" } });
        from_frame({ type: "keep", values: { draft: "" } });
        expect(localStorage.getItem(key("visitor"))).toBe("token");
        expect(localStorage.getItem(key("draft"))).toBeNull();
        expect(localStorage.getItem("cart")).toBe("the page's own");
        from_frame(ready);
        loader = new Loader(read_options(script(), document), `${origin}/`);
        loader.attach();
        loader.open();
        frame_loads();
        expect(sent.at(-1)).toMatchObject({ type: "init", kept: { visitor: "token" } });
        expect((sent.at(-1) as { kept: object }).kept).toEqual({ visitor: "token" });
    });

    it("is taken from its own frame only", () => {
        attach();
        button().click();
        frame_loads();
        const message: FrameMessage = { type: "keep", values: { visitor: "planted" } };
        from_frame(message, { origin: "https://evil.example" });
        from_frame(message, { source: window });
        from_frame({ type: "keep", values: { visitor: 5 } } as never);
        expect(localStorage.getItem(key("visitor"))).toBeNull();
    });

    it("reaches the frame when another tab has changed it, and nothing else does", () => {
        attach({ widget: "tabs" }); // loaders of other tests listen too
        const elsewhere = (name: string, newValue: string | null) =>
            window.dispatchEvent(new StorageEvent("storage", { key: name, newValue }));
        elsewhere(key("visitor", "tabs"), "token");
        expect(frame()).toBeNull();
        button().click();
        frame_loads();
        from_frame(ready);
        elsewhere(key("visitor", "tabs"), "token");
        elsewhere(key("visitor", "tabs"), null);
        elsewhere("cart", "5");
        elsewhere("parley:other/visitor", "5");
        expect(sent.filter((message) => message.type === "kept")).toMatchObject([
            { values: { visitor: "token" } },
            { values: { visitor: "" } },
        ]);
    });

    it("is not promised where the page may keep nothing either", () => {
        const denied = vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
            throw new DOMException("denied", "SecurityError");
        });
        attach();
        button().click();
        frame_loads();
        expect(sent[0]!.type).toBe("init");
        expect(sent[0]).not.toHaveProperty("kept");
        from_frame({ type: "keep", values: { visitor: "token" } });
        from_frame(ready);
        expect(frame()!.classList.contains("away")).toBe(false);
        denied.mockRestore();
        expect(localStorage.getItem(key("visitor"))).toBeNull();
    });
});

describe("the API for pages", () => {
    it("tells handlers what happens, also late ones that it is ready, and survives theirs", async () => {
        const heard: unknown[] = [];
        const failed = vi.fn();
        window.reportError = failed;
        attach();
        loader.on("ready", () => heard.push("ready"));
        await Promise.resolve();
        const handler = (detail: unknown) => heard.push(detail);
        loader.on("message_received", () => {
            throw new Error("theirs");
        });
        loader.on("message_received", handler);
        loader.open();
        frame_loads();
        from_frame(ready);
        from_frame({ type: "event", name: "message_received", detail: { text: "Hi" } });
        loader.off("message_received", handler);
        from_frame({ type: "event", name: "message_received", detail: { text: "again" } });
        expect(heard).toEqual(["ready", { text: "Hi" }]);
        expect(failed).toHaveBeenCalledTimes(2);
    });

    it("answers who is there without opening, and says when no answer comes", async () => {
        attach();
        const first = loader.get_availability();
        frame_loads();
        from_frame(ready);
        expect(button().getAttribute("aria-expanded")).toBe("false");
        expect(sent.at(-1)).toMatchObject({ type: "availability", id: 1 });
        from_frame({ type: "availability", id: 1, availability: "busy" });
        expect(await first).toEqual({ availability: "busy" });
        const second = expect(loader.get_availability()).rejects.toThrow("no_answer");
        const third = expect(loader.get_availability()).rejects.toThrow("offline");
        from_frame({ type: "availability", id: 3, reason: "offline" });
        await third;
        vi.advanceTimersByTime(15_000);
        await second;
    });

    it("passes start, end and changed context on, in order, once the frame is ready", () => {
        attach();
        loader.start({ name: "Robin", text: "Hi" });
        loader.set_context({ cart: "x".repeat(2_000) });
        loader.end();
        frame_loads();
        from_frame(ready);
        expect(types()).toEqual(["init", "open", "start", "context", "end", "minimise"]);
        expect((sent[3] as { context: Record<string, string> }).context["cart"]!.length).toBe(
            1_000,
        );
        expect(sent[2]).toMatchObject({ name: "Robin", text: "Hi" });
    });

    it("takes a hundred context entries and says when there are more", () => {
        const errors: Record<string, unknown>[] = [];
        attach();
        loader.on("error", (detail) => errors.push(detail));
        loader.set_context(Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, i])));
        expect(errors).toEqual([{ reason: "too_many_context_entries", key: "k100" }]);
        loader.set_context({ k5: "changed" });
        expect(errors.length).toBe(1);
    });
});

describe("what the script tag says", () => {
    it("puts the button at the end of the reading direction unless told otherwise", () => {
        const side = (data = {}) => read_options(script(data), document).side;
        expect(side()).toBe("right");
        expect(side({ dir: "rtl" })).toBe("left");
        expect(side({ dir: "rtl", position: "right" })).toBe("right");
        expect(side({ position: "top" })).toBe("right");
        document.documentElement.dir = "rtl";
        expect(side()).toBe("left");
    });

    it("takes no colour that is not one", () => {
        expect(read_options(script({ colour: "red;}" }), document).colour).toBeUndefined();
        expect(read_options(script({ colour: "#abc" }), document).colour).toBe("#abc");
    });
});
