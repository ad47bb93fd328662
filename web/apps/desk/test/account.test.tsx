import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { asked, open_desk } from "./desk";
import { FakeServer } from "./fake/server";

async function open_account(user: Awaited<ReturnType<typeof open_desk>>["user"], item: string) {
    await user.click(screen.getByRole("button", { name: /Account of/ }));
    await user.click(await screen.findByRole("menuitem", { name: item }));
    return screen.findByRole("dialog");
}

describe("the link to set a password", () => {
    it("says whose it is, sets the password and opens the desk", async () => {
        const server = new FakeServer();
        server.signed_in = false;
        window.location.hash = "#password/pp_good";
        const { user } = await open_desk(server);
        expect(await screen.findByRole("heading", { name: "Welcome to Parley" })).toBeInTheDocument();
        await screen.findByText(/Ava Lindqvist, you were invited to demo/);
        const box = screen.getByLabelText(/New password/);
        await user.type(box, "short{Enter}");
        expect(screen.getByText("Enter at least 8 characters.")).toBeInTheDocument();
        await user.clear(box);
        await user.type(box, "parley-demo{Enter}");
        await screen.findByRole("navigation", { name: "Conversations" });
        expect(asked(server, "set_password")).toEqual([{ token: "pp_good", password: "parley-demo" }]);
        expect(asked(server, "sign_in")[0]).toMatchObject({ email: "ava@demo.test", workspace: "demo" });
    });

    it("says so when it was used or has expired, and leads to the sign-in page", async () => {
        const server = new FakeServer();
        server.signed_in = false;
        window.location.hash = "#password/pp_old";
        const { user } = await open_desk(server);
        expect(await screen.findByRole("alert")).toHaveTextContent("This link is not valid");
        await user.click(screen.getByRole("button", { name: "To the sign-in page" }));
        await screen.findByRole("heading", { name: "Sign in to the desk" });
    });
});

describe("the agent's own account", () => {
    it("changes the password, with the server's refusal at the field", async () => {
        const { server, user } = await open_desk();
        const dialog = await open_account(user, "Change password");
        await user.type(within(dialog).getByLabelText(/Current password/), "wrong");
        await user.type(within(dialog).getByLabelText(/New password/), "four words in a row{Enter}");
        expect(await within(dialog).findByText("The current password is wrong.")).toBeInTheDocument();
        await user.clear(within(dialog).getByLabelText(/Current password/));
        await user.type(within(dialog).getByLabelText(/Current password/), "parley-demo{Enter}");
        await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
        expect(asked(server, "change_password").at(-1)).toEqual({ current: "parley-demo", password: "four words in a row" });
    });

    it("lists where one is signed in and ends one of them", async () => {
        const server = new FakeServer();
        const login = { kind: "browser", created_at: 0, expires_at: 86_400_000 } as const;
        server.logins = [
            { ...login, id: 1, label: "Firefox on Linux", current: true, connected: true },
            { ...login, id: 2, label: "Safari on iPhone", current: false, connected: false },
        ];
        const { user } = await open_desk(server);
        const dialog = await open_account(user, "Where I am signed in");
        expect(await within(dialog).findByText("This browser")).toBeInTheDocument();
        await user.click(within(dialog).getByRole("button", { name: "Sign out: Safari on iPhone" }));
        await waitFor(() => expect(within(dialog).queryByText("Safari on iPhone")).not.toBeInTheDocument());
        expect(asked(server, "revoke_login")).toEqual([{ login: 2 }]);
    });
});
