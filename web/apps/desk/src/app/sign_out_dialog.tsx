import { useEffect, useState, type ReactNode } from "react";
import { Spinner } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { offers, sessions } from "../feed/rows";
import { useFeed } from "../feed/use_feed";
import { Ask } from "./ask_dialogs";
import { useDesk } from "./desk_context";

// Says what becomes of open work: it stays with an agent whose desk is open in another browser too; with the
// last one running conversations are offered to others and wrap-ups are closed.
export function AskSignOut({ close }: { close: () => void }): ReactNode {
    const { t } = useTranslation();
    const desk = useDesk();
    const active = useFeed((rows) => sessions(rows).filter((each) => each.state === "active").length);
    const wrap_up = useFeed((rows) => sessions(rows).filter((each) => each.state === "wrap_up").length);
    const offered = useFeed((rows) => offers(rows).length);
    const [stays, set_stays] = useState<boolean | "asking" | "unknown">("asking");
    useEffect(() => {
        let wanted = true;
        desk.has_other_login().then(
            (has) => wanted && set_stays(has),
            () => wanted && set_stays("unknown"),
        );
        return () => {
            wanted = false;
        };
    }, [desk]);
    return (
        <Ask
            title={t("sign_out.title")}
            text={
                active + wrap_up + offered === 0 ? (
                    t("sign_out.nothing")
                ) : stays === "asking" ? (
                    <Spinner size="tiny" label={t("start.loading")} />
                ) : stays === true ? (
                    t("sign_out.stays")
                ) : (
                    <>
                        {stays === "unknown" && t("sign_out.if_last")}
                        <ul>
                            {active > 0 && <li>{t("sign_out.active", { count: active })}</li>}
                            {offered > 0 && <li>{t("sign_out.offered", { count: offered })}</li>}
                            {wrap_up > 0 && <li>{t("sign_out.wrap_up", { count: wrap_up })}</li>}
                        </ul>
                    </>
                )
            }
            yes={t("action.sign_out")}
            act={() => void desk.sign_out()}
            close={close}
        />
    );
}
