import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { slash_at, with_reply } from "../src/parts/quick_replies/slash";
import { matching } from "../src/parts/quick_replies/use_quick_replies";
import { asked, open_desk } from "./desk";
import { FakeServer } from "./fake/server";

const reply = (id: number, shortcut: string, text: string, language = "") => ({ id, shortcut, text, language });

describe("quick replies", () => {
    it("are asked for by a slash at the start of a word only", () => {
        expect(slash_at("/he", 3)).toEqual({ start: 0, end: 3, query: "he" });
        expect(slash_at("Hi /", 4)).toEqual({ start: 3, end: 4, query: "" });
        expect(slash_at("and/or", 6)).toBeNull();
        expect(slash_at("https://x", 8)).toBeNull();
        expect(slash_at("/hello there", 12)).toBeNull();
    });

    it("replace what was typed and leave the rest", () => {
        const slash = slash_at("Hi /he!", 6)!;
        expect(with_reply("Hi /he!", slash, "Hello.")).toEqual({ text: "Hi Hello.!", caret: 9 });
    });

    it("put shortcuts before texts and leave other languages out", () => {
        const all = [reply(1, "track", "Follow the return here"), reply(2, "return", "Within 30 days"), reply(3, "retour", "Binnen 30 dagen", "nl")];
        expect(matching(all, "ret", ["en", "en"]).map((each) => each.id)).toEqual([2, 1]);
        expect(matching(all, "ret", ["nl-BE", "en"]).map((each) => each.id)).toEqual([2, 3, 1]);
    });

    it("are chosen by arrow keys and put in by Enter without sending", async () => {
        const server = new FakeServer();
        server.mine({ id: 1 });
        server.quick_replies.set(1, reply(1, "hello", "Hello and welcome!"));
        server.quick_replies.set(2, reply(2, "help", "How can I help?"));
        window.location.hash = "#/conversation/1";
        const { user } = await open_desk(server);
        const box = await screen.findByRole("textbox", { name: "Message" });
        await user.type(box, "/he");
        const list = await screen.findByRole("listbox", { name: "Quick replies" });
        expect(within(list).getAllByRole("option")).toHaveLength(2);
        await user.keyboard("{ArrowDown}");
        expect(box).toHaveAttribute("aria-activedescendant", within(list).getAllByRole("option")[1]!.id);
        await user.keyboard("{Enter}");
        expect(box).toHaveValue("How can I help?");
        expect(asked(server, "send_message")).toEqual([]);
    });

    it("of one's own are added, and refused without a shortcut", async () => {
        const { server, login, user } = await open_desk();
        const state = login.state.get();
        if (state.at !== "signed_in") throw new Error("not signed in");
        state.desk.dialog.set({ ask: "quick_replies" });
        await user.click(await screen.findByRole("button", { name: "New quick reply" }));
        await user.type(screen.getByRole("textbox", { name: /Text/ }), "Good bye!");
        await user.click(screen.getByRole("button", { name: "Save" }));
        expect(await screen.findByText("Enter a shortcut without spaces and slashes.")).toBeInTheDocument();
        await user.type(screen.getByRole("textbox", { name: /Shortcut/ }), "bye");
        await user.click(screen.getByRole("button", { name: "Save" }));
        await screen.findByText("/bye");
        await waitFor(() => expect(asked(server, "save_quick_reply")).toHaveLength(1));
    });
});
