// A whole desk for tests: real components and feed client, server in memory.
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Feed } from "@parley/feed";
import { create_texts } from "@parley/ui";
import { App } from "../src/app/app";
import { load_catalogue } from "../src/app/catalogues";
import { Login } from "../src/app/login";
import { SettingsStore } from "../src/app/settings";
import { FakeServer } from "./fake/server";

export async function open_desk(server = new FakeServer()) {
    const settings = new SettingsStore();
    const texts = await create_texts("en", load_catalogue);
    const login = new Login({
        settings,
        texts,
        http: server.http,
        make_feed: (onClose) => new Feed({ url: "fake", socket: server.socket, onClose }),
    });
    void login.restore();
    render(<App login={login} />);
    const user = userEvent.setup();
    if (server.signed_in) await screen.findByRole("navigation", { name: "Conversations" });
    return { server, login, user };
}

export function asked(server: FakeServer, op: string) {
    return server.asked.filter((each) => each.op === op).map((each) => each.args);
}
