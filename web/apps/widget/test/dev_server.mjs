// The built widget and shop in front of a running parley, so that a change needs only a web build:
//   node test/dev_server.mjs [PORT] [PARLEY_PORT]
// Pages carry the same Content-Security-Policy as the server's.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { extname, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const port = Number(process.argv[2] ?? 8081);
const parley_port = Number(process.argv[3] ?? 8080);
const roots = [
    ["/demo/", fileURLToPath(new URL("../../demo/dist/", import.meta.url))],
    ["/", fileURLToPath(new URL("../dist/", import.meta.url))],
];
const types = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
};

function policy(path) {
    if (path.startsWith("/demo/"))
        return "default-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors *"
    );
}

function file_of(path) {
    for (const [prefix, root] of roots) {
        if (!path.startsWith(prefix)) continue;
        const file =
            root +
            normalize(`/${path.slice(prefix.length)}`).slice(1) +
            (path.endsWith("/") ? "index.html" : "");
        if (existsSync(file) && statSync(file).isFile()) return file;
    }
    return undefined;
}

const server = createServer((incoming, answer) => {
    const path = new URL(incoming.url, "http://x").pathname;
    const file = file_of(path);
    if (file) {
        answer.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
        answer.setHeader("cache-control", "no-cache");
        if (file.endsWith(".html")) answer.setHeader("content-security-policy", policy(path));
        createReadStream(file).pipe(answer);
        return;
    }
    const { method, url, headers } = incoming;
    const onward = request(
        { host: "127.0.0.1", port: parley_port, method, path: url, headers },
        (reply) => {
            answer.writeHead(reply.statusCode, reply.headers);
            reply.pipe(answer);
        },
    );
    onward.on("error", () => answer.writeHead(502).end());
    incoming.pipe(onward);
});

// A WebSocket: the same bytes in both directions.
server.on("upgrade", (incoming, socket, head) => {
    const onward = connect(parley_port, "127.0.0.1", () => {
        const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
        for (let i = 0; i < incoming.rawHeaders.length; i += 2)
            lines.push(`${incoming.rawHeaders[i]}: ${incoming.rawHeaders[i + 1]}`);
        onward.write(`${lines.join("\r\n")}\r\n\r\n`);
        onward.write(head);
        onward.pipe(socket).pipe(onward);
    });
    for (const [one, other] of [
        [onward, socket],
        [socket, onward],
    ])
        one.on("error", () => other.destroy()).on("close", () => other.destroy());
});

server.listen(port, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${port}/demo/\n`));
