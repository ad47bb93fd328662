import type { ReactNode } from "react";
import { Field, Input, Link, Select, Textarea, makeStyles, tokens } from "@fluentui/react-components";
import { agentNameModeValues, limits, type AgentNameMode, type ListedWidget, type ListedWorkstream } from "@parley/api";
import { CopyField, language_names, languages } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { widget_domains_max, widget_key_max } from "../../app/limits";
import { host_of, is_colour, is_host, is_name, is_widget_key, key_of } from "../../form/checks";
import { FormPage } from "../../form/form_page";
import { useForm } from "../../form/use_form";
import { NotFound } from "../../parts/not_found";
import { PageHead } from "../../parts/page_head";
import { WithLists } from "../../parts/with_lists";
import { ColourField } from "./colour_field";
import { snippet, try_address } from "./snippet";
import { WidgetPreview } from "./widget_preview";

const useStyles = makeStyles({
    sides: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXXXL },
    fields: { flex: "1 1 380px", minWidth: 0, display: "grid", gap: tokens.spacingVerticalXXL, alignContent: "start" },
    preview: { flex: "0 1 320px", minWidth: 0 },
    heading: { margin: `0 0 ${tokens.spacingVerticalM}`, fontSize: tokens.fontSizeBase400, fontWeight: 600 },
});

export function WidgetForm({ id }: { id: number | "new" }): ReactNode {
    return (
        <WithLists names={["list_widgets", "list_workstreams"]}>
            {({ list_widgets: { widgets }, list_workstreams: { workstreams } }) => {
                const widget = widgets.find((each) => each.id === id);
                if (id !== "new" && !widget) return <NotFound area="widgets" />;
                return <Loaded widget={widget} workstreams={workstreams} />;
            }}
        </WithLists>
    );
}

export function hosts_of(text: string): string[] {
    return [...new Set(text.split(/[\s,;]+/).map(host_of).filter((each) => each !== ""))];
}

function Loaded({ widget, workstreams }: { widget: ListedWidget | undefined; workstreams: readonly ListedWorkstream[] }): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const admin = useAdmin();
    const form = useForm({
        initial: {
            title: widget?.title ?? "",
            subtitle: widget?.subtitle ?? "",
            key: widget?.key ?? "",
            workstream: widget?.workstream ?? workstreams[0]?.id ?? 0,
            colour: widget?.colour ?? "#0f6cbd",
            language: widget?.language ?? i18n.language,
            agent_name: widget?.agent_name ?? ("first" as AgentNameMode),
            domains: (widget?.domains ?? []).join("\n"),
        },
        check: (values) => {
            const hosts = hosts_of(values.domains);
            const bad = hosts.find((each) => !is_host(each));
            return {
                title: is_name(values.title) ? undefined : t("widgets.title_needed"),
                key: is_widget_key(values.key) ? undefined : t("widgets.key_needed"),
                workstream: workstreams.some((each) => each.id === values.workstream) ? undefined : t("widgets.workstream_needed"),
                colour: is_colour(values.colour) ? undefined : t("widgets.colour_needed"),
                domains: bad
                    ? t("widgets.domain_bad", { host: bad })
                    : hosts.length > widget_domains_max
                      ? t("widgets.domains_excess", { most: widget_domains_max })
                      : undefined,
            };
        },
        save: async (values) => {
            await admin.change("save_widget", {
                ...(widget ? { id: widget.id } : {}),
                ...values,
                title: values.title.trim(),
                subtitle: values.subtitle.trim(),
                domains: hosts_of(values.domains),
            });
            await admin.lists.load("list_widgets");
            if (!widget) {
                const made = admin.lists.store("list_widgets").get().value?.widgets.find((each) => each.key === values.key);
                if (made) admin.places.go({ at: "one", area: "widgets", id: made.id });
            }
        },
    });
    const { values, set, fault } = form;
    // A new widget's key follows its title until somebody writes one.
    const set_title = (title: string) =>
        set(!widget && values.key === key_of(values.title) ? { title, key: key_of(title) } : { title });
    return (
        <>
            <PageHead title={widget?.title || widget?.key || t("widgets.add")} back="widgets" />
            <div className={styles.sides}>
                <div className={styles.fields}>
                    {widget && (
                        <CopyField
                            label={t("widgets.snippet")}
                            hint={t("widgets.snippet_hint")}
                            lines={3}
                            text={snippet(window.location.origin, widget.key)}
                        />
                    )}
                    <FormPage
                        form={form}
                        always={!widget}
                        effect={widget ? (values.key === widget.key ? t("widgets.effect") : t("widgets.effect_key")) : t("widgets.effect_new")}
                        save={widget ? t("form.save") : t("widgets.create")}
                        cancel={widget ? undefined : () => admin.places.go({ at: "list", area: "widgets" })}
                        extra={
                            widget && (
                                <Link href={try_address(widget.key, widget.language)} target="_blank">
                                    {t("widgets.try")}
                                </Link>
                            )
                        }
                    >
                        <Field label={t("widgets.title")} required hint={t("widgets.title_hint")} {...fault("title")}>
                            <Input autoFocus={!widget} maxLength={limits.name_characters_max} value={values.title} onChange={(_, data) => set_title(data.value)} />
                        </Field>
                        <Field label={t("widgets.subtitle")} {...fault("subtitle")}>
                            <Input maxLength={limits.name_characters_max} value={values.subtitle} onChange={(_, data) => set({ subtitle: data.value })} />
                        </Field>
                        <Field label={t("widgets.key")} required hint={t("widgets.key_hint")} {...fault("key")}>
                            <Input maxLength={widget_key_max} value={values.key} onChange={(_, data) => set({ key: data.value })} />
                        </Field>
                        <ColourField value={values.colour} change={(colour) => set({ colour })} problem={fault("colour").validationMessage} />
                        <Field label={t("widgets.workstream")} required hint={t("widgets.workstream_hint")} {...fault("workstream")}>
                            <Select value={String(values.workstream)} onChange={(_, data) => set({ workstream: Number(data.value) })}>
                                {workstreams.length === 0 && <option value="0">–</option>}
                                {workstreams.map((each) => (
                                    <option key={each.id} value={each.id}>
                                        {each.name}
                                    </option>
                                ))}
                            </Select>
                        </Field>
                        <Field label={t("widgets.language")} hint={t("widgets.language_hint")} {...fault("language")}>
                            <Select value={values.language} onChange={(_, data) => set({ language: data.value })}>
                                {languages.map((each) => (
                                    <option key={each} value={each} lang={each}>
                                        {language_names[each]}
                                    </option>
                                ))}
                            </Select>
                        </Field>
                        <Field label={t("widgets.agent_name")} {...fault("agent_name")}>
                            <Select value={values.agent_name} onChange={(_, data) => set({ agent_name: data.value as AgentNameMode })}>
                                {agentNameModeValues.map((each) => (
                                    <option key={each} value={each}>
                                        {t(`agent_name.${each}`)}
                                    </option>
                                ))}
                            </Select>
                        </Field>
                        <Field label={t("widgets.domains")} hint={t("widgets.domains_hint")} {...fault("domains")}>
                            <Textarea rows={3} value={values.domains} onChange={(_, data) => set({ domains: data.value })} />
                        </Field>
                    </FormPage>
                </div>
                <aside className={styles.preview} aria-label={t("widgets.preview")}>
                    <h2 className={styles.heading}>{t("widgets.preview")}</h2>
                    <WidgetPreview title={values.title} subtitle={values.subtitle} colour={values.colour} language={values.language} />
                </aside>
            </div>
        </>
    );
}
