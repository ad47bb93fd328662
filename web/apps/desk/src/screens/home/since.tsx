import type { ReactNode } from "react";
import { duration } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useServerNow } from "../../feed/use_server_now";

// How long ago, running.
export function Since({ ms }: { ms: number }): ReactNode {
    return duration(useServerNow() - ms, useTranslation().i18n.language);
}
