import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { asked, open_desk } from "./desk";
import { FakeServer } from "./fake/server";

function two_chats() {
    const server = new FakeServer();
    server.mine({ id: 1, customer_name: "Anna" });
    server.mine({ id: 2, customer: 17, accepted_at: server.now() });
    server.say(1, "Hello");
    return server;
}

const sessions = () => screen.getByRole("navigation", { name: "Conversations" });

describe("a conversation", () => {
    it("counts unread messages in the list and clears them when it is on show", async () => {
        const server = two_chats();
        const { user } = await open_desk(server);
        act(() => void server.say(1, "Are you there?"));
        const item = await within(sessions()).findByRole("button", { name: /^Anna\s*, 2 unread messages,\s*waits for/ });
        await user.click(item);
        await waitFor(() => expect(asked(server, "mark_read")).toContainEqual({ conversation: 1, seq: 2 }));
        await waitFor(() => expect(within(sessions()).getByRole("button", { name: /^Anna\s*,\s*waits for/ })).toBeInTheDocument());
        expect(screen.getByRole("separator", { name: "New messages" })).toBeInTheDocument();
    });

    it("marks nothing read while nobody looks at the window", async () => {
        const server = two_chats();
        window.location.hash = "#/conversation/1";
        const looks = vi.spyOn(document, "hasFocus").mockReturnValue(false);
        await open_desk(server);
        await waitFor(() => expect(screen.getByRole("log")).toHaveTextContent("Hello"));
        expect(asked(server, "mark_read")).toEqual([]);
        looks.mockReturnValue(true);
        act(() => void window.dispatchEvent(new Event("focus")));
        await waitFor(() => expect(asked(server, "mark_read")).toEqual([{ conversation: 1, seq: 1 }]));
    });

    it("calls customers without a name by their number", async () => {
        await open_desk(two_chats());
        expect(within(sessions()).getByRole("button", { name: /^Visitor 17/ })).toBeInTheDocument();
    });

    it("sends with Enter, makes a line with Shift+Enter, and shows the message once", async () => {
        const server = two_chats();
        window.location.hash = "#/conversation/1";
        const { user } = await open_desk(server);
        const box = await screen.findByRole("textbox", { name: "Message" });
        await user.type(box, "one{Shift>}{Enter}{/Shift}two{Enter}");
        await waitFor(() => expect(asked(server, "send_message")).toHaveLength(1));
        expect(asked(server, "send_message")[0]).toMatchObject({ conversation: 1, text: "one\ntwo" });
        expect(box).toHaveValue("");
        await waitFor(() => expect(screen.queryByRole("group", { name: "Messages on their way" })).not.toBeInTheDocument());
        expect(within(screen.getByRole("main")).getAllByText(/one\s+two/)).toHaveLength(1);
    });

    it("keeps what was typed for each conversation", async () => {
        const server = two_chats();
        window.location.hash = "#/conversation/1";
        const { user } = await open_desk(server);
        await user.type(await screen.findByRole("textbox", { name: "Message" }), "for Anna");
        await user.keyboard("{Alt>}2{/Alt}");
        await screen.findByRole("heading", { level: 1, name: "Visitor 17" });
        expect(screen.getByRole("textbox", { name: "Message" })).toHaveValue("");
        await user.keyboard("{Alt>}1{/Alt}");
        await screen.findByRole("heading", { level: 1, name: "Anna" });
        expect(screen.getByRole("textbox", { name: "Message" })).toHaveValue("for Anna");
        expect(window.localStorage.getItem("parley.draft.7.1")).toContain("for Anna");
    });

    it("shows a refused message with its reason and sends it again under the same id", async () => {
        const server = two_chats();
        window.location.hash = "#/conversation/1";
        const { user } = await open_desk(server);
        server.refuse.set("send_message", { code: "failed_precondition", reason: "conversation_closed" });
        await user.type(await screen.findByRole("textbox", { name: "Message" }), "late{Enter}");
        await screen.findByText("Not sent: The conversation has ended.");
        server.refuse.clear();
        await user.click(screen.getByRole("button", { name: "Try again" }));
        await waitFor(() => expect(server.messages.get(1)!.filter((one) => one.text === "late")).toHaveLength(1));
        const [first, second] = asked(server, "send_message");
        expect(second).toEqual(first);
    });

    it("shows customers' markup as text and links web addresses only", async () => {
        const server = two_chats();
        window.location.hash = "#/conversation/1";
        await open_desk(server);
        act(() => void server.say(1, '<img src=x onerror=alert(1)> javascript:alert(1) https://a.example/b'));
        const log = await screen.findByRole("log");
        await waitFor(() => expect(log).toHaveTextContent("<img src=x onerror=alert(1)> javascript:alert(1)"));
        expect(within(log).getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual(["https://a.example/b"]);
        expect(log.querySelector("img")).toBeNull();
    });

    it("ends into wrap-up, where nothing can be written, and then closes", async () => {
        const server = two_chats();
        server.conversations.set(1, { ...server.conversations.get(1)!, waits_since: undefined as never });
        delete server.conversations.get(1)!.waits_since;
        window.location.hash = "#/conversation/1";
        const { user } = await open_desk(server);
        await screen.findByRole("textbox", { name: "Message" });
        await user.keyboard("{Alt>}e{/Alt}");
        await screen.findByText("The conversation has ended. Close it when you are done.");
        expect(screen.getByText(/It closes by itself in 1[45]:\d\d/)).toBeInTheDocument();
        await user.keyboard("{Alt>}w{/Alt}");
        await screen.findByRole("heading", { level: 1, name: "Visitor 17" });
        expect(within(sessions()).queryByRole("button", { name: /^Anna/ })).not.toBeInTheDocument();
    });

    it("asks before ending on a customer who waits", async () => {
        const server = two_chats();
        window.location.hash = "#/conversation/1";
        const { user } = await open_desk(server);
        await screen.findByRole("textbox", { name: "Message" });
        await user.keyboard("{Alt>}e{/Alt}");
        await screen.findByText("Anna still waits for an answer");
        expect(asked(server, "end_conversation")).toEqual([]);
        await user.click(screen.getByRole("button", { name: "End anyway" }));
        await waitFor(() => expect(asked(server, "end_conversation")).toHaveLength(1));
    });

    it("asks no more about leaving when the conversation has ended meanwhile", async () => {
        const server = two_chats();
        window.location.hash = "#/conversation/1";
        const { user } = await open_desk(server);
        await screen.findByRole("textbox", { name: "Message" });
        await user.keyboard("{Alt>}w{/Alt}");
        await screen.findByRole("dialog", { name: /Leave the conversation with Anna/ });
        act(() => server.change(1, { state: "wrap_up", cause: "ended_by_customer" }));
        await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
        expect(asked(server, "leave_conversation")).toEqual([]);
    });

    it("says before leaving that another agent will be asked", async () => {
        const server = two_chats();
        window.location.hash = "#/conversation/1";
        const { user } = await open_desk(server);
        await screen.findByRole("textbox", { name: "Message" });
        await user.keyboard("{Alt>}w{/Alt}");
        const question = await screen.findByRole("dialog");
        expect(question).toHaveTextContent("will be offered to another agent");
        await user.click(within(question).getByRole("button", { name: "Cancel" }));
        expect(asked(server, "leave_conversation")).toEqual([]);
    });

    it("pages older messages of a closed conversation and never lets write in it", async () => {
        const server = new FakeServer();
        server.conversation({ id: 5, customer_name: "Old" });
        for (let i = 1; i <= 60; i++) server.say(5, `message ${i}.`);
        server.change(5, { state: "closed", cause: "wrapped_up", closed_at: server.now() });
        window.location.hash = "#/conversation/5";
        const { user } = await open_desk(server);
        await screen.findByText("message 60.");
        expect(screen.queryByText("message 10.")).not.toBeInTheDocument();
        await user.click(screen.getByRole("button", { name: "Show older messages" }));
        await screen.findByText("message 1.");
        expect(screen.getByText("The conversation is closed. It cannot be reopened.")).toBeInTheDocument();
        expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
    });

    it("follows the end through what grows before its own scrolling is reported, until somebody goes up", async () => {
        const server = two_chats();
        window.location.hash = "#/conversation/1";
        await open_desk(server);
        const box = await screen.findByRole("region", { name: "Messages" });
        await waitFor(() => expect(box).toHaveTextContent("Hello"));
        const size = { scrollHeight: 1_000, clientHeight: 400 };
        let top = 600;
        Object.defineProperties(box, {
            scrollHeight: { get: () => size.scrollHeight },
            clientHeight: { get: () => size.clientHeight },
            scrollTop: { get: () => top, set: (to: number) => (top = Math.min(to, size.scrollHeight - size.clientHeight)) },
        });
        const jump = () => screen.queryByRole("button", { name: "To the newest" });
        fireEvent.scroll(box);
        size.scrollHeight = 1_060; // two short messages
        fireEvent.scroll(box);
        expect([top, jump()]).toEqual([660, null]);
        size.scrollHeight = 2_000; // a narrow window breaks more lines, and has been scrolled for what was in sight
        top = 640;
        fireEvent.scroll(box);
        expect([top, jump()]).toEqual([1_600, null]);
        top = 1_500;
        fireEvent.scroll(box);
        expect(jump()).toBeInTheDocument();
        size.scrollHeight = 2_060;
        fireEvent.scroll(box);
        expect(top).toBe(1_500);
        fireEvent.click(jump()!);
        expect([top, jump()]).toEqual([1_660, null]);
    });

    it("shows that the customer types, for a while", async () => {
        const server = two_chats();
        window.location.hash = "#/conversation/1";
        await open_desk(server);
        await screen.findByRole("textbox", { name: "Message" });
        act(() => server.typing(1, true));
        expect(await screen.findByText("Anna is typing…")).toBeInTheDocument();
        act(() => server.typing(1, false));
        await waitFor(() => expect(screen.queryByText("Anna is typing…")).not.toBeInTheDocument());
    });
});
