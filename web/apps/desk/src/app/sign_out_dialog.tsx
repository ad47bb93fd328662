import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { offers, sessions } from "../feed/rows";
import { useFeed } from "../feed/use_feed";
import { Ask } from "./ask_dialogs";
import { useDesk } from "./desk_context";

// Says what becomes of open work: running conversations are offered to others, wrap-ups are closed.
export function AskSignOut({ close }: { close: () => void }): ReactNode {
    const { t } = useTranslation();
    const desk = useDesk();
    const active = useFeed((rows) => sessions(rows).filter((each) => each.state === "active").length);
    const wrap_up = useFeed((rows) => sessions(rows).filter((each) => each.state === "wrap_up").length);
    const offered = useFeed((rows) => offers(rows).length);
    const nothing = active + wrap_up + offered === 0;
    return (
        <Ask
            title={t("sign_out.title")}
            text={
                nothing ? (
                    t("sign_out.nothing")
                ) : (
                    <ul>
                        {active > 0 && <li>{t("sign_out.active", { count: active })}</li>}
                        {offered > 0 && <li>{t("sign_out.offered", { count: offered })}</li>}
                        {wrap_up > 0 && <li>{t("sign_out.wrap_up", { count: wrap_up })}</li>}
                        <li>{t("sign_out.other_windows")}</li>
                    </ul>
                )
            }
            yes={t("action.sign_out")}
            act={() => void desk.sign_out()}
            close={close}
        />
    );
}
