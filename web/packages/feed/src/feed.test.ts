import { beforeEach, describe, expect, it } from "vitest";
import { Feed, limits, type FeedOptions } from "./feed";
import { Problem } from "./problem";
import { FakeClock, ModelServer, settle } from "./testing";

class FakePage extends EventTarget {}

let server: ModelServer;
let clock: FakeClock;
let page: FakePage;
let problems: string[];
let closes: [number, string][];

beforeEach(() => {
    server = new ModelServer();
    clock = new FakeClock();
    page = new FakePage();
    problems = [];
    closes = [];
});

function make(more: Partial<FeedOptions> = {}): Feed {
    return new Feed({
        url: "ws://test",
        socket: server.connect,
        clock,
        page,
        random: () => 1,
        onProblem: (what) => problems.push(what),
        onClose: (code, reason) => closes.push([code, reason]),
        ...more,
    });
}

async function talk(): Promise<void> {
    for (let i = 0; i < 8; i++) {
        await settle();
        server.deliver_all();
    }
    await settle();
}

async function live(more: Partial<FeedOptions> = {}): Promise<Feed> {
    const feed = make(more);
    feed.start();
    await talk();
    expect(feed.status).toBe("live");
    return feed;
}

const ops = () => server.log.map((each) => each.op);

describe("connecting", () => {
    it("goes through connecting and catching up to live and holds the rows", async () => {
        server.put("me", { name: "Ava" });
        const feed = make();
        const seen: string[] = [feed.status];
        feed.subscribe(() => seen.at(-1) !== feed.status && seen.push(feed.status));
        feed.start();
        await talk();
        expect(seen).toEqual(["offline", "connecting", "catching_up", "live"]);
        expect(feed.row("me")).toEqual({ name: "Ava" });
        expect(feed.historyId).toBe("h1");
        expect(feed.position).toBe(server.position);
    });

    it("authenticates before it follows when there is a token, and not with a cookie", async () => {
        await live({ token: async () => "t" });
        expect(server.log.slice(0, 2)).toEqual([
            { op: "authenticate", args: { token: "t" } },
            { op: "follow", args: {} },
        ]);
        server.log.length = 0;
        await live();
        expect(ops()).toEqual(["follow"]);
    });

    it("stops when the token is refused", async () => {
        server.handlers["authenticate"] = () => {
            throw { code: "unauthenticated", reason: "token_expired" };
        };
        const feed = make({ token: async () => "old" });
        feed.start();
        await talk();
        expect(feed.status).toBe("stopped");
        expect(closes).toEqual([[4504, "token_expired"]]);
        await clock.advance(60_000);
        expect(server.connections).toBe(1);
    });

    it("comes back after 4000–4499 and stays away after 4500–4999", async () => {
        const feed = await live();
        server.socket!.cut(4000, "server_stopping");
        expect(feed.status).toBe("offline");
        await clock.advance(1_000);
        await talk();
        expect(feed.status).toBe("live");
        server.socket!.cut(4504, "login_closed");
        expect(feed.status).toBe("stopped");
        await clock.advance(600_000);
        expect(server.connections).toBe(2);
        expect(closes.at(-1)).toEqual([4504, "login_closed"]);
        expect(clock.timers).toBe(0);
    });

    it("waits longer after each failure, from 0.3 s to 15 s, and connects at once when the network is back", async () => {
        server.refuse_connections = true;
        const feed = make();
        feed.start();
        await settle();
        for (const pause of [300, 600, 1_200, 2_400, 4_800, 9_600, 15_000, 15_000]) {
            const before = server.connections;
            await clock.advance(pause - 1);
            expect(server.connections).toBe(before);
            await clock.advance(1);
            expect(server.connections).toBe(before + 1);
        }
        server.refuse_connections = false;
        page.dispatchEvent(new Event("online"));
        await talk();
        expect(feed.status).toBe("live");
    });

    it("takes a part of the pause by chance, so that not all come back at once", async () => {
        server.refuse_connections = true;
        make({ random: () => 0.5 }).start();
        await settle();
        await clock.advance(150);
        expect(server.connections).toBe(2);
    });

    it("gives a connection up that opens and then answers nothing", async () => {
        const feed = make();
        feed.start();
        await settle();
        server.socket!.deaf = true;
        await clock.advance(limits.answer_ms - 1);
        expect(server.connections).toBe(1);
        await clock.advance(1_000);
        await talk();
        expect(feed.status).toBe("live");
        expect(server.connections).toBe(2);
    });

    it("gives a connection up that never opens", async () => {
        const feed = make();
        feed.start();
        server.socket!.deaf = true;
        await clock.advance(limits.connect_ms - 1);
        expect(server.connections).toBe(1);
        await clock.advance(1_000);
        await talk();
        expect(feed.status).toBe("live");
        expect(server.connections).toBe(2);
    });

    it("stays stopped after stop() and goes on from where it was after start()", async () => {
        const feed = await live();
        feed.stop();
        server.put("me", { name: "Ben" });
        await clock.advance(600_000);
        expect(server.connections).toBe(1);
        await expect(feed.request("who_am_i", {})).rejects.toMatchObject({ reason: "stopped" });
        feed.start();
        await talk();
        expect(server.log.at(-1)).toMatchObject({ op: "follow", args: { history_id: "h1" } });
        expect(feed.row("me")).toEqual({ name: "Ben" });
    });
});

