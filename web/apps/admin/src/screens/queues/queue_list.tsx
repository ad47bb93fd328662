import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ItemTable } from "../../parts/item_table";
import { PageHead } from "../../parts/page_head";
import { WithLists } from "../../parts/with_lists";

// The most urgent first, as they are served.
export function QueueList(): ReactNode {
    const { t } = useTranslation();
    return (
        <>
            <PageHead title={t("area.queues")} text={t("queues.text")} add={{ area: "queues", label: t("queues.add") }} />
            <WithLists names={["list_queues"]} fresh>
                {({ list_queues: { queues } }) => (
                    <ItemTable
                        label={t("area.queues")}
                        area="queues"
                        columns={[t("queues.name"), t("queues.waiting"), t("queues.members"), t("queues.method"), t("queues.priority")]}
                        none={t("queues.none")}
                        rows={[...queues]
                            .sort((a, b) => a.priority - b.priority || a.id - b.id)
                            .map((each) => ({
                                id: each.id,
                                name: each.name,
                                cells: [each.waiting, each.members.length, t(`method.${each.method}`), each.priority],
                            }))}
                    />
                )}
            </WithLists>
        </>
    );
}
