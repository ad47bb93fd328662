import type { ReactNode } from "react";
import { Link } from "@fluentui/react-components";
import { language_names, languages } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { ItemTable } from "../../parts/item_table";
import { PageHead } from "../../parts/page_head";
import { WithLists } from "../../parts/with_lists";
import { try_address } from "./snippet";

export function WidgetList(): ReactNode {
    const { t } = useTranslation();
    return (
        <>
            <PageHead title={t("area.widgets")} text={t("widgets.text")} add={{ area: "widgets", label: t("widgets.add") }} />
            <WithLists names={["list_widgets", "list_workstreams"]}>
                {({ list_widgets: { widgets }, list_workstreams: { workstreams } }) => (
                    <ItemTable
                        label={t("area.widgets")}
                        area="widgets"
                        columns={[t("widgets.title"), t("widgets.workstream"), t("widgets.language"), t("widgets.domains"), t("widgets.try")]}
                        none={t("widgets.none")}
                        rows={widgets.map((each) => {
                            const language = languages.find((one) => one === each.language);
                            return {
                                id: each.id,
                                name: each.title || each.key,
                                below: each.key,
                                cells: [
                                    workstreams.find((one) => one.id === each.workstream)?.name ?? "",
                                    language ? language_names[language] : each.language,
                                    each.domains.join(", ") || t("widgets.any_domain"),
                                    <Link key="try" href={try_address(each.key, each.language)} target="_blank" aria-label={t("widgets.try_which", { key: each.key })}>
                                        {t("widgets.open")}
                                    </Link>,
                                ],
                            };
                        })}
                    />
                )}
            </WithLists>
        </>
    );
}
