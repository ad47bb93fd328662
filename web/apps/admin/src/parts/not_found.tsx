import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Area } from "../app/place";
import { PageHead } from "./page_head";

export function NotFound({ area }: { area: Area }): ReactNode {
    const { t } = useTranslation();
    return <PageHead title={t("list.not_found")} text={t("list.not_found_text")} back={area} />;
}
