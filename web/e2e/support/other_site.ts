// A page of another site than the server's, with the widget, under a strict policy of its own.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Server } from "./server";

export async function with_other_site(server: Server, body: (url: string) => Promise<void>): Promise<void> {
    const policy = `default-src 'none'; script-src ${server.base}; frame-src ${server.base}; img-src data:`;
    const site = createServer((_, response) => {
        response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy });
        response.end(
            `<!doctype html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,"><h1>Elsewhere</h1>` +
                `<script src="${server.base}/widget.js" data-widget="demo"></script></html>`,
        );
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    try {
        await body(`http://127.0.0.1:${(site.address() as AddressInfo).port}/here`);
    } finally {
        site.closeAllConnections();
        site.close();
    }
}
