import { best_language, create_texts } from "@parley/ui";
import { show } from "./app/app";
import { load_catalogue } from "./app/catalogues";
import { Login } from "./app/login";
import { Preferences } from "./app/preferences";

const preferences = new Preferences();
const language = preferences.get().language ?? best_language(navigator.languages);
const texts = await create_texts(language, load_catalogue);
const login = new Login({ preferences, texts });
void login.restore();
show(login, document.getElementById("root")!);
