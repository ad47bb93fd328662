// What the server would refuse, said before it is asked.
import { limits } from "@parley/api";
import { widget_key_max, workspace_name_max } from "../app/limits";

export const is_email = (text: string) =>
    /^[^\s@]+@[^\s@]+$/.test(text.trim()) && new TextEncoder().encode(text).length <= limits.email_bytes_max;
export const is_name = (text: string) => text.trim() !== "" && [...text.trim()].length <= limits.name_characters_max;
export const is_workspace_name = (text: string) => new RegExp(`^[a-z0-9-]{1,${workspace_name_max}}$`).test(text);
export const is_widget_key = (text: string) => new RegExp(`^[a-z0-9-]{1,${widget_key_max}}$`).test(text);
export const is_colour = (text: string) => /^#[0-9a-f]{6}$/i.test(text);
export const is_host = (text: string) => /^[a-z0-9.-]{1,253}$/i.test(text);

// "https://Shop.example/tea" → "shop.example": what people paste.
export function host_of(text: string): string {
    return text.trim().replace(/^[a-z]+:\/\//i, "").replace(/[/:?#].*$/, "").toLowerCase();
}

// A key made of a title: "Fern & Kettle" → "fern-kettle".
export function key_of(title: string): string {
    return title
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, widget_key_max);
}
