import type { ReactNode } from "react";
import { Badge } from "@fluentui/react-components";
import type { Conversation } from "@parley/api";
import { useTranslation } from "react-i18next";
import { shown_state } from "../../feed/rows";

export function StateChip({ each }: { each: Conversation }): ReactNode {
    const { t } = useTranslation();
    const state = shown_state(each);
    const color = state === "offered" || state === "open" ? "warning" : state === "active" ? "brand" : "informative";
    return (
        <Badge appearance="tint" color={color} size="large">
            {t(`state.${state}`)}
        </Badge>
    );
}
