import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { human } from "../../form/durations";
import { ItemTable } from "../../parts/item_table";
import { PageHead } from "../../parts/page_head";
import { WithLists } from "../../parts/with_lists";

export function WorkstreamList(): ReactNode {
    const { t, i18n } = useTranslation();
    return (
        <>
            <PageHead title={t("area.workstreams")} text={t("workstreams.text")} add={{ area: "workstreams", label: t("workstreams.add") }} />
            <WithLists names={["list_workstreams", "list_queues"]}>
                {({ list_workstreams: { workstreams }, list_queues: { queues } }) => (
                    <ItemTable
                        label={t("area.workstreams")}
                        area="workstreams"
                        columns={[t("workstreams.name"), t("workstreams.queue"), t("workstreams.cost"), t("workstreams.offer_timeout"), t("workstreams.wrap_up")]}
                        none={t("workstreams.none")}
                        rows={workstreams.map((each) => ({
                            id: each.id,
                            name: each.name,
                            cells: [
                                queues.find((queue) => queue.id === each.queue)?.name ?? "",
                                each.capacity_cost,
                                human(each.offer_timeout_ms, i18n.language),
                                each.wrap_up_capacity === "custom"
                                    ? human(each.wrap_up_capacity_ms, i18n.language)
                                    : t(`wrap_up.${each.wrap_up_capacity}`),
                            ],
                        }))}
                    />
                )}
            </WithLists>
        </>
    );
}
