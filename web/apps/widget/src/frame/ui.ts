// What every part of the screen needs.
import type { Chat } from "./chat";
import type { Texts } from "./i18n";
import type { Shelf } from "./storage";

export interface Ui {
    chat: Chat;
    texts: Texts;
    shelf: Shelf;
    minimise: () => void;
    at_bottom: (yes: boolean) => void; // of the log; tells whether its end is on the screen
}
