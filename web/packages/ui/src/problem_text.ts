// A refusal in the reader's words. Reasons without a text of their own fall back to their kind, with
// the server's detail behind it, so that nothing is ever shown as a bare code.
import { Problem } from "@parley/feed";
import type { i18n } from "i18next";

export function problem_text(texts: i18n, problem: unknown): string {
    if (!(problem instanceof Problem)) return texts.t("problem.internal");
    if (texts.exists(`problem.${problem.reason}`)) return texts.t(`problem.${problem.reason}` as never);
    const kind = texts.exists(`problem_kind.${problem.code}`)
        ? texts.t(`problem_kind.${problem.code}` as never)
        : texts.t("problem.internal");
    return problem.detail ? `${kind} (${problem.detail})` : kind;
}
