import { useState, type ReactNode } from "react";
import { Button, Checkbox, Field, Input, MessageBar, MessageBarBody, Radio, RadioGroup, Select, makeStyles, tokens } from "@fluentui/react-components";
import { PersonProhibitedRegular } from "@fluentui/react-icons";
import { language_names, languages } from "@parley/ui";
import { limits, presenceKindValues, roleValues, type ListedAgent, type ListedQueue, type PresenceKind, type Role } from "@parley/api";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { Apart } from "../../form/apart";
import { is_email, is_name } from "../../form/checks";
import { FormPage } from "../../form/form_page";
import { NumberField, useNumberFault } from "../../form/number_field";
import { useForm } from "../../form/use_form";
import { NotFound } from "../../parts/not_found";
import { PageHead } from "../../parts/page_head";
import { WithLists } from "../../parts/with_lists";
import { DisableDialog } from "./disable_dialog";
import { PasswordLink, make_link } from "./password_link";
import { save_user, type UserValues } from "./save_user";
import { State } from "./user_list";

const useStyles = makeStyles({
    section: { display: "grid", gap: tokens.spacingVerticalM, maxWidth: "640px" },
    heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: 600 },
    pair: { display: "grid", alignItems: "start", gap: tokens.spacingHorizontalL, gridTemplateColumns: "repeat(auto-fit, minmax(220px, 1fr))" },
    queues: { display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(200px, 1fr))" },
    none: { margin: 0, color: tokens.colorNeutralForeground3 },
});

const capacity_range = { least: 0, most: limits.capacity_units_max };

export function UserForm({ id }: { id: number | "new" }): ReactNode {
    return (
        <WithLists names={["list_agents", "list_queues"]}>
            {({ list_agents: { agents }, list_queues: { queues } }) => {
                const agent = agents.find((each) => each.id === id);
                if (id !== "new" && !agent) return <NotFound area="users" />;
                return <Loaded id={id} agent={agent} queues={queues} />;
            }}
        </WithLists>
    );
}

