#include "sim/crowd.hpp"

#include <algorithm>
#include <boost/json/value.hpp>

namespace parley::sim {

const std::vector<Crowd::Action> Crowd::actions{
    {"start", &Crowd::customer_starts, 6},
    {"write", &Crowd::customer_writes, 8},
    {"read", &Crowd::customer_reads, 2},
    {"end", &Crowd::customer_ends, 1},
    {"type", &Crowd::customer_types, 1},
    {"context", &Crowd::customer_sets_context, 1},
    {"come", &Crowd::customer_comes, 5},
    {"go", &Crowd::customer_goes, 1},
    {"agent comes", &Crowd::agent_comes, 6},
    {"agent goes", &Crowd::agent_goes, 1},
    {"accept", &Crowd::agent_accepts, 9},
    {"reject", &Crowd::agent_rejects, 2},
    {"agent writes", &Crowd::agent_writes, 7},
    {"agent reads", &Crowd::agent_reads, 2},
    {"agent ends", &Crowd::agent_ends, 2},
    {"leave", &Crowd::agent_leaves, 2},
    {"pick", &Crowd::agent_picks, 2},
    {"presence", &Crowd::agent_sets_presence, 3},
    {"look", &Crowd::agent_looks, 2},
    {"list", &Crowd::agent_follows_list, 2},
    {"sign out", &Crowd::agent_signs_out, 1},
    {"repeat", &Crowd::somebody_repeats, 2},
    {"guess", &Crowd::somebody_guesses, 2},
    {"capacity", &Crowd::capacity_changes, 1},
    {"disable", &Crowd::agent_is_disabled, 1},
    {"queue", &Crowd::queue_changes, 1},
    {"workstream", &Crowd::workstream_changes, 1},
    {"settings", &Crowd::settings_change, 1},
    {"quick reply", &Crowd::quick_reply_changes, 1},
    {"revoke", &Crowd::login_is_revoked, 1},
};

Crowd::Crowd(Timeline& timeline, Random random, const Options& options, Promises& promises,
             std::function<void(std::string)> step)
    : timeline_(timeline), random_(random), options_(options), promises_(promises),
      step_(std::move(step)) {
    for (int i = 0; i < options.customers; ++i) {
        auto person = std::make_unique<Person>();
        person->name = "v" + std::to_string(i);
        person->actor = Actor::of_customer("visitor-" + std::to_string(i));
        customers_.push_back(std::move(person));
    }
    for (int i = 0; i <= options.agents; ++i) { // the last one is the supervisor
        auto person = std::make_unique<Person>();
        person->name = "a" + std::to_string(2 + i);
        person->is_agent = true;
        person->actor = Actor::of_agent(AgentId(2 + i));
        agents_.push_back(std::move(person));
    }
}

Crowd::~Crowd() {
    for (const auto& line : lines_) // they point at each other
        line->subscriber->transport = nullptr;
}

std::vector<Command> Crowd::setup() {
    std::vector<Command> commands;
    auto person = [&](const std::string& name, Role role) {
        command::SaveAgent save;
        save.email = name + "@demo.test";
        save.name = name + " Example";
        save.role = role;
        save.capacity = random_.between(1, 4);
        commands.push_back(save);
    };
    person("admin", Role::administrator);
    for (std::size_t i = 0; i + 1 < agents_.size(); ++i)
        person("agent" + std::to_string(i), Role::agent);
    person("sofia", Role::supervisor);
    for (int queue = 1; queue <= 2; ++queue) {
        command::SaveQueue save;
        save.name = "Queue " + std::to_string(queue);
        save.priority = random_.between(1, 3);
        save.method = static_cast<AssignmentMethod>(random_.below(3));
        for (const auto& agent : agents_)
            if (queue == 1 || random_.chance(60))
                save.members.push_back(agent->actor.agent);
        commands.push_back(save);
        command::SaveWorkstream workstream;
        workstream.value.name = "Workstream " + std::to_string(queue);
        workstream.value.queue = QueueId(queue);
        workstream.value.capacity_cost = random_.between(1, 2);
        workstream.value.wrap_up_capacity = static_cast<WrapUpCapacity>(random_.below(3));
        if (options_.short_times)
            workstream.value.offer_timeout_ms = random_.between(1'000, 30'000);
        commands.push_back(workstream);
        command::SaveWidget widget;
        widget.value.key = queue == 1 ? "shop" : "sales";
        widget.value.title = "Widget";
        widget.value.workstream = WorkstreamId(queue);
        commands.push_back(widget);
    }
    if (options_.short_times) {
        command::ChangeSettings change;
        change.settings.open_timeout_ms = random_.between(20'000, 600'000);
        change.settings.wrap_up_timeout_ms = random_.between(5'000, 300'000);
        change.settings.customer_gone_ms = random_.between(5'000, 60'000);
        change.settings.agent_gone_ms = random_.between(5'000, 60'000);
        commands.push_back(change);
    }
    return commands;
}

std::vector<Tab*> Crowd::tabs() {
    std::vector<Tab*> all;
    for (auto* people : {&customers_, &agents_})
        for (auto& person : *people)
            for (auto& tab : person->tabs)
                all.push_back(tab.get());
    return all;
}

Tab* Crowd::any_tab(bool agents) {
    std::vector<Tab*> live;
    for (Tab* tab : tabs())
        if (tab->live && tab->person->is_agent == agents)
            live.push_back(tab);
    return live.empty() ? nullptr : random_.pick(live);
}

Person& Crowd::any_person(bool agents) { return *random_.pick(agents ? agents_ : customers_); }

Tab& Crowd::open_tab(Person& person) {
    for (auto& tab : person.tabs)
        if (!tab->wanted)
            return *tab;
    if (person.tabs.size() >= 2)
        return *person.tabs.front();
    auto tab = std::make_unique<Tab>();
    tab->person = &person;
    tab->name = person.name + (person.tabs.empty() ? "" : "'");
    person.tabs.push_back(std::move(tab));
    return *person.tabs.back();
}

std::int64_t Crowd::any_conversation(const Tab& tab, std::string_view state) {
    std::vector<std::int64_t> found;
    for (const auto& [key, row] : tab.rows.rows())
        if (key.starts_with("conversation/") &&
            (state.empty() || row.value.at("state").as_string() == state))
            found.push_back(row.value.at("id").as_int64());
    return found.empty() ? 0 : random_.pick(found);
}

std::int64_t Crowd::own_session(const Tab& tab, std::string_view state) {
    std::vector<std::int64_t> found;
    for (const auto& [key, row] : tab.rows.rows()) {
        if (!key.starts_with("conversation/"))
            continue;
        const auto& c = row.value.as_object();
        if (c.at("state").as_string() == state && c.contains("agent") &&
            c.at("agent").as_int64() == tab.person->actor.agent.value &&
            c.at("session_state").as_string() == "accepted")
            found.push_back(c.at("id").as_int64());
    }
    return found.empty() ? 0 : random_.pick(found);
}

std::int64_t Crowd::any_offer(const Tab& tab) {
    std::vector<std::int64_t> found;
    for (const auto& [key, row] : tab.rows.rows())
        if (key.starts_with("offer/"))
            found.push_back(row.value.at("conversation").as_int64());
    return found.empty() ? 0 : random_.pick(found);
}

void Crowd::act() {
    std::vector<int> weights;
    for (std::size_t i = 0; i < actions.size(); ++i)
        weights.push_back(actions[i].weight * options_.actions_weights[i]);
    if (std::ranges::count(weights, 0) == std::ssize(weights))
        weights.front() = 1;
    (this->*actions[random_.weighted(weights)].run)();
}

// A request from before comes once more, over another way and late: its sender has given it up or
// had its answer long ago.
void Crowd::somebody_repeats() {
    auto& person = any_person(random_.chance(30));
    if (person.earlier.empty())
        return;
    auto asked = random_.pick(person.earlier);
    step(person.name + " repeats " + std::string(asked->operation) + " " + asked->client_id);
    post(asked);
}

// Ids are no secrets: everybody tries what is not theirs.
void Crowd::somebody_guesses() {
    bool agent = random_.chance(50);
    Tab* tab = any_tab(agent);
    if (!tab || !process_ || !process_->board())
        return;
    ConversationId id(random_.between(1, process_->board()->state().counters.conversations + 1));
    switch (random_.below(7)) {
    case 0:
        return ask(*tab, "send_message", command::SendMessage{id, "guess " + new_client_id()},
                   true);
    case 1:
        return ask(*tab, "end_conversation", command::EndConversation{id}, true);
    case 2:
        return ask(*tab, "accept_offer", command::AcceptOffer{id}, random_.chance(50));
    case 3:
        return ask(*tab, "leave_conversation", command::LeaveConversation{id}, false);
    case 4:
        return ask(*tab, "pick_conversation", command::PickConversation{id}, true);
    case 5:
        return ask(*tab, "mark_read", command::MarkRead{id, 3}, false);
    default:
        if (agent)
            look_at(*tab, id.value, true);
    }
}

void Crowd::become_diligent() {
    unstall_all();
    for (auto* people : {&customers_, &agents_})
        for (auto& person : *people) {
            if (person->tabs.empty())
                open_tab(*person);
            for (auto& tab : person->tabs)
                tab->wanted = true;
        }
    work_diligently();
}

void Crowd::work_diligently() {
    for (auto& person : agents_)
        if (!person->signed_in)
            sign_in(*person);
    for (Tab* tab : tabs()) {
        if (!tab->line) {
            connect(*tab);
            continue;
        }
        const auto* me = tab->rows.find("me");
        if (!tab->live || !me)
            continue;
        const auto& presence = me->at("presence").as_object();
        auto kind = presence.at("kind").as_string();
        if (kind != "available" && (presence.at("manual").as_bool() || kind == "offline"))
            ask(*tab, "set_presence", command::SetPresence{PresenceKind::available}, false);
        if (auto offer = any_offer(*tab))
            ask(*tab, "accept_offer", command::AcceptOffer{ConversationId(offer)}, false);
        if (auto active = own_session(*tab, "active"))
            ask(*tab, "end_conversation", command::EndConversation{ConversationId(active)}, false);
        if (auto wrap_up = own_session(*tab, "wrap_up"))
            ask(*tab, "leave_conversation", command::LeaveConversation{ConversationId(wrap_up)},
                false);
    }
}

std::vector<std::string> Crowd::unanswered() const {
    std::vector<std::string> found;
    for (const auto* people : {&customers_, &agents_})
        for (const auto& person : *people)
            for (const auto& tab : person->tabs)
                if (person->signed_in || !person->is_agent)
                    for (const auto& asked : tab->outbox)
                        found.push_back(tab->name + " has no answer to " +
                                        std::string(asked->operation) + " " + asked->client_id);
    return found;
}

} // namespace parley::sim
