// Ends the output with a line that scripts can read: "12 passed, 0 failed".
import type { FullResult, Reporter, Suite } from "@playwright/test/reporter";

export default class CountingReporter implements Reporter {
    #suite: Suite | undefined;
    #is_whole = false;

    onBegin(_config: unknown, suite: Suite): void {
        this.#suite = suite;
    }

    onEnd(result: FullResult): void {
        this.#is_whole = result.status === "passed";
    }

    // After what the other reporters say. What was skipped or never ran has not passed.
    async onExit(): Promise<void> {
        const tests = this.#suite?.allTests() ?? [];
        const passed = tests.filter((test) => test.outcome() === "expected").length;
        const failed = tests.length - passed || (this.#is_whole ? 0 : 1);
        process.stdout.write(`${passed} passed, ${failed} failed\n`);
    }

    printsToStdio(): boolean {
        return false;
    }
}
