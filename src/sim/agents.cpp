// What agents and supervisors do.

#include "sim/crowd.hpp"

namespace parley::sim {

// As sign_in does it once the password is right.
void Crowd::sign_in(Person& person) {
    if (!process_ || person.signed_in || person.signing_in)
        return;
    person.signing_in = true;
    auto call = std::make_shared<Call>();
    auto expires_at = process_->now() + Millis(30LL * 24 * 3'600'000);
    call->request = {Actor::system(),
                     {},
                     command::OpenLogin{person.actor.agent, LoginKind::browser,
                                        "hash " + new_client_id(), person.name, expires_at}};
    call->operation = "sign_in";
    call->write = [](std::string& out, const Receipt& receipt, Position) {
        out += std::to_string(receipt.id);
    };
    call->to.done = [this, &person](const Result<std::string>& opened) {
        person.signing_in = false;
        if (!opened)
            return;
        person.signed_in = true;
        person.actor.login = LoginId(std::stoll(*opened));
        for (auto& tab : person.tabs)
            if (tab->wanted && !tab->line)
                connect(*tab);
    };
    bool queued = process_->post(
        [call](Switchboard& board, Time now) { board.handle(std::move(*call), now); });
    if (!queued)
        person.signing_in = false;
}

void Crowd::agent_comes() {
    auto& person = any_person(true);
    auto& tab = open_tab(person);
    if (tab.line)
        return;
    step(tab.name + " comes");
    tab.wanted = true;
    if (person.signed_in)
        connect(tab);
    else
        sign_in(person);
}

void Crowd::agent_goes() {
    Tab* tab = any_tab(true);
    if (!tab)
        return;
    step(tab->name + " goes");
    tab->wanted = false;
    hang_up(*tab);
}

void Crowd::agent_accepts() {
    Tab* tab = any_tab(true);
    if (!tab)
        return agent_comes();
    if (auto id = any_offer(*tab))
        ask(*tab, "accept_offer", command::AcceptOffer{ConversationId(id)}, random_.chance(50));
}

void Crowd::agent_rejects() {
    Tab* tab = any_tab(true);
    if (auto id = tab ? any_offer(*tab) : 0)
        ask(*tab, "reject_offer", command::RejectOffer{ConversationId(id)}, random_.chance(50));
}

void Crowd::agent_writes() {
    Tab* tab = any_tab(true);
    if (auto id = tab ? own_session(*tab, "active") : 0)
        ask(*tab, "send_message",
            command::SendMessage{ConversationId(id), "answer " + std::to_string(++words_)}, true);
}

void Crowd::agent_reads() {
    Tab* tab = any_tab(true);
    if (auto id = tab ? own_session(*tab, "active") : 0)
        ask(*tab, "mark_read", command::MarkRead{ConversationId(id), random_.between(0, 9)}, false);
}

void Crowd::agent_ends() {
    Tab* tab = any_tab(true);
    if (auto id = tab ? own_session(*tab, "active") : 0)
        ask(*tab, "end_conversation", command::EndConversation{ConversationId(id)},
            random_.chance(70));
}

void Crowd::agent_leaves() {
    Tab* tab = any_tab(true);
    if (auto id = tab ? own_session(*tab, random_.chance(50) ? "wrap_up" : "active") : 0)
        ask(*tab, "leave_conversation", command::LeaveConversation{ConversationId(id)},
            random_.chance(70));
}

void Crowd::agent_picks() {
    Tab* tab = any_tab(true);
    if (auto id = tab ? any_conversation(*tab, "open") : 0)
        ask(*tab, "pick_conversation", command::PickConversation{ConversationId(id)},
            random_.chance(70));
}

void Crowd::agent_sets_presence() {
    Tab* tab = any_tab(true);
    if (!tab)
        return;
    auto kind =
        random_.chance(60) ? PresenceKind::available : static_cast<PresenceKind>(random_.below(5));
    ask(*tab, "set_presence", command::SetPresence{kind}, random_.chance(50));
}

void Crowd::agent_looks() {
    Tab* tab = any_tab(true);
    if (!tab)
        return;
    if (!tab->looks_at.empty() && random_.chance(40)) {
        step(tab->name + " looks away");
        return look_at(*tab, *tab->looks_at.begin(), false);
    }
    if (auto id = any_conversation(*tab, "")) {
        step(tab->name + " looks at " + std::to_string(id));
        look_at(*tab, id, true);
    }
}

void Crowd::agent_follows_list() {
    Tab* tab = any_tab(true);
    if (!tab)
        return;
    bool on = random_.chance(70);
    step(tab->name + (on ? " follows the open list" : " leaves the open list"));
    follow_list(*tab, on);
}

void Crowd::agent_signs_out() {
    Tab* tab = any_tab(true);
    if (!tab)
        return;
    for (auto& each : tab->person->tabs)
        each->wanted = false;
    ask(*tab, "sign_out", command::SignOut{random_.chance(30)}, false);
}

} // namespace parley::sim
