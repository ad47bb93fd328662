// Colours of a brand made readable: contrast as WCAG 2 defines it.

type Rgb = readonly [number, number, number];

export const default_colour = "#0f6cbd";
const readable = 4.5;

export function parse_colour(text: string | undefined): Rgb | undefined {
    const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text ?? "");
    const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text ?? "");
    if (short) return [1, 2, 3].map((i) => parseInt(short[i]! + short[i]!, 16)) as unknown as Rgb;
    if (long) return [1, 2, 3].map((i) => parseInt(long[i]!, 16)) as unknown as Rgb;
    return undefined;
}

export function to_hex(rgb: Rgb): string {
    return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function luminance(rgb: Rgb): number {
    const [r, g, b] = rgb.map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as unknown as Rgb;
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: Rgb, b: Rgb): number {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
    return (light + 0.05) / (dark + 0.05);
}

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

// Text on this colour: white where that can be read, else black.
export function text_on(background: Rgb): string {
    return to_hex(contrast(white, background) >= readable ? white : black);
}

// The colour itself as text on a background: as near to it as can be read there.
export function as_text(colour: Rgb, background: Rgb): string {
    const towards = luminance(background) > 0.18 ? black : white;
    for (let step = 0; step <= 20; step++) {
        const mixed = colour.map(
            (part, i) => part + ((towards[i]! - part) * step) / 20,
        ) as unknown as Rgb;
        if (contrast(mixed, background) >= readable) return to_hex(mixed);
    }
    return to_hex(towards);
}
