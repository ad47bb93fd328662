import type { ReactNode } from "react";
import { Field, Input, Radio, RadioGroup, Select, Switch } from "@fluentui/react-components";
import { limits, wrapUpCapacityValues, type ListedQueue, type ListedWorkstream, type WrapUpCapacity } from "@parley/api";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { offer_timeout_ms, wrap_up_capacity_ms } from "../../app/limits";
import { is_name } from "../../form/checks";
import { DurationField, useDurationFault } from "../../form/duration_field";
import { FormPage } from "../../form/form_page";
import { NumberField, useNumberFault } from "../../form/number_field";
import { useForm } from "../../form/use_form";
import { NotFound } from "../../parts/not_found";
import { PageHead } from "../../parts/page_head";
import { WithLists } from "../../parts/with_lists";

const cost_range = { least: 1, most: limits.capacity_units_max };

export function WorkstreamForm({ id }: { id: number | "new" }): ReactNode {
    return (
        <WithLists names={["list_workstreams", "list_queues"]}>
            {({ list_workstreams: { workstreams }, list_queues: { queues } }) => {
                const workstream = workstreams.find((each) => each.id === id);
                if (id !== "new" && !workstream) return <NotFound area="workstreams" />;
                return <Loaded workstream={workstream} queues={queues} />;
            }}
        </WithLists>
    );
}

function Loaded({ workstream, queues }: { workstream: ListedWorkstream | undefined; queues: readonly ListedQueue[] }): ReactNode {
    const { t } = useTranslation();
    const admin = useAdmin();
    const number_fault = useNumberFault();
    const duration_fault = useDurationFault();
    const form = useForm({
        initial: {
            name: workstream?.name ?? "",
            queue: workstream?.queue ?? queues[0]?.id ?? 0,
            capacity_cost: workstream?.capacity_cost ?? 1,
            offer_timeout_ms: workstream?.offer_timeout_ms ?? 120_000,
            wrap_up_capacity: workstream?.wrap_up_capacity ?? ("always" as WrapUpCapacity),
            wrap_up_capacity_ms: workstream?.wrap_up_capacity_ms ?? 60_000,
            allow_busy: workstream?.allow_busy ?? true,
        },
        check: (values) => ({
            name: is_name(values.name) ? undefined : t("form.name_needed"),
            queue: queues.some((each) => each.id === values.queue) ? undefined : t("workstreams.queue_needed"),
            capacity_cost: number_fault(values.capacity_cost, cost_range),
            offer_timeout_ms: duration_fault(values.offer_timeout_ms, offer_timeout_ms),
            wrap_up_capacity_ms:
                values.wrap_up_capacity === "custom" ? duration_fault(values.wrap_up_capacity_ms, wrap_up_capacity_ms) : undefined,
        }),
        save: async (values) => {
            const { wrap_up_capacity_ms: custom_ms, ...rest } = values;
            const custom = values.wrap_up_capacity === "custom" ? { wrap_up_capacity_ms: custom_ms } : {};
            await admin.change("save_workstream", { ...(workstream ? { id: workstream.id } : {}), ...rest, ...custom, name: values.name.trim() });
            await admin.lists.load("list_workstreams");
            if (!workstream) admin.places.go({ at: "list", area: "workstreams" });
        },
    });
    const { values, set, fault } = form;
    return (
        <>
            <PageHead title={workstream?.name ?? t("workstreams.add")} back="workstreams" />
            <FormPage
                form={form}
                always={!workstream}
                {...(workstream
                    ? { effect: t("workstreams.effect") }
                    : { save: t("workstreams.create"), cancel: () => admin.places.go({ at: "list", area: "workstreams" }) })}
            >
                <Field label={t("workstreams.name")} required {...fault("name")}>
                    <Input autoFocus={!workstream} maxLength={limits.name_characters_max} value={values.name} onChange={(_, data) => set({ name: data.value })} />
                </Field>
                <Field label={t("workstreams.queue")} required hint={t("workstreams.queue_hint")} {...fault("queue")}>
                    <Select value={String(values.queue)} onChange={(_, data) => set({ queue: Number(data.value) })}>
                        {queues.length === 0 && <option value="0">–</option>}
                        {queues.map((each) => (
                            <option key={each.id} value={each.id}>
                                {each.name}
                            </option>
                        ))}
                    </Select>
                </Field>
                <NumberField
                    label={t("workstreams.cost")}
                    hint={t("workstreams.cost_hint")}
                    range={cost_range}
                    value={values.capacity_cost}
                    change={(capacity_cost) => set({ capacity_cost })}
                    problem={fault("capacity_cost").validationMessage}
                />
                <DurationField
                    label={t("workstreams.offer_timeout")}
                    hint={t("workstreams.offer_timeout_hint")}
                    range={offer_timeout_ms}
                    value={values.offer_timeout_ms}
                    change={(ms) => set({ offer_timeout_ms: ms })}
                    problem={fault("offer_timeout_ms").validationMessage}
                />
                <Field label={t("workstreams.wrap_up")} hint={t("workstreams.wrap_up_hint")} {...fault("wrap_up_capacity")}>
                    <RadioGroup value={values.wrap_up_capacity} onChange={(_, data) => set({ wrap_up_capacity: data.value as WrapUpCapacity })}>
                        {wrapUpCapacityValues.map((each) => (
                            <Radio key={each} value={each} label={t(`wrap_up.${each}`)} />
                        ))}
                    </RadioGroup>
                </Field>
                {values.wrap_up_capacity === "custom" && (
                    <DurationField
                        label={t("workstreams.wrap_up_time")}
                        range={wrap_up_capacity_ms}
                        value={values.wrap_up_capacity_ms}
                        change={(ms) => set({ wrap_up_capacity_ms: ms })}
                        problem={fault("wrap_up_capacity_ms").validationMessage}
                    />
                )}
                <Switch
                    checked={values.allow_busy}
                    label={t("workstreams.allow_busy")}
                    onChange={(_, data) => set({ allow_busy: data.checked })}
                />
            </FormPage>
        </>
    );
}
