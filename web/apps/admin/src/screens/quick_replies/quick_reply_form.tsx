import type { ReactNode } from "react";
import { Field, Input, Select, Textarea } from "@fluentui/react-components";
import { limits, type QuickReply } from "@parley/api";
import { language_names, languages } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { FormPage } from "../../form/form_page";
import { useForm } from "../../form/use_form";
import { NotFound } from "../../parts/not_found";
import { PageHead } from "../../parts/page_head";
import { WithLists } from "../../parts/with_lists";

export function QuickReplyForm({ id }: { id: number | "new" }): ReactNode {
    return (
        <WithLists names={["list_quick_replies"]}>
            {({ list_quick_replies: { quick_replies } }) => {
                const reply = quick_replies.find((each) => each.id === id && each.owner === undefined);
                if (id !== "new" && !reply) return <NotFound area="quick_replies" />;
                return <Loaded reply={reply} />;
            }}
        </WithLists>
    );
}

const plain = (shortcut: string) => shortcut.trim().replace(/^\//, "");

function Loaded({ reply }: { reply: QuickReply | undefined }): ReactNode {
    const { t } = useTranslation();
    const admin = useAdmin();
    const list = () => admin.places.go({ at: "list", area: "quick_replies" });
    const form = useForm({
        initial: { shortcut: reply?.shortcut ?? "", language: reply?.language ?? "", text: reply?.text ?? "" },
        check: (values) => ({
            shortcut: /^[^\s/]+$/.test(plain(values.shortcut)) ? undefined : t("quick_replies.shortcut_needed"),
            text: values.text.trim() === "" ? t("quick_replies.text_needed") : undefined,
        }),
        save: async (values) => {
            await admin.change("save_quick_reply", {
                ...(reply ? { id: reply.id } : {}),
                everyone: true,
                shortcut: plain(values.shortcut),
                language: values.language,
                text: values.text.trim(),
            });
            await admin.lists.load("list_quick_replies");
            if (!reply) list();
        },
    });
    const { values, set, fault } = form;
    return (
        <>
            <PageHead title={reply ? `/${reply.shortcut}` : t("quick_replies.add")} back="quick_replies" />
            <FormPage
                form={form}
                always={!reply}
                effect={t("quick_replies.effect")}
                save={reply ? t("form.save") : t("quick_replies.create")}
                cancel={reply ? undefined : list}
            >
                <Field label={t("quick_replies.shortcut")} required hint={t("quick_replies.shortcut_hint")} {...fault("shortcut")}>
                    <Input
                        autoFocus={!reply}
                        contentBefore="/"
                        maxLength={limits.quick_reply_shortcut_characters_max}
                        value={values.shortcut}
                        onChange={(_, data) => set({ shortcut: data.value })}
                    />
                </Field>
                <Field label={t("quick_replies.language")} hint={t("quick_replies.language_hint")} {...fault("language")}>
                    <Select value={values.language} onChange={(_, data) => set({ language: data.value })}>
                        <option value="">{t("quick_replies.any_language")}</option>
                        {languages.map((each) => (
                            <option key={each} value={each} lang={each}>
                                {language_names[each]}
                            </option>
                        ))}
                    </Select>
                </Field>
                <Field label={t("quick_replies.words")} required {...fault("text")}>
                    <Textarea rows={6} maxLength={limits.quick_reply_characters_max} value={values.text} onChange={(_, data) => set({ text: data.value })} />
                </Field>
            </FormPage>
        </>
    );
}
