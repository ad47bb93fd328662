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

// Of the first and the last part of the name; who has not said one has a number.
export function initials(each: Pick<Conversation, "customer_name" | "customer">): string {
    const parts = each.customer_name.split(/[\s\-·・.,()]+/u).filter(Boolean);
    if (parts.length === 0) return String(each.customer % 10_000);
    return [parts[0]!, ...(parts.length > 1 ? [parts.at(-1)!] : [])]
        .map((part) => [...part][0]!.toLocaleUpperCase())
        .join("");
}