function Loaded({ id, agent, queues }: { id: number | "new"; agent: ListedAgent | undefined; queues: readonly ListedQueue[] }): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const admin = useAdmin();
    const number_fault = useNumberFault();
    const [asks, set_asks] = useState(false);
    const form = useForm<UserValues>({
        initial: {
            name: agent?.name ?? "",
            nickname: agent?.nickname ?? "",
            email: agent?.email ?? "",
            role: agent?.role ?? "agent",
            language: agent?.language ?? i18n.language,
            capacity: agent?.capacity ?? 3,
            default_presence: agent?.default_presence ?? "available",
            queues: queues.filter((each) => agent && each.members.includes(agent.id)).map((each) => each.id),
        },
        check: (values) => ({
            name: is_name(values.name) ? undefined : t("form.name_needed"),
            email: is_email(values.email) ? undefined : t("form.email_needed"),
            capacity: number_fault(values.capacity, capacity_range),
        }),
        save: async (values) => {
            const saved = await save_user(admin, id, values);
            if (id === "new") await make_link(admin, saved).catch(() => undefined);
            await admin.lists.load("list_agents", "list_queues");
            if (id === "new") admin.places.go({ at: "one", area: "users", id: saved });
        },
    });
    const { values, set, fault } = form;
    const enable = () =>
        admin.attempt(async () => {
            await admin.change("save_agent", { id: agent!.id, disabled: false });
            await admin.lists.load("list_agents");
        });
    return (
        <>
            <PageHead title={agent?.name ?? t("users.add")} back="users">
                {agent && <State agent={agent} />}
            </PageHead>
            {agent?.disabled && (
                <MessageBar intent="warning" layout="multiline">
                    <MessageBarBody>{t("users.is_disabled")}</MessageBarBody>
                </MessageBar>
            )}
            {agent && !agent.disabled && (!agent.has_password || admin.links.has(agent.id)) && (
                <section className={styles.section} aria-label={t("link.title")}>
                    <h2 className={styles.heading}>{t("link.title")}</h2>
                    <PasswordLink agent={agent} />
                </section>
            )}
            <FormPage
                form={form}
                always={!agent}
                save={agent ? t("form.save") : t("users.create")}
                effect={agent ? t("users.effect") : t("users.effect_new")}
                cancel={agent ? undefined : () => admin.places.go({ at: "list", area: "users" })}
            >
                <div className={styles.pair}>
                    <Field label={t("users.name")} required {...fault("name")}>
                        <Input autoFocus={!agent} maxLength={limits.name_characters_max} value={values.name} onChange={(_, data) => set({ name: data.value })} />
                    </Field>
                    <Field label={t("users.nickname")} hint={t("users.nickname_hint")} {...fault("nickname")}>
                        <Input maxLength={limits.name_characters_max} value={values.nickname} onChange={(_, data) => set({ nickname: data.value })} />
                    </Field>
                </div>
                <div className={styles.pair}>
                    <Field label={t("users.email")} required hint={t("users.email_hint")} {...fault("email")}>
                        <Input type="email" maxLength={limits.email_bytes_max} value={values.email} onChange={(_, data) => set({ email: data.value })} />
                    </Field>
                    <Field label={t("users.language")} {...fault("language")}>
                        <Select value={values.language} onChange={(_, data) => set({ language: data.value })}>
                            {languages.map((each) => (
                                <option key={each} value={each} lang={each}>
                                    {language_names[each]}
                                </option>
                            ))}
                        </Select>
                    </Field>
                </div>
                <Field label={t("users.role")} {...fault("role")}>
                    <RadioGroup value={values.role} onChange={(_, data) => set({ role: data.value as Role })}>
                        {roleValues.map((each) => (
                            <Radio
                                key={each}
                                value={each}
                                label={
                                    <>
                                        {t(`role.${each}`)}
                                        <br />
                                        <small>{t(`role_text.${each}`)}</small>
                                    </>
                                }
                            />
                        ))}
                    </RadioGroup>
                </Field>
                <div className={styles.pair}>
                    <NumberField
                        label={t("users.capacity")}
                        hint={t("users.capacity_hint")}
                        range={capacity_range}
                        value={values.capacity}
                        change={(capacity) => set({ capacity })}
                        problem={fault("capacity").validationMessage}
                    />
                    <Field label={t("users.default_presence")} hint={t("users.default_presence_hint")} {...fault("default_presence")}>
                        <Select value={values.default_presence} onChange={(_, data) => set({ default_presence: data.value as PresenceKind })}>
                            {presenceKindValues.map((each) => (
                                <option key={each} value={each}>
                                    {t(`presence.${each}`)}
                                </option>
                            ))}
                        </Select>
                    </Field>
                </div>
                <Field label={t("area.queues")} hint={t("users.queues_hint")}>
                    {(field) => (
                        <Apart>
                            <div role="group" {...field} className={styles.queues}>
                                {queues.map((each) => (
                                    <Checkbox
                                        key={each.id}
                                        label={each.name}
                                        checked={values.queues.includes(each.id)}
                                        onChange={(_, data) =>
                                            set({
                                                queues: queues
                                                    .map((one) => one.id)
                                                    .filter((one) => (one === each.id ? data.checked === true : values.queues.includes(one))),
                                            })
                                        }
                                    />
                                ))}
                                {queues.length === 0 && <p className={styles.none}>{t("queues.none")}</p>}
                            </div>
                        </Apart>
                    )}
                </Field>
            </FormPage>
            {agent && (
                <section className={styles.section} aria-label={t("users.access")}>
                    <h2 className={styles.heading}>{t("users.access")}</h2>
                    {agent.has_password && !agent.disabled && !admin.links.has(agent.id) && <PasswordLink agent={agent} />}
                    <div>
                        {agent.disabled ? (
                            <Button onClick={() => void enable()}>{t("users.enable")}</Button>
                        ) : (
                            <Button icon={<PersonProhibitedRegular />} onClick={() => set_asks(true)}>
                                {t("users.disable")}
                            </Button>
                        )}
                    </div>
                </section>
            )}
            {asks && agent && <DisableDialog agent={agent} close={() => set_asks(false)} />}
        </>
    );
}
