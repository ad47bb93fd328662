// One server on a fresh folder and a free port, with demo data or empty. Can be killed and started again
// on both.
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Operations } from "@parley/api";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const start_ms = 20_000;
const password = "parley-demo";

// Many people sit behind one address here.
const config = `[limits]
sign_in_per_minute = 0
chats_per_minute = 0
messages_per_second = 0
calls_per_second = 0
connections_per_address = 0
`;

export function server_program(): string {
    const wanted = process.env["PARLEY_SERVER"];
    const candidates = wanted ? [wanted] : ["build/release/parley", "build/lead/parley"].map((path) => join(root, path));
    const found = candidates.find(existsSync);
    if (!found) throw new Error(`no server at ${candidates.join(" or ")}: ./dev build`);
    return found;
}

function free_port(): Promise<number> {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.on("error", reject);
        probe.listen(0, "127.0.0.1", () => {
            const address = probe.address();
            const port = typeof address === "object" && address ? address.port : 0;
            probe.close(() => resolve(port));
        });
    });
}

function pause(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
}

export class Server {
    readonly port: number;
    readonly #folder: string;
    readonly #demo: boolean;
    #process: ChildProcess | undefined;
    readonly #tokens = new Map<string, string>();

    private constructor(port: number, folder: string, demo: boolean) {
        this.port = port;
        this.#folder = folder;
        this.#demo = demo;
    }

    static async start(demo = true): Promise<Server> {
        const folder = mkdtempSync(join(tmpdir(), "parley-e2e-"));
        writeFileSync(join(folder, "parley.toml"), config);
        const server = new Server(await free_port(), folder, demo);
        await server.run();
        return server;
    }

    get base(): string {
        return `http://localhost:${this.port}`;
    }

    async run(): Promise<void> {
        const log = openSync(join(this.#folder, "server.log"), "a");
        const child = spawn(
            server_program(),
            [
                ...["serve", "--data", join(this.#folder, "data"), "--port", String(this.port)],
                ...(this.#demo ? ["--demo"] : []),
                ...["--config", join(this.#folder, "parley.toml")],
            ],
            { stdio: ["ignore", log, log] },
        );
        closeSync(log);
        this.#process = child;
        const until = Date.now() + start_ms;
        while (!(await this.#is_ready())) {
            if (child.exitCode !== null || Date.now() > until)
                throw new Error(`the server did not start:\n${this.log()}`);
            await pause(20);
        }
    }

    async #is_ready(): Promise<boolean> {
        try {
            return (await fetch(`http://127.0.0.1:${this.port}/readyz`)).ok;
        } catch {
            return false;
        }
    }

    // No warning, no chance to write anything more.
    async kill(): Promise<void> {
        const child = this.#process;
        this.#process = undefined;
        if (!child || child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGKILL");
        await gone;
    }

    async remove(): Promise<void> {
        await this.kill();
        rmSync(this.#folder, { recursive: true, force: true });
    }

    // What an empty server prints.
    set_up_link(): string {
        const path = /\/admin\/#setup\/\S+/.exec(this.log())?.[0];
        if (!path) throw new Error(`no link to set up:\n${this.log()}`);
        return this.base + path;
    }

    log(): string {
        return readFileSync(join(this.#folder, "server.log"), "utf8");
    }

    // ---- the API, as somebody@demo.test ----

    async call<Name extends keyof Operations>(
        who: string,
        operation: Name,
        request: Operations[Name]["request"],
    ): Promise<Operations[Name]["reply"]> {
        return this.call_as(await this.#token(who), operation, request);
    }

    // As whoever the token says.
    async call_as<Name extends keyof Operations>(
        token: string,
        operation: Name,
        request: Operations[Name]["request"],
    ): Promise<Operations[Name]["reply"]> {
        return (await this.#post(operation, request, token)) as Operations[Name]["reply"];
    }

    // Changes some of the workspace's settings.
    async set(change: Partial<Operations["change_settings"]["request"]>): Promise<void> {
        const now = await this.call("admin", "get_settings", {});
        await this.call("admin", "change_settings", { ...now, ...change });
    }

    // How long an agent may take to answer an offer of the demo widget.
    async set_offer_timeout(ms: number): Promise<void> {
        await this.call("admin", "save_workstream", { id: 1, name: "Shop chat", queue: 1, offer_timeout_ms: ms });
    }

    async #token(who: string): Promise<string> {
        const known = this.#tokens.get(who);
        if (known) return known;
        const reply = (await this.#post("sign_in", { email: `${who}@demo.test`, password })) as { token: string };
        this.#tokens.set(who, reply.token);
        return reply.token;
    }

    async #post(operation: string, request: unknown, token?: string): Promise<unknown> {
        const response = await fetch(`http://127.0.0.1:${this.port}/api/v1/${operation}`, {
            method: "POST",
            headers: {
                "Content-Type": "application/json",
                ...(token ? { Authorization: `Bearer ${token}` } : {}),
            },
            body: JSON.stringify(request),
        });
        if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`);
        return response.json();
    }
}
