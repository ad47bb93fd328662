import { best_language, create_texts } from "@parley/ui";
import { load_catalogue } from "./app/catalogues";
import { show } from "./app/app";
import { Login } from "./app/login";
import { SettingsStore } from "./app/settings";
import { password_token } from "./screens/password/password_link";

const settings = new SettingsStore();
const language = settings.get().language ?? best_language(navigator.languages);
const texts = await create_texts(language, load_catalogue);
const login = new Login({ settings, texts });
void login.restore();
window.addEventListener("hashchange", () => password_token(window.location.hash) && window.location.reload());
show(login, document.getElementById("root")!);
