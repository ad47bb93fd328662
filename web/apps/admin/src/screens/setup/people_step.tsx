// Colleagues by name and e-mail: each becomes an agent of the first queue and gets a link to set a password.
import type { ReactNode } from "react";
import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { limits } from "@parley/api";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { is_email, is_name } from "../../form/checks";
import { FormPage } from "../../form/form_page";
import { useForm } from "../../form/use_form";
import { PasswordLink, make_link } from "../users/password_link";
import { add_or_remove } from "../users/save_user";
import { State } from "../users/user_list";
import type { StepProps } from "./wizard";

const useStyles = makeStyles({
    list: { listStyleType: "none", margin: 0, padding: 0, display: "grid", gap: tokens.spacingVerticalM, maxWidth: "640px" },
    item: {
        display: "grid",
        gap: tokens.spacingVerticalS,
        padding: tokens.spacingHorizontalM,
        border: `1px solid ${tokens.colorNeutralStroke2}`,
        borderRadius: tokens.borderRadiusMedium,
    },
    who: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM, alignItems: "center", overflowWrap: "anywhere" },
    name: { fontWeight: 600 },
    pair: { display: "grid", alignItems: "start", gap: tokens.spacingHorizontalL, gridTemplateColumns: "repeat(auto-fit, minmax(220px, 1fr))" },
});

export function PeopleStep({ made, next }: StepProps): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const admin = useAdmin();
    const others = made.list_agents.agents.filter((each) => each.id !== admin.me.id);
    const empty = { name: "", email: "" };
    const form = useForm({
        initial: empty,
        check: (values) => ({
            name: is_name(values.name) ? undefined : t("form.name_needed"),
            email: is_email(values.email) ? undefined : t("form.email_needed"),
        }),
        save: async (values) => {
            const { id } = await admin.change("save_agent", { name: values.name.trim(), email: values.email.trim(), language: i18n.language });
            const { queues } = await admin.call("list_queues", {});
            if (queues[0]) await add_or_remove(admin, queues[0], id, true);
            await make_link(admin, id);
            await admin.lists.load("list_queues");
        },
    });
    const { values, set, fault } = form;
    return (
        <>
            {others.length > 0 && (
                <ul className={styles.list} aria-label={t("wizard.people_invited")}>
                    {others.map((each) => (
                        <li key={each.id} className={styles.item}>
                            <span className={styles.who}>
                                <span className={styles.name}>{each.name}</span> {each.email} <State agent={each} />
                            </span>
                            {!each.has_password && !each.disabled && <PasswordLink agent={each} />}
                        </li>
                    ))}
                </ul>
            )}
            <FormPage
                key={others.length}
                form={form}
                always
                quiet={others.length > 0}
                save={t("wizard.invite")}
                extra={
                    <Button appearance={others.length > 0 ? "primary" : "secondary"} onClick={next}>
                        {others.length > 0 ? t("wizard.go_on") : t("wizard.later")}
                    </Button>
                }
            >
                <div className={styles.pair}>
                    <Field label={t("users.name")} required {...fault("name")}>
                        <Input maxLength={limits.name_characters_max} value={values.name} onChange={(_, data) => set({ name: data.value })} />
                    </Field>
                    <Field label={t("users.email")} required {...fault("email")}>
                        <Input type="email" maxLength={limits.email_bytes_max} value={values.email} onChange={(_, data) => set({ email: data.value })} />
                    </Field>
                </div>
            </FormPage>
        </>
    );
}
