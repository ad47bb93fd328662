// Where the agent is signed in: browsers and API tokens, each of which can be ended.
import { useCallback, useEffect, useState, type ReactNode } from "react";
import {
    Badge,
    Button,
    DialogActions,
    DialogBody,
    DialogContent,
    DialogTitle,
    MessageBar,
    MessageBarBody,
    Spinner,
    makeStyles,
    tokens,
} from "@fluentui/react-components";
import type { ListedLogin } from "@parley/api";
import { day_and_time, problem_text } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";

const useStyles = makeStyles({
    list: { listStyleType: "none", margin: 0, padding: 0, display: "grid" },
    item: {
        display: "grid",
        gridTemplateColumns: "minmax(0, 1fr) auto",
        alignItems: "center",
        gap: tokens.spacingHorizontalM,
        paddingBlock: tokens.spacingVerticalS,
        borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    },
    words: { display: "grid", overflowWrap: "anywhere" },
    times: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

export function Logins({ close }: { close: () => void }): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const desk = useDesk();
    const [logins, set_logins] = useState<readonly ListedLogin[] | null>(null);
    const [problem, set_problem] = useState<unknown>(null);
    const [ending, set_ending] = useState<number | null>(null);
    const load = useCallback(async () => {
        try {
            set_logins((await desk.http("list_logins", {})).logins);
            set_problem(null);
        } catch (refused) {
            set_problem(refused);
        }
    }, [desk]);
    useEffect(() => void load(), [load]);
    const end = async (login: number) => {
        set_ending(login);
        try {
            await desk.http("revoke_login", { login });
        } catch (refused) {
            desk.report(refused);
        }
        await load();
        set_ending(null);
    };
    const shown = logins
        ?.filter((each) => each.kind !== "password_link")
        .sort((a, b) => Number(b.current) - Number(a.current) || b.created_at - a.created_at);
    const time = (ms: number) => day_and_time(ms, i18n.language);
    return (
        <DialogBody>
            <DialogTitle>{t("logins.title")}</DialogTitle>
            <DialogContent>
                {problem !== null && (
                    <MessageBar intent="error" layout="multiline">
                        <MessageBarBody role="alert">{problem_text(i18n, problem)}</MessageBarBody>
                    </MessageBar>
                )}
                {!shown && problem === null && <Spinner label={t("start.loading")} />}
                <ul className={styles.list}>
                    {shown?.map((each) => (
                        <li key={each.id} className={styles.item}>
                            <span className={styles.words}>
                                <span>{each.label || t(`logins.${each.kind === "api_token" ? "api_token" : "browser"}`)}</span>
                                <span className={styles.times}>
                                    {each.kind === "api_token" && `${t("logins.api_token")} · `}
                                    {t("logins.times", { since: time(each.created_at), until: time(each.expires_at) })}
                                </span>
                            </span>
                            {each.current ? (
                                <Badge appearance="tint" color="success">
                                    {t("logins.here")}
                                </Badge>
                            ) : (
                                <Button
                                    disabledFocusable={ending !== null}
                                    aria-label={t("logins.end_which", { label: each.label || String(each.id) })}
                                    onClick={() => void end(each.id)}
                                >
                                    {t("logins.end")}
                                </Button>
                            )}
                        </li>
                    ))}
                </ul>
            </DialogContent>
            <DialogActions>
                <Button appearance="primary" onClick={close}>
                    {t("dialog.done")}
                </Button>
            </DialogActions>
        </DialogBody>
    );
}
