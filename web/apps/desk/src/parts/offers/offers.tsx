// Incoming conversations, over everything and without taking the keyboard from whoever is writing: the
// newest is announced, the shortcuts answer it, F6 goes there.
import { useEffect, useRef, type ReactNode } from "react";
import { makeStyles, tokens } from "@fluentui/react-components";
import { useStore } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import { customer_name } from "../../app/names";
import { conversation, offers } from "../../feed/rows";
import { same_items, useFeed } from "../../feed/use_feed";
import { OfferCard } from "./offer_card";
import { watch } from "./offer_watch";
import { Sounds } from "./sounds";

const repeat_ms = 4_000;

const useStyles = makeStyles({
    stack: {
        position: "absolute",
        // The padding is room for the cards' shadows, which scrolling would cut off; it lets clicks through.
        top: "76px",
        insetInlineEnd: 0,
        width: "min(420px, 100%)",
        maxHeight: "calc(100% - 76px)",
        boxSizing: "border-box",
        overflowY: "auto",
        display: "grid",
        gap: tokens.spacingVerticalM,
        zIndex: 20,
        padding: "40px 16px 48px 24px",
        pointerEvents: "none",
        "& > *": { pointerEvents: "auto" },
    },
});

export function Offers(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const waiting = useFeed(offers, same_items);
    const selection = useStore(desk.selection);
    // What is looked at has its time and its buttons in its banner.
    const cards = waiting.filter((each) => selection.at !== "conversation" || selection.id !== each.conversation);
    const choice = useStore(desk.settings);
    const sounds = useRef<Sounds | null>(null);

    useEffect(() => {
        const made = new Sounds(() => desk.settings.get());
        sounds.current = made;
        const stop = watch(desk, {
            offer_came: (offer) => {
                const about = conversation(desk.feed, offer.conversation);
                const customer = about ? customer_name(about, desk.texts.t) : "";
                desk.announcer.interrupt(
                    desk.texts.t("offer.announce", { customer, queue: about?.queue_name ?? "" }),
                );
            },
            offer_gone: (_, why, about) => {
                const customer = about ? customer_name(about, desk.texts.t) : desk.texts.t("offer.title");
                desk.notices.show(why === "missed" ? "warning" : "info", desk.texts.t(`offer.${why}`, { customer }));
            },
            message_came: (about, message) => {
                if (desk.selection.is(about.id) && desk.attention.get()) return;
                made.message();
                desk.announcer.say(
                    desk.texts.t("message.announce", {
                        customer: customer_name(about, desk.texts.t),
                        text: message.text,
                    }),
                );
            },
        });
        return () => {
            stop();
            made.stop();
            sounds.current = null;
        };
    }, [desk]);

    const newest = waiting.reduce((last, each) => Math.max(last, each.offered_at), 0);
    const { sound_repeats } = choice;
    useEffect(() => {
        if (newest === 0) return;
        sounds.current?.offer();
        if (!sound_repeats) return;
        const timer = setInterval(() => sounds.current?.offer(), repeat_ms);
        return () => clearInterval(timer);
    }, [newest, sound_repeats]);

    if (cards.length === 0) return null;
    return (
        <section className={styles.stack} aria-label={t("region.offers")} data-region="offers">
            {cards.map((each) => (
                <OfferCard key={`${each.conversation}/${each.session}`} offer={each} />
            ))}
        </section>
    );
}
