// What people are called on the screen.
import type { Conversation } from "@parley/api";
import { useTranslation } from "react-i18next";
import type { TFunction } from "i18next";

export function customer_name(each: Pick<Conversation, "customer_name" | "customer">, t: TFunction): string {
    return each.customer_name || t("visitor", { number: each.customer });
}

export function useCustomerName(each: Pick<Conversation, "customer_name" | "customer">): string {
    return customer_name(each, useTranslation().t);
}
