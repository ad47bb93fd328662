// What is put into a page of the shop.
export function snippet(origin: string, key: string): string {
    return `<script src="${origin}/widget.js" data-widget="${key}" async></script>`;
}

const loopback: Record<string, string> = { localhost: "127.0.0.1", "127.0.0.1": "localhost" };

// A browser that is signed in sends its login along with the chat's connection, and the server takes it for
// the agent. Where this machine has another name, the page is opened under that one.
export const is_same_login = () => loopback[window.location.hostname] === undefined;

export function try_address(key: string, language: string): string {
    const path = `/demo/try.html?${new URLSearchParams({ widget: key, lang: language }).toString()}`;
    const address = new URL(path, window.location.origin);
    address.hostname = loopback[window.location.hostname] ?? address.hostname;
    return address.href;
}
