import type { ReactNode } from "react";
import { Field, Input, Radio, RadioGroup } from "@fluentui/react-components";
import { assignmentMethodValues, limits, type AssignmentMethod, type ListedAgent, type ListedQueue } from "@parley/api";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { queue_priority_max } from "../../app/limits";
import { is_name } from "../../form/checks";
import { FormPage } from "../../form/form_page";
import { NumberField, useNumberFault } from "../../form/number_field";
import { useForm } from "../../form/use_form";
import { NotFound } from "../../parts/not_found";
import { PageHead } from "../../parts/page_head";
import { WithLists } from "../../parts/with_lists";
import { MemberPicker } from "./member_picker";

const priority_range = { least: 0, most: queue_priority_max };

export function QueueForm({ id }: { id: number | "new" }): ReactNode {
    return (
        <WithLists names={["list_queues", "list_agents"]}>
            {({ list_queues: { queues }, list_agents: { agents } }) => {
                const queue = queues.find((each) => each.id === id);
                if (id !== "new" && !queue) return <NotFound area="queues" />;
                return <Loaded queue={queue} agents={agents} />;
            }}
        </WithLists>
    );
}

function Loaded({ queue, agents }: { queue: ListedQueue | undefined; agents: readonly ListedAgent[] }): ReactNode {
    const { t } = useTranslation();
    const admin = useAdmin();
    const number_fault = useNumberFault();
    const form = useForm({
        initial: {
            name: queue?.name ?? "",
            priority: queue?.priority ?? 100,
            method: queue?.method ?? ("highest_capacity" as AssignmentMethod),
            members: [...(queue?.members ?? [])].sort((a, b) => a - b),
        },
        check: (values) => ({
            name: is_name(values.name) ? undefined : t("form.name_needed"),
            priority: number_fault(values.priority, priority_range),
        }),
        save: async (values) => {
            await admin.change("save_queue", { ...(queue ? { id: queue.id } : {}), ...values, name: values.name.trim() });
            await admin.lists.load("list_queues", "list_agents");
            if (!queue) admin.places.go({ at: "list", area: "queues" });
        },
    });
    const { values, set, fault } = form;
    return (
        <>
            <PageHead
                title={queue?.name ?? t("queues.add")}
                {...(queue ? { text: t("queues.now_waiting", { count: queue.waiting }) } : {})}
                back="queues"
            />
            <FormPage
                form={form}
                always={!queue}
                {...(queue ? { effect: t("queues.effect") } : { save: t("queues.create"), cancel: () => admin.places.go({ at: "list", area: "queues" }) })}
            >
                <Field label={t("queues.name")} required {...fault("name")}>
                    <Input autoFocus={!queue} maxLength={limits.name_characters_max} value={values.name} onChange={(_, data) => set({ name: data.value })} />
                </Field>
                <Field label={t("queues.method")} {...fault("method")}>
                    <RadioGroup value={values.method} onChange={(_, data) => set({ method: data.value as AssignmentMethod })}>
                        {assignmentMethodValues.map((each) => (
                            <Radio
                                key={each}
                                value={each}
                                label={
                                    <>
                                        {t(`method.${each}`)}
                                        <br />
                                        <small>{t(`method_text.${each}`)}</small>
                                    </>
                                }
                            />
                        ))}
                    </RadioGroup>
                </Field>
                <NumberField
                    label={t("queues.priority")}
                    hint={t("queues.priority_hint")}
                    range={priority_range}
                    value={values.priority}
                    change={(priority) => set({ priority })}
                    problem={fault("priority").validationMessage}
                />
                <MemberPicker agents={agents} members={values.members} change={(members) => set({ members })} />
            </FormPage>
        </>
    );
}