describe("dead networks", () => {
    it("asks after a minute of silence and reconnects when nothing answers", async () => {
        const feed = await live();
        server.socket!.deaf = true;
        await clock.advance(limits.silence_ms + limits.answer_ms - 1_000);
        expect(feed.status).toBe("live");
        await clock.advance(2_000);
        await talk();
        expect(server.connections).toBe(2);
        expect(feed.status).toBe("live");
    });

    it("stays connected while the silence is only silence", async () => {
        const feed = await live();
        for (let i = 0; i < 40; i++) {
            await clock.advance(5_000);
            server.deliver_all();
        }
        expect(feed.status).toBe("live");
        expect(server.connections).toBe(1);
        expect(ops().filter((op) => op === "who_am_i").length).toBeGreaterThan(1);
    });

    it("reconnects at once after the machine slept", async () => {
        const feed = await live();
        server.socket!.deaf = true;
        clock.sleep(600_000);
        await clock.advance(400);
        await talk();
        expect(feed.status).toBe("live");
        expect(server.connections).toBe(2);
    });

    it("reconnects when a request stays unanswered", async () => {
        const feed = await live();
        server.socket!.deaf = true;
        const refused = expect(feed.request("who_am_i", {})).rejects.toMatchObject({
            reason: "no_answer",
        });
        await clock.advance(limits.answer_ms + 400);
        await refused;
        await talk();
        expect(server.connections).toBe(2);
        expect(feed.status).toBe("live");
    });

    it("drops the connection when the browser says it is offline", async () => {
        const feed = await live();
        page.dispatchEvent(new Event("offline"));
        expect(feed.status).toBe("offline");
        expect(server.sockets.size).toBe(0);
    });
});

describe("requests", () => {
    it("resolves with the reply and rejects with the problem", async () => {
        const feed = await live();
        server.put("conversation/1", { id: 1 });
        const sent = feed.request("send_message", { conversation: 1, text: "Hi", client_id: "a" });
        await talk();
        expect(await sent).toMatchObject({ conversation: 1, seq: 1 });
        server.handlers["send_message"] = () => {
            throw {
                code: "resource_exhausted",
                reason: "too_fast",
                detail: "slow down",
                retry_after_ms: 3_000,
            };
        };
        const refused = feed.request("send_message", {
            conversation: 1,
            text: "Hi",
            client_id: "b",
        });
        const checked = expect(refused).rejects.toEqual(
            new Problem("too_fast", "resource_exhausted", "slow down", 3),
        );
        await talk();
        await checked;
    });

    it("waits until live, then goes out once and in order", async () => {
        const feed = make();
        const first = feed.request("send_message", { conversation: 1, text: "1", client_id: "a" });
        const second = feed.request("send_message", { conversation: 1, text: "2", client_id: "b" });
        feed.start();
        await talk();
        expect([(await first).seq, (await second).seq]).toEqual([1, 2]);
    });

    it("keeps at most a hundred waiting", async () => {
        const feed = make();
        for (let i = 0; i < limits.waiting_max; i++)
            feed.request("who_am_i", {}).catch(() => undefined);
        await expect(feed.request("who_am_i", {})).rejects.toMatchObject({
            reason: "too_many_waiting",
        });
        await expect(feed.request("who_am_i", {}, { wait: false })).rejects.toMatchObject({
            reason: "offline",
        });
    });

    it("rejects what was in flight when the connection ended as disconnected", async () => {
        const feed = await live();
        const lost = feed.request("who_am_i", {});
        const checked = expect(lost).rejects.toMatchObject({
            reason: "disconnected",
            transient: true,
        });
        server.socket!.cut();
        await checked;
    });
});

