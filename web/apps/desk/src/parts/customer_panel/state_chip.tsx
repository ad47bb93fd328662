import type { ReactNode } from "react";
import { Badge } from "@fluentui/react-components";
import type { Conversation } from "@parley/api";
import { useTranslation } from "react-i18next";

export function StateChip({ each }: { each: Conversation }): ReactNode {
    const { t } = useTranslation();
    const offered = each.state === "active" && each.session_state === "offered";
    const color = offered || each.state === "open" ? "warning" : each.state === "active" ? "brand" : "informative";
    return (
        <Badge appearance="tint" color={color} size="large">
            {offered ? t("state.offered") : t(`state.${each.state}`)}
        </Badge>
    );
}
