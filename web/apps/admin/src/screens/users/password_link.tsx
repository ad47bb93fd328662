// The link by which somebody sets a password. It is shown where it was made and nowhere else.
import { useState, type ReactNode } from "react";
import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from "@fluentui/react-components";
import { LinkRegular } from "@fluentui/react-icons";
import type { ListedAgent } from "@parley/api";
import { CopyField, day_and_time, problem_text } from "@parley/ui";
import { useTranslation } from "react-i18next";
import type { Admin } from "../../app/admin";
import { useAdmin } from "../../app/admin_context";

const useStyles = makeStyles({ box: { display: "grid", gap: tokens.spacingVerticalS, justifyItems: "start" }, wide: { width: "100%" } });

export async function make_link(admin: Admin, agent: number): Promise<void> {
    admin.links.set(agent, await admin.call("create_password_link", { agent }));
    await admin.lists.load("list_agents");
}

// Without a base_url the server leaves out where it is.
export function whole_url(url: string): string {
    return new URL(url, window.location.origin).href;
}

export function PasswordLink({ agent }: { agent: ListedAgent }): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const admin = useAdmin();
    const [busy, set_busy] = useState(false);
    const [problem, set_problem] = useState<string | null>(null);
    const link = admin.links.get(agent.id);
    const make = async () => {
        set_busy(true);
        set_problem(null);
        try {
            await make_link(admin, agent.id);
        } catch (refused) {
            set_problem(problem_text(i18n, refused));
        }
        set_busy(false);
    };
    return (
        <div className={styles.box}>
            {problem && (
                <MessageBar intent="error" layout="multiline">
                    <MessageBarBody role="alert">{problem}</MessageBarBody>
                </MessageBar>
            )}
            {link ? (
                <div className={styles.wide}>
                    <CopyField
                        label={t("link.label", { name: agent.name })}
                        text={whole_url(link.url)}
                        hint={t("link.hint", { until: day_and_time(link.expires_at, i18n.language) })}
                    />
                </div>
            ) : (
                <Button icon={<LinkRegular />} disabledFocusable={busy} onClick={() => void make()}>
                    {t(agent.has_password ? "link.reset" : agent.link_expires ? "link.again" : "link.invite")}
                </Button>
            )}
        </div>
    );
}
