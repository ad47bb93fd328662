// What is put into a page of the shop.
export function snippet(origin: string, key: string): string {
    return `<script src="${origin}/widget.js" data-widget="${key}" async></script>`;
}

export function try_address(key: string, language: string): string {
    return `/demo/try.html?${new URLSearchParams({ widget: key, lang: language }).toString()}`;
}
