// F6 goes round the parts of the window, in reading order; the innermost part counts. A region is an element with data-region; in
// it the first thing that takes the keyboard, or what asks for it by data-region-focus, gets the focus.

const takes_focus =
    "button:not([disabled]):not([tabindex='-1']), a[href]:not([tabindex='-1']), textarea:not([disabled]), " +
    "input:not([disabled]), select:not([disabled]), [tabindex='0']";

function regions(): HTMLElement[] {
    return [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
        (each) => each.getClientRects().length > 0 || each.offsetParent !== null,
    );
}

export function focus_next_region(by: 1 | -1): void {
    const all = regions();
    if (all.length === 0) return;
    const here = all.findLastIndex((each) => each.contains(document.activeElement));
    const start = here === -1 ? (by === 1 ? -1 : 0) : here;
    for (let i = 1; i <= all.length; i++) {
        const region = all[(start + by * i + all.length * 2) % all.length]!;
        const target =
            region.querySelector<HTMLElement>("[data-region-focus]:not([disabled])") ??
            region.querySelector<HTMLElement>(takes_focus);
        if (target) {
            target.focus();
            return;
        }
    }
}
