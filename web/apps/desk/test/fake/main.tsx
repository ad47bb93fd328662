// The desk on the server in memory: ?scene=full|empty|signed_out, for screenshots.
import { Feed } from "@parley/feed";
import { create_texts, best_language } from "@parley/ui";
import { load_catalogue } from "../../src/app/catalogues";
import { show } from "../../src/app/app";
import { Login } from "../../src/app/login";
import { SettingsStore } from "../../src/app/settings";
import { furnish } from "./scene";
import { FakeServer } from "./server";

const query = new URLSearchParams(window.location.search);
const server = new FakeServer();
if (query.get("scene") === "signed_out") server.signed_in = false;
else if (query.get("scene") !== "empty") furnish(server, Number(query.get("long") ?? 0));
server.me.language = best_language(navigator.languages);
const settings = new SettingsStore();
const language = settings.get().language ?? best_language(navigator.languages);
const texts = await create_texts(language, load_catalogue);
const login = new Login({
    settings,
    texts,
    http: server.http,
    make_feed: (onClose) => new Feed({ url: "fake", socket: server.socket, onClose }),
});
Object.assign(window, { server });
void login.restore();
show(login, document.getElementById("root")!);
