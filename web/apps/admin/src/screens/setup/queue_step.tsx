import type { ReactNode } from "react";
import { Checkbox, Field, Input } from "@fluentui/react-components";
import { limits } from "@parley/api";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { is_name } from "../../form/checks";
import { FormPage } from "../../form/form_page";
import { useForm } from "../../form/use_form";
import type { StepProps } from "./wizard";

export function QueueStep({ made, next }: StepProps): ReactNode {
    const { t } = useTranslation();
    const admin = useAdmin();
    const queue = made.list_queues.queues[0];
    const others = queue?.members.filter((each) => each !== admin.me.id) ?? [];
    const form = useForm({
        initial: { name: queue?.name ?? t("wizard.queue_name"), with_me: queue ? queue.members.includes(admin.me.id) : true },
        check: (values) => ({ name: is_name(values.name) ? undefined : t("form.name_needed") }),
        save: async (values) => {
            await admin.change("save_queue", {
                ...(queue ? { id: queue.id } : {}),
                name: values.name.trim(),
                members: values.with_me ? [...others, admin.me.id] : others,
            });
            await admin.lists.load("list_queues");
            next();
        },
    });
    return (
        <FormPage form={form} always save={t("wizard.next")}>
            <Field label={t("queues.name")} required {...form.fault("name")}>
                <Input maxLength={limits.name_characters_max} value={form.values.name} onChange={(_, data) => form.set({ name: data.value })} />
            </Field>
            <Checkbox
                checked={form.values.with_me}
                label={t("wizard.queue_me")}
                onChange={(_, data) => form.set({ with_me: data.checked === true })}
            />
        </FormPage>
    );
}
