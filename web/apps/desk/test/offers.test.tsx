import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { asked, open_desk } from "./desk";
import { FakeServer } from "./fake/server";

describe("incoming conversations", () => {
    it("shows who, where and how long, and leaves the keyboard to the composer", async () => {
        const server = new FakeServer();
        const mine = server.mine({ customer_name: "Anna" });
        window.location.hash = `#/conversation/${mine.id}`;
        const { user } = await open_desk(server);
        const box = await screen.findByRole("textbox", { name: "Message" });
        await user.type(box, "I am wri");
        act(() => void server.offer({ customer_name: "Oliver", queue_name: "Sales", last_text: "Is it in stock?" }));
        const offer = await screen.findByRole("alertdialog", { name: "Oliver" });
        expect(offer).toHaveTextContent("Sales");
        expect(offer).toHaveTextContent("shop.example/products/kettle");
        expect(offer).toHaveTextContent("Is it in stock?");
        expect(box).toHaveFocus();
        await user.keyboard("ting");
        expect(box).toHaveValue("I am writing");
    });

    it("accepts by shortcut and opens the conversation", async () => {
        const { server, user } = await open_desk();
        act(() => void server.offer({ id: 12, customer_name: "Oliver" }));
        await screen.findByRole("alertdialog");
        await user.keyboard("{Alt>}a{/Alt}");
        await screen.findByRole("heading", { level: 1, name: "Oliver" });
        expect(asked(server, "accept_offer")).toHaveLength(1);
        expect(asked(server, "accept_offer")[0]).toMatchObject({ conversation: 12, client_id: expect.any(String) });
        expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
        expect(window.location.hash).toBe("#/conversation/12");
    });

    it("declines one of several and keeps the other", async () => {
        const { server, user } = await open_desk();
        act(() => void server.offer({ id: 12, customer_name: "Oliver" }));
        act(() => void server.offer({ id: 13, customer_name: "Petra" }));
        const first = await screen.findByRole("alertdialog", { name: "Oliver" });
        await user.click(within(first).getByRole("button", { name: "Decline" }));
        await waitFor(() => expect(screen.queryByRole("alertdialog", { name: "Oliver" })).not.toBeInTheDocument());
        expect(screen.getByRole("alertdialog", { name: "Petra" })).toBeInTheDocument();
        expect(asked(server, "reject_offer")).toEqual([expect.objectContaining({ conversation: 12 })]);
    });

    it("lets the agent look first without being able to write", async () => {
        const { server, user } = await open_desk();
        act(() => void server.offer({ id: 12, customer_name: "Oliver" }));
        act(() => void server.say(12, "Is it in stock?"));
        await user.click(await screen.findByRole("button", { name: "Look first" }));
        await screen.findByText("Accept the conversation to answer.");
        expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
        expect(screen.getAllByRole("button", { name: "Accept" })).toHaveLength(1);
        expect(screen.getByRole("navigation", { name: "Conversations" })).toHaveTextContent("Offered");
        expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
        await waitFor(() => expect(screen.getByRole("log")).toHaveTextContent("Is it in stock?"));
        expect(asked(server, "mark_read")).toEqual([]);
    });

    it("goes away with a word when it was accepted in another window, and stays where it is", async () => {
        const { server } = await open_desk();
        act(() => void server.offer({ id: 12, customer_name: "Oliver" }));
        await screen.findByRole("alertdialog");
        await act(() => server.http("accept_offer", { conversation: 12 }));
        await screen.findByText("The conversation with Oliver was accepted in another window.");
        expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
        expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Hello, Ava");
    });

    it("says why an answer came too late", async () => {
        const { server, user } = await open_desk();
        act(() => void server.offer({ id: 12 }));
        server.refuse.set("accept_offer", { code: "conflict", reason: "offer_gone" });
        await user.click(await screen.findByRole("button", { name: "Accept" }));
        expect(await screen.findByText("This conversation is not offered to you any more.")).toBeInTheDocument();
    });

    it("puts the offer into the window's title", async () => {
        const { server } = await open_desk();
        act(() => void server.offer({ id: 12 }));
        await waitFor(() => expect(document.title).toBe("(1) Incoming conversation"));
        act(() => server.withdraw(12));
        await waitFor(() => expect(document.title).toBe("Parley"));
    });
});
