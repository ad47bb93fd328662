import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { open_admin } from "./admin";
import { FakeServer } from "./fake_server";

describe("setting up an empty server", () => {
    it("makes workspace and administrator, signs in, and leads from the queue to the end", async () => {
        const server = new FakeServer();
        server.signed_in = false;
        server.set_up_token = "ps_1";
        const { user } = await open_admin(server, "#setup/ps_1");
        await user.type(await screen.findByLabelText(/Name of the workspace/), "North Wind");
        await user.type(screen.getByLabelText(/Your name/), "Ines Duarte");
        await user.type(screen.getByLabelText(/Your e-mail/), "nobody");
        await user.type(screen.getByLabelText(/^Password/), "short");
        await user.click(screen.getByRole("button", { name: "Create workspace" }));
        expect(screen.getByText(/Enter an e-mail address/)).toBeInTheDocument();
        expect(screen.getByText("Enter at least 8 characters.")).toBeInTheDocument();
        await user.type(screen.getByLabelText(/Your e-mail/), "@northwind.example");
        await user.type(screen.getByLabelText(/^Password/), " but longer");
        await user.click(screen.getByRole("button", { name: "Create workspace" }));

        await screen.findByRole("heading", { name: "Who answers?" });
        expect(server.saved("set_up").at(-1)).toMatchObject({ token: "ps_1", workspace: "north-wind", email: "nobody@northwind.example", language: "en" });
        await user.click(screen.getByRole("button", { name: "Save and go on" }));
        await screen.findByRole("heading", { name: "How is work handed out?" });
        expect(server.queues[0]).toMatchObject({ name: "Support", members: [1] });
        await user.click(screen.getByRole("button", { name: "Save and go on" }));
        await screen.findByRole("heading", { name: "What do customers see?" });
        expect(server.workstreams[0]).toMatchObject({ name: "Web chat", queue: 1, offer_timeout_ms: 120_000 });
        await user.type(screen.getByLabelText(/Title/), "Fern & Kettle");
        expect(screen.getByLabelText(/^Key/)).toHaveValue("fern-kettle");
        await user.click(screen.getByRole("button", { name: "Save and go on" }));

        await screen.findByRole("heading", { name: "Invite your team" });
        expect(server.widgets[0]).toMatchObject({ key: "fern-kettle", workstream: 1, colour: "#0f6cbd" });
        await user.type(screen.getByLabelText(/^Name/), "Kai Moreau");
        await user.type(screen.getByLabelText(/^E-mail/), "kai@northwind.example");
        await user.click(screen.getByRole("button", { name: "Create invitation" }));
        expect(await screen.findByLabelText("Link for Kai Moreau to set a password")).toHaveValue(`${window.location.origin}/desk/#password/pp_1`);
        expect(server.queues[0]!.members).toEqual([1, 2]);
        await user.click(screen.getByRole("button", { name: "Go on" }));

        await screen.findByRole("heading", { name: "Try it" });
        expect(screen.getByRole("link", { name: "Open the page" })).toHaveAttribute("href", expect.stringMatching(/^http:\/\/localhost.*\/demo\/try\.html\?widget=fern-kettle&lang=en$/));
        await user.click(screen.getByRole("button", { name: "It works" }));
        await screen.findByRole("heading", { name: "You are ready" });
        expect(screen.getByDisplayValue(/data-widget="fern-kettle"/)).toBeInTheDocument();
    }, 60_000);

    it("goes on after a reload where something is missing, and changes what is there instead of doubling it", async () => {
        const server = new FakeServer();
        server.furnish();
        server.widgets = [];
        const { user } = await open_admin(server, "#/start");
        await screen.findByRole("heading", { name: "What do customers see?" });
        await user.click(screen.getByRole("button", { name: "Queue" }));
        expect(await screen.findByLabelText(/^Name/)).toHaveValue("Support");
        await user.clear(screen.getByLabelText(/^Name/));
        await user.type(screen.getByLabelText(/^Name/), "Sales");
        await user.click(screen.getByRole("button", { name: "Save and go on" }));
        await screen.findByRole("heading", { name: "How is work handed out?" });
        expect(server.queues).toHaveLength(1);
        expect(server.saved("save_queue")).toEqual([{ id: 1, name: "Sales", members: [2, 1] }]);
    });

    it("says so when the link is used or unknown", async () => {
        const server = new FakeServer();
        server.signed_in = false;
        const { user } = await open_admin(server, "#setup/ps_old");
        expect(await screen.findByRole("alert")).toHaveTextContent("This set-up link is not valid");
        await user.click(screen.getByRole("button", { name: "Sign in" }));
        await screen.findByRole("heading", { name: "Sign in to the administration" });
    });
});

describe("signing in", () => {
    it("tells others than administrators so, with the way to the desk", async () => {
        const server = new FakeServer();
        server.role = "supervisor";
        await open_admin(server);
        expect(await screen.findByText(/Ines Duarte \(Supervisor\)/)).toBeInTheDocument();
        expect(screen.getByRole("link", { name: "To the desk" })).toHaveAttribute("href", "/desk/");
    });
});
