import { act, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { asked, open_desk } from "./desk";
import { furnish } from "./fake/scene";
import { FakeServer } from "./fake/server";

// Colours need a real browser; they are checked there.
async function violations(): Promise<string[]> {
    const result = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
    return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

describe("signing in and out", () => {
    it("says in words what was wrong and goes on after the right password", async () => {
        const server = new FakeServer();
        server.signed_in = false;
        const { user } = await open_desk(server);
        await user.type(await screen.findByRole("textbox", { name: /E-mail/ }), "ava@demo.test");
        await user.type(screen.getByLabelText(/Password/), "wrong{Enter}");
        expect(await screen.findByRole("alert")).toHaveTextContent("E-mail or password is wrong.");
        expect(screen.getByLabelText(/Password/)).toHaveFocus();
        await user.type(screen.getByLabelText(/Password/), "parley-demo{Enter}");
        await screen.findByRole("navigation", { name: "Conversations" });
        expect(asked(server, "sign_in").at(-1)).toEqual({ email: "ava@demo.test", password: "parley-demo", cookie: true });
    });

    it("asks before signing out and counts what goes back", async () => {
        const server = new FakeServer();
        server.mine();
        server.mine();
        server.mine({ state: "wrap_up" });
        const { user } = await open_desk(server);
        await user.click(screen.getByRole("button", { name: /Account of/ }));
        await user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
        const question = await screen.findByRole("dialog");
        expect(await within(question).findByText(/2 conversations go back to the queue/)).toBeInTheDocument();
        expect(question).toHaveTextContent("1 conversation in wrap-up is closed");
        await user.click(within(question).getByRole("button", { name: "Sign out" }));
        expect(await screen.findByText("You have signed out.")).toBeInTheDocument();
    });

    const login = { kind: "browser", label: "", created_at: 0, expires_at: Date.now() + 3_600_000, current: false, connected: true } as const;

    async function question_of(server: FakeServer) {
        server.mine();
        const { user } = await open_desk(server);
        await user.click(screen.getByRole("button", { name: /Account of/ }));
        await user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
        return screen.findByRole("dialog");
    }

    it("[SO1] says that everything stays with who is signed in elsewhere too", async () => {
        const server = new FakeServer();
        server.logins = [{ ...login, id: 1 }];
        const question = await question_of(server);
        expect(await within(question).findByText(/stay with you there/)).toBeInTheDocument();
        expect(question).not.toHaveTextContent("goes back");
    });

    it("[SO2] counts neither this login, nor one without an open desk, nor a program's", async () => {
        const server = new FakeServer();
        server.logins = [
            { ...login, id: 2, current: true },
            { ...login, id: 3, connected: false },
            { ...login, id: 4, kind: "api_token" },
        ];
        const question = await question_of(server);
        expect(await within(question).findByText(/1 conversation goes back/)).toBeInTheDocument();
        expect(question).not.toHaveTextContent("another browser");
    });

    it("says on what it depends when it cannot know who is signed in elsewhere", async () => {
        const server = new FakeServer();
        server.refuse.set("list_logins", { code: "unavailable", reason: "stopping" });
        const question = await question_of(server);
        expect(await within(question).findByText(/1 conversation goes back/)).toBeInTheDocument();
        expect(question).toHaveTextContent("Unless you are signed in in another browser too:");
    });

    it("returns to the sign-in page with the reason when the server closes the login", async () => {
        const { server } = await open_desk();
        act(() => server.close(4504));
        expect(await screen.findByText(/Your login has ended/)).toBeInTheDocument();
    });
});

describe("the desk", () => {
    it("shows the three lists and picks from the open one", async () => {
        const server = new FakeServer();
        furnish(server);
        const { user } = await open_desk(server);
        const open = await screen.findByRole("table", { name: /Open conversations/ });
        expect(within(open).getAllByRole("row")).toHaveLength(4);
        expect(screen.getByRole("table", { name: /My conversations/ })).toBeInTheDocument();
        expect(await screen.findByRole("table", { name: /Closed within 24 hours/ })).toBeInTheDocument();
        await user.click(within(open).getByRole("button", { name: "Pick the conversation with Jonas Weber" }));
        await screen.findByRole("heading", { level: 1, name: "Jonas Weber" });
        expect(await screen.findByRole("textbox", { name: "Message" })).toHaveFocus();
    });

    it("[EX1] says why an open conversation waits, with the numbers", async () => {
        const server = new FakeServer();
        server.conversation({ id: 7, state: "open", customer_name: "Jonas Weber" });
        const numbers = { ahead: 2, members: 4, signed_in: 3, available: 2, with_capacity: 0, declined: 0 };
        server.explanation = { reason: "all_busy", ...numbers };
        window.location.hash = "#/conversation/7";
        await open_desk(server);
        const why = "Why it waits: everybody who takes conversations is busy (2 of 4 agents). 2 conversations are before it.";
        expect(await screen.findByText(why)).toBeInTheDocument();
    });

    it("sets presence and tells who set it", async () => {
        const { server, user } = await open_desk();
        await user.keyboard("{Alt>}p{/Alt}");
        await user.click(await screen.findByRole("menuitemradio", { name: "Away" }));
        await waitFor(() => expect(screen.getByRole("button", { name: "Presence: Away" })).toBeInTheDocument());
        expect(asked(server, "set_presence")[0]).toMatchObject({ presence: "away" });
        await user.keyboard("{Alt>}p{/Alt}");
        expect(await screen.findByText(/Set by you/)).toBeInTheDocument();
    });

    it("lists the shortcuts on ? but not while somebody writes", async () => {
        const server = new FakeServer();
        server.mine({ id: 1 });
        const { user } = await open_desk(server);
        await user.keyboard("?");
        await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
        await user.keyboard("{Escape}");
        await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
        await user.keyboard("{Alt>}1{/Alt}");
        const box = await screen.findByRole("textbox", { name: "Message" });
        await user.type(box, "really?");
        expect(box).toHaveValue("really?");
        expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    });

    it("runs commands from the palette", async () => {
        const server = new FakeServer();
        server.mine({ id: 1, customer_name: "Anna" });
        const { user } = await open_desk(server);
        await user.keyboard("{Control>}k{/Control}");
        await user.type(await screen.findByRole("combobox"), "ann{Enter}");
        await screen.findByRole("heading", { level: 1, name: "Anna" });
    });

    it("moves between its parts with F6", async () => {
        const server = new FakeServer();
        server.mine({ id: 1 });
        window.location.hash = "#/conversation/1";
        const { user } = await open_desk(server);
        const box = await screen.findByRole("textbox", { name: "Message" });
        const seen = new Set<string>();
        for (let i = 0; i < 6; i++) {
            await user.keyboard("{F6}");
            seen.add(document.activeElement?.closest("[data-region]")?.getAttribute("data-region") ?? "none");
        }
        expect([...seen].sort()).toEqual(expect.arrayContaining(["bar", "composer", "main", "sessions"]));
        expect(box).toBeInTheDocument();
    });

    it("is clean to axe on every screen", async () => {
        const server = new FakeServer();
        furnish(server);
        const { user } = await open_desk(server);
        await screen.findByRole("table", { name: /Open conversations/ });
        expect(await violations()).toEqual([]);
        await user.click(within(screen.getByRole("navigation")).getByRole("button", { name: /^Anna/ }));
        await screen.findByRole("textbox", { name: "Message" });
        act(() => void server.offer({ customer_name: "Oliver" }));
        await screen.findByRole("alertdialog");
        await user.keyboard("/");
        expect(await violations()).toEqual([]);
    }, 90_000);
});
