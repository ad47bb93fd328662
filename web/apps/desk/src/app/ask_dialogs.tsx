// Questions before something that cannot be taken back.
import { useEffect, type ReactNode } from "react";
import { Button, DialogActions, DialogBody, DialogContent, DialogTitle } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { conversation } from "../feed/rows";
import { useFeed } from "../feed/use_feed";
import { useDesk } from "./desk_context";
import { customer_name } from "./names";

interface Question {
    title: string;
    text: ReactNode;
    yes: string;
    act: () => void;
    close: () => void;
}

export function Ask({ title, text, yes, act, close }: Question): ReactNode {
    const { t } = useTranslation();
    return (
        <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>{text}</DialogContent>
            <DialogActions>
                <Button onClick={close}>{t("dialog.cancel")}</Button>
                <Button
                    appearance="primary"
                    autoFocus
                    onClick={() => {
                        close();
                        act();
                    }}
                >
                    {yes}
                </Button>
            </DialogActions>
        </DialogBody>
    );
}

interface Props {
    conversation: number;
    close: () => void;
}

// The question goes away by itself when it has been answered elsewhere, or the conversation has ended.
function useSubject(id: number, close: () => void) {
    const desk = useDesk();
    const each = useFeed((rows) => conversation(rows, id));
    const asks = useFeed(() => desk.is_my_session(id) && conversation(desk.feed, id)?.state === "active");
    useEffect(() => {
        if (!asks) close();
    }, [asks, close]);
    return each;
}

export function AskLeave({ conversation: id, close }: Props): ReactNode {
    const { t } = useTranslation();
    const desk = useDesk();
    const each = useSubject(id, close);
    const name = each ? customer_name(each, t) : "";
    return (
        <Ask
            title={t("leave.title", { name })}
            text={t("leave.text", { name })}
            yes={t("leave.yes")}
            act={() => void desk.leave(id)}
            close={close}
        />
    );
}

export function AskEnd({ conversation: id, close }: Props): ReactNode {
    const { t } = useTranslation();
    const desk = useDesk();
    const each = useSubject(id, close);
    const name = each ? customer_name(each, t) : "";
    return (
        <Ask
            title={t("end.title", { name })}
            text={t("end.text", { name })}
            yes={t("end.yes")}
            act={() => void desk.end(id)}
            close={close}
        />
    );
}
