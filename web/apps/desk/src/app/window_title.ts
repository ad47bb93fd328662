// The tab's title: an unanswered offer blinks there, else the unread messages are counted.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { offers, sessions, unread } from "../feed/rows";
import { useFeed } from "../feed/use_feed";

const blink_ms = 1_000;

export function useWindowTitle(): void {
    const { t } = useTranslation();
    const offered = useFeed((rows) => offers(rows).length);
    const waiting = useFeed((rows) => sessions(rows).reduce((sum, each) => sum + unread(rows, each), 0));
    const [odd, set_odd] = useState(false);
    useEffect(() => {
        if (offered === 0) return;
        const timer = setInterval(() => set_odd((before) => !before), blink_ms);
        return () => clearInterval(timer);
    }, [offered]);
    const alarm = `(${offered}) ${t("offer.title")}`;
    const plain = waiting > 0 ? `(${waiting}) Parley` : "Parley";
    const title = offered > 0 && !odd ? alarm : plain;
    useEffect(() => {
        document.title = title;
        return () => {
            document.title = "Parley";
        };
    }, [title]);
}
