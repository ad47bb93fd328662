import { describe, expect, it } from "vitest";
import { Feed } from "./feed";
import { FakeClock, ModelServer, Random, settle } from "./testing";

// One story: a server that changes at random and a client whose connection is cut between any two
// frames. In the end, and whenever it is live with nothing under way, the client holds exactly what
// the server shows.
async function story(seed: number, steps: number): Promise<void> {
    const random = new Random(seed);
    const server = new ModelServer();
    const clock = new FakeClock();
    server.frame_rows_max = 1 + random.below(5);
    const feed = new Feed({
        url: "ws://test",
        socket: server.connect,
        clock,
        random: random.next,
        onProblem: (what) => {
            if (!what.startsWith("connect:")) throw new Error(`seed ${seed}: ${what}`);
        },
    });
    const change = () => {
        const id = 1 + random.below(6);
        const kind = random.below(10);
        if (kind < 3) server.put(`conversation/${id}`, { id, step: server.position });
        else if (kind < 5)
            server.put(`${random.pick(["queue", "offer", "quick_reply"])}/${id}`, {
                at: server.position,
            });
        else if (kind < 6) server.drop(`${random.pick(["queue", "offer", "conversation"])}/${id}`);
        else if (server.rows.get(`conversation/${id}`)?.value)
            for (let n = random.chance(0.1) ? 70 : 1; n > 0; n--)
                server.say(id, `m${server.position}`);
    };
    const same = () => {
        const at = `seed ${seed}, position ${server.position}`;
        expect(Object.fromEntries(feed.rows("")), at).toEqual(
            Object.fromEntries(server.in_sight()),
        );
        expect(feed.position, at).toBe(server.position);
        for (let id = 1; id <= 6; id++) {
            const held = feed.messages(id).map((each) => each.text);
            const in_sight = server.rows.get(`conversation/${id}`)?.value !== undefined;
            const there = in_sight ? server.messages(id).map((each) => each.text) : [];
            expect(held, `${at}, conversation ${id}`).toEqual(
                there.slice(there.length - held.length),
            );
            expect(held.length >= Math.min(there.length, 50), `${at}, conversation ${id}`).toBe(
                true,
            );
        }
    };
    feed.start();
    for (let step = 0; step < steps; step++) {
        const kind = random.below(100);
        if (kind < 45) change();
        else if (kind < 75) server.socket?.deliver(1 + random.below(4));
        else if (kind < 82) server.socket?.cut(random.pick([1006, 4000, 4001, 4002]));
        else if (kind < 84 && server.socket) server.socket.deaf = true;
        else if (kind < 85) server.new_history(`h${step}`);
        else if (kind < 97) await clock.advance(random.below(random.chance(0.1) ? 80_000 : 2_000));
        else server.deliver_all();
        await settle();
        if (
            feed.status === "live" &&
            server.socket &&
            !server.socket.deaf &&
            !server.socket.outbound.length
        )
            same();
    }
    for (let i = 0; i < 40 && !(feed.status === "live" && !server.socket!.deaf); i++) {
        await clock.advance(20_000);
        for (let n = 0; n < 4; n++) {
            server.deliver_all();
            await settle();
        }
    }
    server.deliver_all();
    expect(feed.status, `seed ${seed}`).toBe("live");
    same();
    feed.stop();
}

describe("rows at N and the changes since are the rows at M", () => {
    it("under cuts, partial delivery, silence and restored backups, for 150 seeds", async () => {
        for (let seed = 1; seed <= 150; seed++) await story(seed, 250);
    }, 60_000);
});
