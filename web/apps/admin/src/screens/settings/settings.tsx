// The times and counts of the whole workspace.
import type { ReactNode } from "react";
import { makeStyles, tokens } from "@fluentui/react-components";
import { limits, type Settings } from "@parley/api";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { connection_grace_ms, timeout_ms } from "../../app/limits";
import { DurationField, useDurationFault } from "../../form/duration_field";
import { FormPage } from "../../form/form_page";
import { NumberField, useNumberFault } from "../../form/number_field";
import { useForm } from "../../form/use_form";
import { PageHead } from "../../parts/page_head";
import { WithLists } from "../../parts/with_lists";

const useStyles = makeStyles({
    group: { display: "grid", gap: tokens.spacingVerticalL, border: "0", padding: 0, margin: 0, minWidth: 0 },
    legend: { padding: 0, marginBottom: tokens.spacingVerticalM, fontSize: tokens.fontSizeBase400, fontWeight: 600 },
});

const groups = [
    { name: "conversations", times: ["open_timeout_ms", "wrap_up_timeout_ms", "customer_gone_ms"], counts: [] },
    { name: "agents", times: ["agent_gone_ms", "connection_grace_ms"], counts: ["decline_limit", "sessions_open_max"] },
] as const;
type Time = (typeof groups)[number]["times"][number];
const ranges = (name: Time) => (name === "connection_grace_ms" ? connection_grace_ms : timeout_ms);
const counts = {
    decline_limit: { least: 1, most: limits.decline_limit_max },
    sessions_open_max: { least: 1, most: limits.sessions_open_max },
};

export function SettingsScreen(): ReactNode {
    const { t } = useTranslation();
    return (
        <>
            <PageHead title={t("area.settings")} text={t("workspace_settings.text")} />
            <WithLists names={["get_settings"]}>{({ get_settings }) => <Loaded settings={get_settings} />}</WithLists>
        </>
    );
}

function Loaded({ settings }: { settings: Settings }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const admin = useAdmin();
    const duration_fault = useDurationFault();
    const number_fault = useNumberFault();
    const form = useForm<Settings>({
        initial: settings,
        check: (values) =>
            Object.fromEntries(
                groups.flatMap((group) => [
                    ...group.times.map((name) => [name, duration_fault(values[name], ranges(name))]),
                    ...group.counts.map((name) => [name, number_fault(values[name], counts[name])]),
                ]),
            ),
        save: async (values) => {
            await admin.call("change_settings", values);
            await admin.lists.load("get_settings");
        },
    });
    const { values, set, fault } = form;
    return (
        <FormPage form={form} effect={t("workspace_settings.effect")}>
            {groups.map((group) => (
                <fieldset key={group.name} className={styles.group}>
                    <legend className={styles.legend}>{t(`workspace_settings.${group.name}`)}</legend>
                    {group.times.map((name) => (
                        <DurationField
                            key={name}
                            label={t(`workspace_settings.${name}`)}
                            hint={t(`workspace_settings.${name}_hint`)}
                            range={ranges(name)}
                            value={values[name]}
                            change={(ms) => set({ [name]: ms })}
                            problem={fault(name).validationMessage}
                        />
                    ))}
                    {group.counts.map((name) => (
                        <NumberField
                            key={name}
                            label={t(`workspace_settings.${name}`)}
                            hint={t(`workspace_settings.${name}_hint`)}
                            range={counts[name]}
                            value={values[name]}
                            change={(value) => set({ [name]: value })}
                            problem={fault(name).validationMessage}
                        />
                    ))}
                </fieldset>
            ))}
        </FormPage>
    );
}
