// What the guides tell developers to type is typed here.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "../support/journey";

function shell_lines(guide: string): string {
    const text = readFileSync(fileURLToPath(new URL(`../../../docs/guide/${guide}`, import.meta.url)), "utf8");
    const block = /```sh\n([^]*?)```/.exec(text)?.[1];
    if (!block) throw new Error(`${guide} has no lines for a shell`);
    return block;
}

test("the chat by hand of the protocol's guide works as it stands", ({ server }) => {
    const printed = execFileSync("bash", ["-euo", "pipefail", "-c", shell_lines("protocol.md")], {
        env: { ...process.env, server: `http://127.0.0.1:${server.port}` },
        encoding: "utf8",
    });
    expect(printed).toContain("Is the blue kettle back?");
    expect(printed).toContain("Since this morning.");
    expect(printed).toContain('"reason":"role_required"');
});
