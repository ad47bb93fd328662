// What customers do.

#include "sim/crowd.hpp"

namespace parley::sim {

void Crowd::customer_comes() {
    auto& person = any_person(false);
    auto& tab = open_tab(person);
    if (tab.line)
        return;
    step(tab.name + " comes");
    connect(tab);
}

void Crowd::customer_goes() {
    Tab* tab = any_tab(false);
    if (!tab)
        return;
    step(tab->name + " goes");
    tab->wanted = false;
    hang_up(*tab);
}

void Crowd::customer_starts() {
    Tab* tab = any_tab(false);
    if (!tab)
        return customer_comes();
    command::StartChat start;
    start.widget = random_.chance(70) ? "shop" : "sales";
    if (random_.chance(80)) {
        start.text = "hello " + std::to_string(++words_);
        start.message_client_id = new_client_id();
    }
    if (random_.chance(30))
        start.name = "Name " + std::to_string(random_.below(9));
    ask(*tab, "start_chat", start, random_.chance(80));
}

void Crowd::customer_writes() {
    Tab* tab = any_tab(false);
    auto id = tab ? any_conversation(*tab, random_.chance(90) ? "active" : "") : 0;
    if (tab && !id)
        id = any_conversation(*tab, "open");
    if (!id)
        return customer_starts();
    auto text = "question " + std::to_string(++words_);
    if (random_.chance(5))
        text += std::string(static_cast<std::size_t>(random_.between(1'000, 5'000)), 'x');
    ask(*tab, "send_message", command::SendMessage{ConversationId(id), text}, true);
}

void Crowd::customer_reads() {
    Tab* tab = any_tab(false);
    if (auto id = tab ? any_conversation(*tab, "") : 0)
        ask(*tab, "mark_read", command::MarkRead{ConversationId(id), random_.between(0, 9)}, false);
}

void Crowd::customer_ends() {
    Tab* tab = any_tab(false);
    if (auto id = tab ? any_conversation(*tab, "") : 0)
        ask(*tab, "end_conversation", command::EndConversation{ConversationId(id)},
            random_.chance(70));
}

void Crowd::customer_types() {
    Tab* tab = any_tab(random_.chance(50));
    auto id = tab ? any_conversation(*tab, "active") : 0;
    if (!id)
        return;
    send_up(*tab, [id](const LineRef& line, Process& process) {
        process.post_read([id, line](Switchboard& board, Time) {
            const auto& w = board.state();
            auto c = w.conversations.find(ConversationId(id));
            if (c != w.conversations.end())
                board.hub().typing(w, board.batch(), line->subscriber->actor, c->second, true);
        });
    });
}

void Crowd::customer_sets_context() {
    Tab* tab = any_tab(false);
    if (auto id = tab ? any_conversation(*tab, "") : 0)
        ask(*tab, "set_context",
            command::SetContext{ConversationId(id), {{"page", std::to_string(random_.below(99))}}},
            false);
}

} // namespace parley::sim