describe("rows", () => {
    it("keep their identity until they change", async () => {
        server.put("queue/1", { id: 1 });
        server.put("queue/2", { id: 2 });
        server.put("conversation/1", { id: 1 });
        server.say(1, "Hi");
        const feed = await live();
        const [queues, messages] = [feed.rows("queue/"), feed.messages(1)];
        server.put("conversation/1", { id: 1, state: "active" });
        server.deliver_all();
        expect(feed.rows("queue/")).toBe(queues);
        expect(feed.messages(1)).toBe(messages);
        server.drop("queue/1");
        server.deliver_all();
        expect([...feed.rows("queue/").keys()]).toEqual(["queue/2"]);
        server.say(1, "there");
        server.deliver_all();
        expect(feed.messages(1).map((each) => each.text)).toEqual(["Hi", "there"]);
        expect(messages.length).toBe(1);
    });

    it("tells listeners once a frame", async () => {
        const feed = await live();
        let told = 0;
        const release = feed.subscribe(() => told++);
        const rows = [1, 2, 3].map((id) => ({ key: `queue/${id}`, version: 9, value: { id } }));
        server.socket!.outbound.push({ rows, position: 9 });
        server.deliver_all();
        expect(told).toBe(1);
        release();
        server.put("queue/4", {});
        server.deliver_all();
        expect(told).toBe(1);
    });

    it("skips what is malformed, says so, and goes on", async () => {
        const feed = await live();
        server.socket!.outbound.push(
            "{",
            "[1",
            "null",
            { rows: [null, { key: 7 }, { key: "x" }, { key: "queue/1", version: 1, value: 3 }] },
            {
                rows: [
                    {
                        key: "message/1/2",
                        version: 1,
                        value: { conversation: 1, seq: 3, text: "x" },
                    },
                ],
            },
            { rows: [{ key: "queue/2", version: 1, value: { id: 2 } }] },
        );
        server.deliver_all();
        expect(problems.length).toBe(8);
        expect(feed.row("queue/2")).toEqual({ id: 2 });
        expect(feed.status).toBe("live");
    });

    it("survives a listener that throws", async () => {
        const feed = await live();
        feed.subscribe(() => {
            throw new Error("mine");
        });
        server.put("queue/1", { id: 1 });
        server.deliver_all();
        expect(feed.row("queue/1")).toEqual({ id: 1 });
        expect(problems).toEqual(["listener: Error: mine"]);
    });

    it("ignores a row older than the one held", async () => {
        const feed = await live();
        server.socket!.outbound.push(
            { rows: [{ key: "queue/1", version: 5, value: { name: "new" } }] },
            {
                rows: [
                    { key: "queue/1", version: 4, value: { name: "old" } },
                    { key: "queue/1", version: 4 },
                ],
            },
        );
        server.deliver_all();
        expect(feed.row("queue/1")).toEqual({ name: "new" });
    });

    it("forgets everything when the history is another one", async () => {
        server.put("queue/1", { id: 1 });
        server.put("conversation/1", { id: 1 });
        server.say(1, "before");
        const feed = await live();
        server.rows.clear();
        server.put("queue/2", { id: 2 });
        server.new_history("h2");
        await clock.advance(1_000);
        await talk();
        expect([...feed.rows("").keys()]).toEqual(["queue/2"]);
        expect(feed.historyId).toBe("h2");
    });

    it("does not name a position on reconnect before it has seen a whole snapshot", async () => {
        for (let i = 0; i < 20; i++) server.put(`queue/${i}`, { id: i });
        const feed = make();
        feed.start();
        await settle();
        server.socket!.deliver(3);
        expect(feed.status).toBe("catching_up");
        server.socket!.cut();
        await clock.advance(1_000);
        await talk();
        expect(server.log.map((each) => each.args)).toEqual([{}, {}]);
        expect(feed.rows("queue/").size).toBe(20);
    });
});

