// The widget's colour as CSS variables, for light and dark. Set by script on the element, so that
// the page needs no inline style.
import { as_text, default_colour, parse_colour, text_on, to_hex } from "../colour";

const light_surface = [255, 255, 255] as const;
const dark_surface = [32, 33, 36] as const;

export function apply_colour(colour: string | undefined, to: CSSStyleDeclaration): void {
    const rgb = parse_colour(colour) ?? parse_colour(default_colour)!;
    to.setProperty("--accent", to_hex(rgb));
    to.setProperty("--on-accent", text_on(rgb));
    to.setProperty("--accent-text-light", as_text(rgb, light_surface));
    to.setProperty("--accent-text-dark", as_text(rgb, dark_surface));
}
