// What is put into a page of the shop.
export function snippet(origin: string, key: string): string {
    return `<script src="${origin}/widget.js" data-widget="${key}" async></script>`;
}

// A page with this widget and nothing else, to try it.
export function try_address(key: string, language: string): string {
    const path = `/demo/try.html?${new URLSearchParams({ widget: key, lang: language }).toString()}`;
    return new URL(path, window.location.origin).href;
}