describe("messages", () => {
    it("are an unbroken run: a gap forgets the older ones, paging back joins again", async () => {
        server.put("conversation/1", { id: 1 });
        for (let i = 0; i < 5; i++) server.say(1, `m${i + 1}`);
        const feed = await live();
        expect(feed.firstSeq(1)).toBe(1);
        server.socket!.cut();
        for (let i = 5; i < 105; i++) server.say(1, `m${i + 1}`);
        await clock.advance(1_000);
        await talk();
        expect(feed.firstSeq(1)).toBe(56);
        expect(feed.messages(1).length).toBe(50);
        feed.prepend(1, server.messages(1).slice(5, 30) as never);
        expect(feed.firstSeq(1)).toBe(56);
        feed.prepend(1, server.messages(1).slice(40, 60) as never);
        expect(feed.firstSeq(1)).toBe(41);
        expect(feed.messages(1).map((each) => each.seq)).toEqual(
            Array.from({ length: 65 }, (_, i) => i + 41),
        );
    });

    it("go with their conversation", async () => {
        server.put("conversation/1", { id: 1 });
        server.say(1, "Hi");
        const feed = await live();
        server.drop("conversation/1");
        server.deliver_all();
        expect(feed.messages(1)).toEqual([]);
        expect(feed.firstSeq(1)).toBe(0);
    });
});

describe("following more", () => {
    it("asks for an opened conversation again after a reconnect, and no more after release", async () => {
        server.handlers["follow_conversation"] = () => ({ position: 0 });
        server.handlers["unfollow_conversation"] = () => ({ position: 0 });
        const feed = await live();
        const release = feed.open(7);
        const release_too = feed.open(7);
        await talk();
        server.socket!.outbound.push({
            rows: [{ key: "conversation/7", version: 1, value: { id: 7 } }],
        });
        server.deliver_all();
        server.socket!.cut();
        await clock.advance(1_000);
        await talk();
        expect(feed.row("conversation/7")).toEqual({ id: 7 });
        expect(ops().filter((op) => op === "follow_conversation").length).toBe(2);
        release();
        release();
        expect(ops()).not.toContain("unfollow_conversation");
        release_too();
        expect(ops().at(-1)).toBe("unfollow_conversation");
        server.socket!.cut();
        await clock.advance(1_000);
        await talk();
        expect(feed.row("conversation/7")).toBeUndefined();
        expect(ops().filter((op) => op === "follow_conversation").length).toBe(2);
    });

    it("drops an opened conversation that is refused after a reconnect", async () => {
        server.handlers["follow_conversation"] = () => ({ position: 0 });
        const feed = await live();
        feed.open(7);
        await talk();
        server.socket!.outbound.push({
            rows: [{ key: "conversation/7", version: 1, value: { id: 7 } }],
        });
        server.deliver_all();
        delete server.handlers["follow_conversation"];
        server.socket!.cut();
        await clock.advance(1_000);
        await talk();
        expect(feed.row("conversation/7")).toBeUndefined();
    });

    it("keeps the followed list over a reconnect until the new one comes, then drops what left it", async () => {
        server.handlers["follow_list"] = () => ({ position: 0 });
        const feed = await live();
        const release = feed.openList();
        await talk();
        const row = (id: number) => ({ key: `conversation/${id}`, version: 1, value: { id } });
        server.socket!.outbound.push({
            rows: [
                row(1),
                row(2),
                { key: "list/open", version: 1, value: { ids: [1, 2], total: 2 } },
            ],
        });
        server.deliver_all();
        server.socket!.cut();
        await clock.advance(1_000);
        await talk();
        expect([...feed.rows("conversation/").keys()]).toEqual([
            "conversation/1",
            "conversation/2",
        ]);
        server.socket!.outbound.push({
            rows: [{ key: "list/open", version: 2, value: { ids: [2, 3], total: 2 } }, row(3)],
        });
        server.deliver_all();
        expect([...feed.rows("conversation/").keys()]).toEqual([
            "conversation/2",
            "conversation/3",
        ]);
        release();
        expect(server.log.at(-1)).toEqual({ op: "follow_list", args: {} });
    });
});

describe("hints", () => {
    it("reach those who listen", async () => {
        const feed = await live();
        const heard: unknown[] = [];
        const release = feed.onHint((typing) => heard.push(typing));
        server.hint({ conversation: 1, author: "agent", name: "Ava", typing: true });
        server.hint([{ conversation: 2, author: "agent", name: "Ben", typing: true }, null, 7]);
        server.hint("rubbish");
        server.deliver_all();
        release();
        server.hint({ conversation: 1, author: "agent", name: "Ava", typing: false });
        server.deliver_all();
        expect(heard).toEqual([
            { conversation: 1, author: "agent", name: "Ava", typing: true },
            { conversation: 2, author: "agent", name: "Ben", typing: true },
        ]);
    });
});
