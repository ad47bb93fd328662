import type { TFunction } from "i18next";
import type { Action } from "./actions";

export function action_label(each: Action, t: TFunction): string {
    return each.number === undefined
        ? t(`action.${each.label}`)
        : t("action.session_n", { number: each.number });
}
