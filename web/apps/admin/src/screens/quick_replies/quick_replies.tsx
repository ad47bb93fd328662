import type { ReactNode } from "react";
import { Button } from "@fluentui/react-components";
import { DeleteRegular } from "@fluentui/react-icons";
import { language_names, languages } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { ItemTable } from "../../parts/item_table";
import { PageHead } from "../../parts/page_head";
import { WithLists } from "../../parts/with_lists";

// Everyone's; agents keep their own at the desk.
export function QuickReplies(): ReactNode {
    const { t } = useTranslation();
    const admin = useAdmin();
    const remove = (id: number) =>
        admin.attempt(async () => {
            await admin.call("delete_quick_reply", { id });
            await admin.lists.load("list_quick_replies");
        });
    return (
        <>
            <PageHead title={t("area.quick_replies")} text={t("quick_replies.text")} add={{ area: "quick_replies", label: t("quick_replies.add") }} />
            <WithLists names={["list_quick_replies"]}>
                {({ list_quick_replies: { quick_replies } }) => (
                    <ItemTable
                        label={t("area.quick_replies")}
                        area="quick_replies"
                        columns={[t("quick_replies.shortcut"), t("quick_replies.words"), t("quick_replies.language"), t("quick_replies.actions")]}
                        none={t("quick_replies.none")}
                        rows={quick_replies
                            .filter((each) => each.owner === undefined)
                            .sort((a, b) => a.shortcut.localeCompare(b.shortcut))
                            .map((each) => ({
                                id: each.id,
                                name: `/${each.shortcut}`,
                                cells: [
                                    each.text.length > 160 ? `${each.text.slice(0, 160)}…` : each.text,
                                    languages.some((one) => one === each.language)
                                        ? language_names[each.language as keyof typeof language_names]
                                        : each.language || t("quick_replies.any_language"),
                                    <Button
                                        key="delete"
                                        appearance="subtle"
                                        size="small"
                                        icon={<DeleteRegular />}
                                        aria-label={t("quick_replies.delete", { shortcut: each.shortcut })}
                                        onClick={() => void remove(each.id)}
                                    />,
                                ],
                            }))}
                    />
                )}
            </WithLists>
        </>
    );
}
