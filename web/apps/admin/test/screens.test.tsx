import { screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { Problem } from "@parley/feed";
import { open_admin } from "./admin";
import { FakeServer } from "./fake_server";

function furnished(): FakeServer {
    const server = new FakeServer();
    server.furnish();
    return server;
}

describe("users", () => {
    it("are found by name and say what they may and whether they can sign in", async () => {
        const server = furnished();
        server.agent({ name: "Kai Moreau", email: "kai@northwind.example", has_password: false });
        server.agent({ name: "Left Long Ago", email: "left@northwind.example", disabled: true });
        const { user } = await open_admin(server);
        const table = await screen.findByRole("table", { name: "Users" });
        expect(within(table).getAllByRole("row")).toHaveLength(5);
        expect(within(table).getByRole("row", { name: /Kai Moreau/ })).toHaveTextContent("No password");
        expect(within(table).getByRole("row", { name: /Left Long Ago/ })).toHaveTextContent("Disabled");
        await user.type(screen.getByRole("searchbox"), "ava lind");
        expect(within(table).getAllByRole("row")).toHaveLength(2);
        expect(within(table).getByRole("row", { name: /Ava Lindqvist/ })).toHaveTextContent("Support");
    });

    it("are created with their queues and get a link", async () => {
        const server = furnished();
        const { user } = await open_admin(server, "#/users/new");
        await user.type(await screen.findByLabelText(/^Name/), "Kai Moreau");
        await user.type(screen.getByLabelText(/^E-mail/), "ava@northwind.example");
        await user.click(screen.getByRole("checkbox", { name: "Support" }));
        await user.click(screen.getByRole("button", { name: "Create and make invitation link" }));
        expect(await screen.findByText("Another user has this e-mail address.")).toBeInTheDocument();
        await waitFor(() => expect(screen.getByLabelText(/^E-mail/)).toHaveFocus());
        await user.clear(screen.getByLabelText(/^E-mail/));
        await user.type(screen.getByLabelText(/^E-mail/), "kai@northwind.example");
        await user.click(screen.getByRole("button", { name: "Create and make invitation link" }));
        expect(await screen.findByLabelText("Link for Kai Moreau to set a password")).toBeInTheDocument();
        expect(server.queues[0]!.members).toEqual([1, 2, 3]);
        expect(screen.getByText(/Invited until/)).toBeInTheDocument();
    });

    it("are disabled after a question; the last administrator's refusal is shown there", async () => {
        const server = furnished();
        const { user } = await open_admin(server, "#/users/1");
        server.refuse.set("save_agent", new Problem("last_administrator", "failed_precondition"));
        await user.click(await screen.findByRole("button", { name: "Disable…" }));
        const dialog = await screen.findByRole("dialog");
        expect(dialog).toHaveTextContent("This is you: you will be signed out.");
        await user.click(within(dialog).getByRole("button", { name: "Disable" }));
        expect(await within(dialog).findByRole("alert")).toHaveTextContent("This is the last administrator");
        server.refuse.clear();
        await user.click(within(dialog).getByRole("button", { name: "Disable" }));
        await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
        expect(await screen.findByText(/cannot sign in/)).toBeInTheDocument();
        expect(await screen.findByRole("button", { name: "Enable" })).toBeInTheDocument();
    });
});

describe("forms", () => {
    it("ask before unsaved changes are lost", async () => {
        const { user } = await open_admin(furnished(), "#/queues/1");
        await user.type(await screen.findByLabelText(/^Name/), " team");
        await user.click(screen.getByRole("link", { name: "Widgets" }));
        await user.click(await screen.findByRole("button", { name: "Keep editing" }));
        expect(screen.getByLabelText(/^Name/)).toHaveValue("Support team");
        // The modal dialog gives the page back a moment after it has closed.
        await waitFor(() => expect(document.querySelector("[aria-hidden=true] main, [role=alertdialog]")).toBeNull());
        await new Promise((resume) => setTimeout(resume, 300));
        await user.click(screen.getByRole("link", { name: "Widgets" }));
        await user.click(await screen.findByRole("button", { name: "Discard" }));
        await screen.findByRole("table", { name: "Widgets" });
    });

    it("show what the server refuses at the field that it names", async () => {
        const server = furnished();
        server.refuse.set("save_queue", new Problem("invalid_argument", "invalid_argument", "priority: not between 0 and 9"));
        const { user } = await open_admin(server, "#/queues/1");
        await user.type(await screen.findByLabelText(/^Name/), "!");
        await user.click(screen.getByRole("button", { name: "Save" }));
        await waitFor(() => expect(screen.getByLabelText(/^Priority/)).toHaveAttribute("aria-invalid", "true"));
    });

    it("can be tried again when lists do not load", async () => {
        const server = furnished();
        server.refuse.set("list_queues", new Problem("unreachable"));
        const { user } = await open_admin(server, "#/queues");
        expect(await screen.findByText(/The server cannot be reached/)).toBeInTheDocument();
        server.refuse.clear();
        await user.click(screen.getByRole("button", { name: "Try again" }));
        await screen.findByRole("table", { name: "Queues" });
    });
});

describe("queues, workstreams, widgets, quick replies, settings", () => {
    it("changes who belongs to a queue, found by search", async () => {
        const server = furnished();
        const { user } = await open_admin(server, "#/queues/1");
        const members = await screen.findByRole("group", { name: "Members" });
        await user.type(within(members).getByRole("searchbox"), "ava");
        await user.click(within(members).getByRole("checkbox", { name: "Ava Lindqvist" }));
        await user.click(screen.getByRole("button", { name: "Save" }));
        await screen.findByText("Saved. It counts from now on.");
        expect(server.saved("save_queue")[0]).toMatchObject({ id: 1, members: [1] });
    });

    it("asks for a custom wrap-up time only where it counts, within its limits", async () => {
        const server = furnished();
        const { user } = await open_admin(server, "#/workstreams/1");
        await user.click(await screen.findByRole("radio", { name: "For a fixed time" }));
        const time = screen.getByLabelText("For how long");
        await user.clear(time);
        await user.type(time, "2");
        await user.selectOptions(screen.getByLabelText("Unit of “For how long”"), "second");
        await user.click(screen.getByRole("button", { name: "Save" }));
        expect(screen.getByText("Enter a value from 30 seconds to 1 hour.")).toBeInTheDocument();
        await user.selectOptions(screen.getByLabelText("Unit of “For how long”"), "minute");
        await user.click(screen.getByRole("button", { name: "Save" }));
        await screen.findByText("Saved. It counts from now on.");
        expect(server.saved("save_workstream")[0]).toMatchObject({ wrap_up_capacity: "custom", wrap_up_capacity_ms: 120_000 });
    });

    it("takes domains as people paste them, and draws the widget while it is edited", async () => {
        const server = furnished();
        const { user } = await open_admin(server, "#/widgets/1");
        await user.type(await screen.findByLabelText(/^Title/), " Coffee");
        expect(within(screen.getByRole("figure", { name: "Preview" })).getByText("Northwind Coffee")).toBeInTheDocument();
        await user.type(screen.getByLabelText(/Allowed domains/), "https://Shop.example/tea{Enter}www.shop.example");
        await user.click(screen.getByRole("button", { name: "Save" }));
        await screen.findByText("Saved. It counts from now on.");
        expect(server.saved("save_widget")[0]).toMatchObject({ title: "Northwind Coffee", domains: ["shop.example", "www.shop.example"] });
    });

    it("keeps everyone's quick replies and leaves agents' own alone", async () => {
        const server = furnished();
        const { user } = await open_admin(server, "#/quick_replies");
        const table = await screen.findByRole("table", { name: "Quick replies" });
        expect(table).not.toHaveTextContent("mine");
        await user.click(within(table).getByRole("button", { name: "Delete /hello" }));
        await screen.findByText("There is no quick reply for everybody yet.");
        await user.click(screen.getByRole("button", { name: "New quick reply" }));
        await user.type(await screen.findByLabelText(/^Shortcut/), "/thanks");
        await user.type(screen.getByLabelText(/^Text/), "Thank you!");
        await user.click(screen.getByRole("button", { name: "Create quick reply" }));
        await screen.findByRole("table", { name: "Quick replies" });
        expect(server.saved("save_quick_reply")).toEqual([{ everyone: true, shortcut: "thanks", language: "", text: "Thank you!" }]);
    });

    it("changes times as people write them", async () => {
        const server = furnished();
        const { user } = await open_admin(server, "#/settings");
        const time = await screen.findByLabelText("Wrap-up");
        expect(time).toHaveValue("15");
        await user.clear(time);
        await user.type(time, "1,5");
        await user.selectOptions(screen.getByLabelText("Unit of “Wrap-up”"), "hour");
        await user.click(screen.getByRole("button", { name: "Save" }));
        await screen.findByText("Saved. It counts from now on.");
        expect(server.settings).toMatchObject({ wrap_up_timeout_ms: 5_400_000, open_timeout_ms: 1_200_000 });
    });
});

describe("every screen", () => {
    // Colours need a real browser; they are checked there.
    it.each(["users", "users/1", "queues", "queues/new", "workstreams/1", "widgets", "widgets/1", "quick_replies", "settings", "start/people"])(
        "is clean to axe: %s",
        async (place) => {
            await open_admin(furnished(), `#/${place}`);
            await waitFor(() => expect(document.querySelector("table, form")).not.toBeNull());
            const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
            expect(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)).toEqual([]);
        },
        30_000,
    );
});
