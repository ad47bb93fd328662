import { useId, type ReactNode } from "react";
import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { CheckmarkRegular, DismissRegular, EyeRegular } from "@fluentui/react-icons";
import type { Offer } from "@parley/api";
import { duration, useStore } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import { customer_name } from "../../app/names";
import { conversation } from "../../feed/rows";
import { useFeed } from "../../feed/use_feed";
import { useServerNow } from "../../feed/use_server_now";
import { page_name } from "../customer_panel/page_name";
import { CountdownRing } from "./countdown_ring";

const useStyles = makeStyles({
    card: {
        display: "grid",
        gap: tokens.spacingVerticalM,
        padding: tokens.spacingHorizontalL,
        backgroundColor: tokens.colorNeutralBackground1,
        borderRadius: tokens.borderRadiusXLarge,
        border: `1px solid ${tokens.colorBrandStroke1}`,
        boxShadow: tokens.shadow28,
        animationName: { from: { transform: "translateY(-8px)" }, to: { transform: "none" } },
        animationDuration: tokens.durationNormal,
        animationTimingFunction: tokens.curveDecelerateMid,
    },
    head: { display: "grid", gridTemplateColumns: "minmax(0, 1fr) auto", gap: tokens.spacingHorizontalM },
    kind: { margin: 0, fontSize: tokens.fontSizeBase200, fontWeight: 600, color: tokens.colorBrandForeground1 },
    name: {
        margin: 0,
        fontSize: tokens.fontSizeBase500,
        lineHeight: tokens.lineHeightBase500,
        fontWeight: 600,
        overflowWrap: "anywhere",
    },
    facts: {
        margin: 0,
        display: "grid",
        gridTemplateColumns: "max-content minmax(0, 1fr)",
        columnGap: tokens.spacingHorizontalM,
        rowGap: tokens.spacingVerticalXXS,
        fontSize: tokens.fontSizeBase200,
        lineHeight: tokens.lineHeightBase200,
        "& dt": { color: tokens.colorNeutralForeground3 },
        "& dd": { margin: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
    },
    quote: {
        margin: 0,
        paddingInlineStart: tokens.spacingHorizontalS,
        borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
        color: tokens.colorNeutralForeground2,
        overflow: "hidden",
        display: "-webkit-box",
        WebkitBoxOrient: "vertical",
        WebkitLineClamp: "2",
        overflowWrap: "anywhere",
    },
    buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
    accept: { flexGrow: 1 },
});

export function OfferCard({ offer }: { offer: Offer }): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const desk = useDesk();
    const title = useId();
    const facts = useId();
    const now = useServerNow();
    const about = useFeed((rows) => conversation(rows, offer.conversation));
    const pending = useStore(desk.pending);
    const id = offer.conversation;
    const answering = pending.has(`accept_offer/${id}`) || pending.has(`reject_offer/${id}`);
    return (
        <div role="alertdialog" aria-modal="false" aria-labelledby={title} aria-describedby={facts} className={styles.card}>
            <div className={styles.head}>
                <div>
                    <p className={styles.kind}>{t("offer.title")}</p>
                    <h2 className={styles.name} id={title}>
                        {about ? customer_name(about, t) : t("offer.title")}
                    </h2>
                </div>
                <CountdownRing
                    left_ms={offer.expires_at - now}
                    whole_ms={offer.expires_at - offer.offered_at}
                    label={t("offer.expires")}
                />
            </div>
            <dl className={styles.facts} id={facts}>
                {about && (
                    <>
                        <dt>{t("customer.queue")}</dt>
                        <dd>{about.queue_name}</dd>
                    </>
                )}
                <dt>{t("customer.waiting")}</dt>
                <dd>{duration(now - offer.waiting_since, i18n.language)}</dd>
                {about?.page && (
                    <>
                        <dt>{t("customer.page")}</dt>
                        <dd title={about.page}>{page_name(about.page)}</dd>
                    </>
                )}
            </dl>
            {about?.last_text && <p className={styles.quote}>{about.last_text}</p>}
            <div className={styles.buttons}>
                <Button
                    className={styles.accept}
                    appearance="primary"
                    icon={<CheckmarkRegular />}
                    disabledFocusable={answering}
                    aria-keyshortcuts="Alt+A"
                    title={`${t("action.accept")} (Alt+A)`}
                    onClick={() => void desk.accept(id)}
                >
                    {t("offer.accept")}
                </Button>
                <Button
                    icon={<DismissRegular />}
                    disabledFocusable={answering}
                    aria-keyshortcuts="Alt+D"
                    title={`${t("action.decline")} (Alt+D)`}
                    onClick={() => void desk.decline(id)}
                >
                    {t("offer.decline")}
                </Button>
                <Button
                    appearance="subtle"
                    icon={<EyeRegular />}
                    aria-keyshortcuts="Alt+L"
                    title={`${t("action.look")} (Alt+L)`}
                    onClick={() => desk.selection.conversation(id)}
                >
                    {t("offer.look")}
                </Button>
            </div>
        </div>
    );
}
