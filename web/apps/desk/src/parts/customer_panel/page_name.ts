// The page where the chat was started, short enough for one line: host and path.
export function page_name(page: string): string {
    try {
        const url = new URL(page);
        const path = decodeURI(url.pathname).replace(/\/$/, "");
        return `${url.host}${path}`;
    } catch {
        return page;
    }
}
