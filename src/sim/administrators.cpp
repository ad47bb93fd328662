// What an administrator changes while everybody works.

#include "sim/crowd.hpp"

namespace parley::sim {

void Crowd::as_administrator(std::string_view operation, Command command) {
    auto asked = std::make_shared<Asked>();
    asked->actor = Actor::of_agent(AgentId(1));
    asked->operation = operation;
    asked->command = std::move(command);
    step("the administrator asks " + std::string(operation));
    post(asked);
}

void Crowd::capacity_changes() {
    if (!process_ || !process_->board())
        return;
    auto id = any_person(true).actor.agent;
    const auto& agent = process_->board()->state().agents.at(id);
    as_administrator("save_agent", command::SaveAgent{id,
                                                      agent.email,
                                                      agent.name,
                                                      agent.nickname,
                                                      agent.role,
                                                      agent.language,
                                                      random_.between(0, 5),
                                                      agent.default_presence,
                                                      {},
                                                      agent.disabled});
}

void Crowd::agent_is_disabled() {
    if (!process_ || !process_->board())
        return;
    auto id = any_person(true).actor.agent;
    const auto& agent = process_->board()->state().agents.at(id);
    as_administrator("save_agent", command::SaveAgent{id,
                                                      agent.email,
                                                      agent.name,
                                                      agent.nickname,
                                                      agent.role,
                                                      agent.language,
                                                      agent.capacity,
                                                      agent.default_presence,
                                                      {},
                                                      random_.chance(40)});
}

void Crowd::queue_changes() {
    command::SaveQueue save;
    save.id = QueueId(random_.between(1, 2));
    save.name = "Queue " + std::to_string(random_.below(9));
    save.priority = random_.between(1, 3);
    save.method = static_cast<AssignmentMethod>(random_.below(3));
    for (const auto& agent : agents_)
        if (random_.chance(70))
            save.members.push_back(agent->actor.agent);
    as_administrator("save_queue", save);
}

void Crowd::workstream_changes() {
    Workstream value;
    value.id = WorkstreamId(random_.between(1, 2));
    value.name = "Workstream " + std::to_string(value.id.value);
    value.queue = QueueId(random_.chance(80) ? value.id.value : random_.between(1, 2));
    value.capacity_cost = random_.between(1, 3);
    value.offer_timeout_ms = random_.between(1'000, 120'000);
    value.wrap_up_capacity = static_cast<WrapUpCapacity>(random_.below(3));
    value.wrap_up_capacity_ms = random_.between(30'000, 90'000);
    value.allow_busy = random_.chance(60);
    as_administrator("save_workstream", command::SaveWorkstream{value});
}

void Crowd::settings_change() {
    Settings settings;
    settings.open_timeout_ms = random_.between(10'000, 20 * 60'000);
    settings.wrap_up_timeout_ms = random_.between(5'000, 15 * 60'000);
    settings.customer_gone_ms = random_.between(5'000, 3 * 60'000);
    settings.agent_gone_ms = random_.between(5'000, 150'000);
    settings.decline_limit = random_.between(1, 5);
    settings.sessions_open_max = random_.between(1, 9);
    as_administrator("change_settings", command::ChangeSettings{settings});
}

void Crowd::quick_reply_changes() {
    if (random_.chance(30))
        return as_administrator("delete_quick_reply",
                                command::DeleteQuickReply{QuickReplyId(random_.between(1, 9))});
    QuickReply value;
    value.shortcut = "s" + std::to_string(random_.below(99));
    value.text = "Text " + std::to_string(random_.below(99));
    if (random_.chance(60))
        return as_administrator("save_quick_reply", command::SaveQuickReply{value});
    Tab* tab = any_tab(true);
    if (!tab)
        return;
    value.owner = tab->person->actor.agent;
    ask(*tab, "save_quick_reply", command::SaveQuickReply{value}, true);
}

void Crowd::login_is_revoked() {
    auto& person = any_person(true);
    if (person.signed_in)
        as_administrator("revoke_login", command::CloseLogin{person.actor.login});
}

} // namespace parley::sim
