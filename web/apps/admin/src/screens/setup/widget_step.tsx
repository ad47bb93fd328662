import type { ReactNode } from "react";
import { Field, Input, Select, makeStyles, tokens } from "@fluentui/react-components";
import { limits } from "@parley/api";
import { language_names, languages } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { widget_key_max } from "../../app/limits";
import { is_colour, is_name, is_widget_key, key_of } from "../../form/checks";
import { FormPage } from "../../form/form_page";
import { useForm } from "../../form/use_form";
import { ColourField } from "../widgets/colour_field";
import { WidgetPreview } from "../widgets/widget_preview";
import type { StepProps } from "./wizard";

const useStyles = makeStyles({
    sides: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXXXL },
    fields: { flex: "1 1 320px", minWidth: 0 },
    preview: { flex: "0 1 320px", minWidth: 0 },
});

export function WidgetStep({ made, next }: StepProps): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const admin = useAdmin();
    const widget = made.list_widgets.widgets[0];
    const form = useForm({
        initial: {
            title: widget?.title ?? "",
            key: widget?.key ?? "",
            colour: widget?.colour ?? "#0f6cbd",
            language: widget?.language ?? i18n.language,
        },
        check: (values) => ({
            title: is_name(values.title) ? undefined : t("widgets.title_needed"),
            key: is_widget_key(values.key) ? undefined : t("widgets.key_needed"),
            colour: is_colour(values.colour) ? undefined : t("widgets.colour_needed"),
        }),
        save: async (values) => {
            await admin.change("save_widget", {
                ...(widget ? { id: widget.id } : {}),
                workstream: widget?.workstream ?? made.list_workstreams.workstreams[0]!.id,
                ...values,
                title: values.title.trim(),
            });
            await admin.lists.load("list_widgets");
            next();
        },
    });
    const { values, set, fault } = form;
    const set_title = (title: string) => set(!widget && values.key === key_of(values.title) ? { title, key: key_of(title) } : { title });
    return (
        <div className={styles.sides}>
            <div className={styles.fields}>
                <FormPage form={form} always save={t("wizard.next")}>
                    <Field label={t("widgets.title")} required hint={t("widgets.title_hint")} {...fault("title")}>
                        <Input maxLength={limits.name_characters_max} value={values.title} onChange={(_, data) => set_title(data.value)} />
                    </Field>
                    <Field label={t("widgets.key")} required hint={t("widgets.key_hint")} {...fault("key")}>
                        <Input maxLength={widget_key_max} value={values.key} onChange={(_, data) => set({ key: data.value })} />
                    </Field>
                    <ColourField value={values.colour} change={(colour) => set({ colour })} problem={fault("colour").validationMessage} />
                    <Field label={t("widgets.language")} {...fault("language")}>
                        <Select value={values.language} onChange={(_, data) => set({ language: data.value })}>
                            {languages.map((each) => (
                                <option key={each} value={each} lang={each}>
                                    {language_names[each]}
                                </option>
                            ))}
                        </Select>
                    </Field>
                </FormPage>
            </div>
            <div className={styles.preview}>
                <WidgetPreview title={values.title} subtitle={widget?.subtitle ?? ""} colour={values.colour} language={values.language} />
            </div>
        </div>
    );
}
