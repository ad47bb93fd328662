// Idle widgets over TLS: how fast they come, and what one costs the server's memory.
//   node tls_idle.mjs --port TLS_PORT --pid SERVER --connections N
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { parseArgs } from "node:util";
import { randomBytes } from "node:crypto";

const { values } = parseArgs({
    options: { port: { type: "string" }, pid: { type: "string" }, connections: { type: "string" } },
});
const port = Number(values.port);
const wanted = Number(values.connections);
const at_once = 64;
const trust = { host: "127.0.0.1", port, servername: "localhost", rejectUnauthorized: false };

function pss_kib() {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${values.pid}/smaps_rollup`, "utf8"))[1]);
}

function call(operation, body) {
    return new Promise((resolve, reject) => {
        const asked = request(
            { ...trust, method: "POST", path: `/api/v1/${operation}`, headers: { "Content-Type": "application/json" } },
            (reply) => {
                let text = "";
                reply.on("data", (part) => (text += part));
                reply.on("end", () => (reply.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(text))));
            },
        );
        asked.on("error", reject);
        asked.end(JSON.stringify(body));
    });
}

// A masked text frame; browsers' side of RFC 6455.
function frame(value) {
    const text = Buffer.from(JSON.stringify(value));
    const mask = randomBytes(4);
    const head = text.length < 126 ? Buffer.from([0x81, 0x80 | text.length]) : Buffer.from([0x81, 0xfe, text.length >> 8, text.length & 255]);
    return Buffer.concat([head, mask, text.map((byte, i) => byte ^ mask[i % 4])]);
}

const open = [];
let lost = 0;

// Signed in and live, as a widget is.
function connect(token) {
    return new Promise((resolve, reject) => {
        const asked = request({
            ...trust,
            agent: false,
            path: "/api/v1/feed",
            headers: { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": randomBytes(16).toString("base64") },
        });
        asked.on("error", reject);
        asked.on("response", (reply) => reject(new Error(`no upgrade: ${reply.statusCode}`)));
        asked.on("upgrade", (_, socket) => {
            let text = "";
            socket.on("data", (part) => {
                text += part.toString("latin1");
                if (text.includes('"live"')) resolve();
            });
            socket.on("close", () => lost++);
            socket.on("error", () => {});
            open.push(socket);
            socket.write(frame({ id: 1, op: "authenticate", args: { token } }));
            socket.write(frame({ id: 2, op: "follow", args: {} }));
        });
        asked.end();
    });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const { visitor_token } = await call("new_visitor", { widget: "demo" });
await connect(visitor_token); // the handshake's own first costs are not a connection's
await pause(500);
const before = pss_kib();
const started = performance.now();
let begun = 0;
await Promise.all(
    Array.from({ length: at_once }, async () => {
        while (begun < wanted) {
            begun++;
            await connect(visitor_token);
        }
    }),
);
const seconds = (performance.now() - started) / 1000;
await pause(3000);
const after = pss_kib();
console.log(`PSS ${before} KiB → ${after} KiB, ${lost} connections lost; one Node process connects, so the rate is its rate too`);
console.log(`tls_idle_kib_per_connection ${((after - before) / wanted).toFixed(2)}`);
console.log(`tls_connects_per_s ${(wanted / seconds).toFixed(0)}`);
process.exit(lost === 0 ? 0 : 1);
