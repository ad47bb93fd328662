// Light, dark, or what the operating system says. Forced colours (high contrast) are the browser's
// matter: Fluent's components and ours draw borders that survive them.
import { useSyncExternalStore } from "react";
import { webDarkTheme, webLightTheme, type Theme } from "@fluentui/react-components";

export const theme_choices = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof theme_choices)[number];

const fonts =
    "'Segoe UI', 'Noto Sans', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic UI', Roboto, " +
    "'Helvetica Neue', Arial, sans-serif";

const light: Theme = { ...webLightTheme, fontFamilyBase: fonts };
const dark: Theme = { ...webDarkTheme, fontFamilyBase: fonts };

const dark_query = "(prefers-color-scheme: dark)";

function subscribe_to_query(query: string) {
    return (listener: () => void) => {
        const media = window.matchMedia(query);
        media.addEventListener("change", listener);
        return () => media.removeEventListener("change", listener);
    };
}

const subscribe_to_dark = subscribe_to_query(dark_query);

export function useTheme(choice: ThemeChoice): { theme: Theme; is_dark: boolean } {
    const system_dark = useSyncExternalStore(subscribe_to_dark, () => window.matchMedia(dark_query).matches);
    const is_dark = choice === "dark" || (choice === "system" && system_dark);
    return { theme: is_dark ? dark : light, is_dark };
}

// Follows a media query, e.g. "(max-width: 900px)".
export function useMedia(query: string): boolean {
    return useSyncExternalStore(
        (listener) => subscribe_to_query(query)(listener),
        () => window.matchMedia(query).matches,
    );
}
