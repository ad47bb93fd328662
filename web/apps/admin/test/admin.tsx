// The whole administration for tests: real components, server in memory.
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { create_texts } from "@parley/ui";
import { App } from "../src/app/app";
import { load_catalogue } from "../src/app/catalogues";
import { Login } from "../src/app/login";
import { Preferences } from "../src/app/preferences";
import type { FakeServer } from "./fake_server";

export async function open_admin(server: FakeServer, hash = "") {
    window.location.hash = hash;
    const texts = await create_texts("en", load_catalogue);
    const login = new Login({ preferences: new Preferences(), texts, http: server.http });
    void login.restore();
    render(<App login={login} />);
    return { login, user: userEvent.setup() };
}
