import type { ReactNode } from "react";
import { Field, Input, Select } from "@fluentui/react-components";
import { limits } from "@parley/api";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { offer_timeout_ms } from "../../app/limits";
import { is_name } from "../../form/checks";
import { DurationField, useDurationFault } from "../../form/duration_field";
import { FormPage } from "../../form/form_page";
import { useForm } from "../../form/use_form";
import type { StepProps } from "./wizard";

export function WorkstreamStep({ made, next }: StepProps): ReactNode {
    const { t } = useTranslation();
    const admin = useAdmin();
    const duration_fault = useDurationFault();
    const { queues } = made.list_queues;
    const workstream = made.list_workstreams.workstreams[0];
    const form = useForm({
        initial: {
            name: workstream?.name ?? t("wizard.workstream_name"),
            queue: workstream?.queue ?? queues[0]!.id,
            offer_timeout_ms: workstream?.offer_timeout_ms ?? 120_000,
        },
        check: (values) => ({
            name: is_name(values.name) ? undefined : t("form.name_needed"),
            offer_timeout_ms: duration_fault(values.offer_timeout_ms, offer_timeout_ms),
        }),
        save: async (values) => {
            await admin.change("save_workstream", { ...(workstream ? { id: workstream.id } : {}), ...values, name: values.name.trim() });
            await admin.lists.load("list_workstreams");
            next();
        },
    });
    const { values, set, fault } = form;
    return (
        <FormPage form={form} always save={t("wizard.next")}>
            <Field label={t("workstreams.name")} required {...fault("name")}>
                <Input maxLength={limits.name_characters_max} value={values.name} onChange={(_, data) => set({ name: data.value })} />
            </Field>
            <Field label={t("workstreams.queue")} {...fault("queue")}>
                <Select value={String(values.queue)} onChange={(_, data) => set({ queue: Number(data.value) })}>
                    {queues.map((each) => (
                        <option key={each.id} value={each.id}>
                            {each.name}
                        </option>
                    ))}
                </Select>
            </Field>
            <DurationField
                label={t("workstreams.offer_timeout")}
                hint={t("workstreams.offer_timeout_hint")}
                range={offer_timeout_ms}
                value={values.offer_timeout_ms}
                change={(ms) => set({ offer_timeout_ms: ms })}
                problem={fault("offer_timeout_ms").validationMessage}
            />
        </FormPage>
    );
}
