// Watches the rows for what the agent should notice: an offer has come or gone, a customer wrote in a
// conversation that is not in view. Compares only what stood while the feed was live, so that a
// reconnect tells nothing twice.
import type { Conversation, Message, Offer } from "@parley/api";
import type { Desk } from "../../app/desk";
import { conversation, offers, sessions } from "../../feed/rows";

export type Gone = "accepted_elsewhere" | "declined_elsewhere" | "missed" | "withdrawn";

export interface Noticed {
    offer_came(offer: Offer): void;
    offer_gone(offer: Offer, why: Gone, about: Conversation | undefined): void;
    message_came(about: Conversation, message: Message): void;
}

const name = (offer: Offer) => `${offer.conversation}/${offer.session}`;

// Offers expire on the server; its row goes a moment after.
const expiry_slack_ms = 1_500;

export function watch(desk: Desk, tell: Noticed): () => void {
    const { feed, clock } = desk;
    let known_offers: Map<string, { offer: Offer; about: Conversation | undefined }> | undefined;
    let known_seqs = new Map<number, number>();
    let last_rows: unknown[] = [];

    const look = () => {
        if (feed.status !== "live") return;
        const rows: unknown[] = [feed.rows("offer/"), feed.rows("conversation/")];
        if (known_offers && rows.every((each, index) => each === last_rows[index])) return;
        last_rows = rows;

        const now_offers = new Map(
            offers(feed).map((offer) => [name(offer), { offer, about: conversation(feed, offer.conversation) }]),
        );
        const first = known_offers === undefined;
        const before = known_offers ?? new Map();
        known_offers = now_offers;
        for (const [key, { offer }] of now_offers)
            if (!before.has(key)) {
                if (!first) clock.observe(offer.offered_at);
                tell.offer_came(offer);
            }
        for (const [key, { offer, about }] of before) {
            if (now_offers.has(key)) continue;
            const answered_here = desk.answered.delete(key);
            if (answered_here) continue;
            const mine = desk.is_my_session(offer.conversation);
            const why: Gone = mine
                ? "accepted_elsewhere"
                : clock.now() >= offer.expires_at - expiry_slack_ms
                  ? "missed"
                  : about_state(desk, offer) === "open"
                    ? "declined_elsewhere"
                    : "withdrawn";
            tell.offer_gone(offer, why, about);
        }

        const seqs = new Map<number, number>();
        for (const each of sessions(feed)) {
            seqs.set(each.id, each.last_customer_seq);
            const seen = known_seqs.get(each.id);
            if (seen === undefined || each.last_customer_seq <= seen) continue;
            const message = feed.messages(each.id).findLast((one) => one.author === "customer");
            if (!message) continue;
            clock.observe(message.sent_at);
            tell.message_came(each, message);
        }
        known_seqs = seqs;
    };

    look();
    return feed.subscribe(look);
}

function about_state(desk: Desk, offer: Offer): string | undefined {
    return conversation(desk.feed, offer.conversation)?.state;
}
