// What is given: agents, queues, settings. Queue n has workstream n and widget n, all of one name.

#include "scenarios/run.hpp"

#include <algorithm>

namespace parley::scenario {

namespace {

struct GivenQueue {
    std::string name;
    command::SaveQueue queue;
    Workstream workstream;
};

struct GivenAgent {
    command::SaveAgent agent;
    std::string name;
    std::vector<std::string> queues;
    bool absent = false;
};

struct Reader {
    std::string scenario;
    std::vector<GivenQueue> queues;
    std::vector<GivenAgent> agents;
    Settings settings;
    AgentNameMode names = AgentNameMode::first;
    std::int64_t capacity = 3;

    Failure wrong(const Sentence& given, const std::string& what) const {
        return fail(ErrorCode::invalid_argument, "bad_scenario",
                    scenario + ":" + std::to_string(given.line) + ": " + what);
    }

    GivenQueue* queue(const std::string& name) {
        auto it =
            std::find_if(queues.begin(), queues.end(), [&](auto& q) { return q.name == name; });
        return it == queues.end() ? nullptr : &*it;
    }

    GivenQueue& add_queue(const std::string& name) {
        GivenQueue given;
        given.name = name;
        given.queue.name = name;
        given.workstream.name = name;
        given.workstream.queue = QueueId(static_cast<std::int64_t>(queues.size()) + 1);
        queues.push_back(std::move(given));
        return queues.back();
    }
};

using Words = std::vector<Word>;

Words taken(Words& words, std::size_t many) {
    many = std::min(many, words.size());
    Words first(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(many));
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(many));
    return first;
}

// Takes the form from the front of the words if it is there.
bool take(Words& words, std::string_view form, Blanks& blanks) {
    for (std::size_t many = 1; many <= words.size(); ++many) {
        Words front(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(many));
        if (has_form(front, form, blanks)) {
            taken(words, many);
            return true;
        }
    }
    return false;
}

// What may be said of a queue, its workstream included. False: unknown words.
bool read_queue_words(GivenQueue& given, Words words) {
    Blanks b;
    while (!words.empty())
        if (take(words, "priority N", b))
            given.queue.priority = std::stoll(b[0]);
        else if (take(words, "highest capacity", b))
            given.queue.method = AssignmentMethod::highest_capacity;
        else if (take(words, "round robin", b))
            given.queue.method = AssignmentMethod::round_robin;
        else if (take(words, "least active", b))
            given.queue.method = AssignmentMethod::least_active;
        else if (take(words, "cost N", b))
            given.workstream.capacity_cost = std::stoll(b[0]);
        else if (take(words, "offer time-out DURATION", b))
            given.workstream.offer_timeout_ms = std::stoll(b[0]);
        else if (take(words, "no offers to busy agents", b))
            given.workstream.allow_busy = false;
        else if (take(words, "wrap-up takes no capacity", b))
            given.workstream.wrap_up_capacity = WrapUpCapacity::none;
        else if (take(words, "wrap-up takes capacity for DURATION", b)) {
            given.workstream.wrap_up_capacity = WrapUpCapacity::custom;
            given.workstream.wrap_up_capacity_ms = std::stoll(b[0]);
        } else
            return false;
    return true;
}

bool read_agent_words(GivenAgent& given, Words words) {
    Blanks b;
    while (!words.empty())
        if (take(words, "capacity N", b))
            given.agent.capacity = std::stoll(b[0]);
        else if (take(words, "absent", b))
            given.absent = true;
        else if (take(words, "available", b))
            given.agent.default_presence = PresenceKind::available;
        else if (take(words, "named TEXT", b))
            given.agent.name = b[0];
        else if (take(words, "nickname TEXT", b))
            given.agent.nickname = b[0];
        else if (take(words, "starts WORD", b) && enum_value<PresenceKind>(b[0]))
            given.agent.default_presence = *enum_value<PresenceKind>(b[0]);
        else if (take(words, "in NAME", b) || take(words, "and NAME", b))
            given.queues.push_back(b[0]);
        else
            return false;
    return true;
}

bool read_setting(Reader& reader, const Words& words) {
    Blanks b;
    auto& s = reader.settings;
    if (has_form(words, "open time-out DURATION", b))
        s.open_timeout_ms = std::stoll(b[0]);
    else if (has_form(words, "wrap-up time-out DURATION", b))
        s.wrap_up_timeout_ms = std::stoll(b[0]);
    else if (has_form(words, "customer gone after DURATION", b))
        s.customer_gone_ms = std::stoll(b[0]);
    else if (has_form(words, "agent gone after DURATION", b))
        s.agent_gone_ms = std::stoll(b[0]);
    else if (has_form(words, "grace DURATION", b))
        s.connection_grace_ms = std::stoll(b[0]);
    else if (has_form(words, "decline limit N", b))
        s.decline_limit = std::stoll(b[0]);
    else if (has_form(words, "session limit N", b))
        s.sessions_open_max = std::stoll(b[0]);
    else if (has_form(words, "customers see full names", b))
        reader.names = AgentNameMode::full;
    else if (has_form(words, "customers see nicknames", b))
        reader.names = AgentNameMode::nickname;
    else if (has_form(words, "capacity N", b))
        reader.capacity = std::stoll(b[0]);
    else
        return false;
    return true;
}

Result<void> read_given(Reader& reader, const Sentence& given) {
    auto words = given.words;
    auto unknown = [&] { return reader.wrong(given, "unknown: given " + to_text(given.words)); };
    if (read_setting(reader, words))
        return {};
    auto first = words[0].value;
    if (first == "agent" || first == "supervisor" || first == "administrator") {
        if (words.size() < 2)
            return reader.wrong(given, "expected the name of the " + first);
        GivenAgent agent;
        agent.name = words[1].value;
        agent.agent.email = agent.name + "@demo.test";
        agent.agent.name = agent.name + " Example";
        agent.agent.name[0] = static_cast<char>(agent.agent.name[0] - 'a' + 'A');
        agent.agent.role = *enum_value<Role>(first);
        agent.agent.capacity = -1; // the general one
        taken(words, 2);
        if (!read_agent_words(agent, words))
            return unknown();
        reader.agents.push_back(std::move(agent));
        return {};
    }
    if (first == "queue" && words.size() >= 2) {
        auto* queue = reader.queue(words[1].value);
        if (!queue)
            queue = &reader.add_queue(words[1].value);
        taken(words, 2);
        return read_queue_words(*queue, words) ? Result<void>() : unknown();
    }
    // Without a queue's name it is said of support.
    return read_queue_words(reader.queues[0], words) ? Result<void>() : unknown();
}

} // namespace

Result<Setting> setting_of(const Scenario& scenario) {
    Reader reader;
    reader.scenario = scenario.name;
    reader.add_queue("support");
    GivenAgent admin;
    admin.name = "admin";
    admin.agent.email = "admin@demo.test";
    admin.agent.name = "Admin Example";
    admin.agent.role = Role::administrator;
    admin.agent.capacity = 1;
    admin.queues = {"-"};
    admin.absent = true;
    reader.agents.push_back(admin);
    for (const auto& given : scenario.givens)
        DO(read_given(reader, given));

    Setting setting;
    for (std::int64_t id = 1; auto& given : reader.agents) {
        if (given.agent.capacity < 0)
            given.agent.capacity = reader.capacity;
        setting.commands.push_back(given.agent);
        Person person;
        person.name = given.name;
        person.agent = AgentId(id);
        setting.agents.push_back(person);
        if (given.absent)
            setting.absent.push_back(given.name);
        if (given.queues.empty())
            given.queues.push_back("support");
        for (const auto& name : given.queues)
            if (auto* queue = reader.queue(name))
                queue->queue.members.push_back(AgentId(id));
            else if (name != "-")
                return fail(ErrorCode::invalid_argument, "bad_scenario",
                            scenario.name + ": there is no queue " + name);
        ++id;
    }
    for (auto& given : reader.queues) {
        setting.commands.push_back(given.queue);
        setting.commands.push_back(command::SaveWorkstream{given.workstream});
        command::SaveWidget widget;
        widget.value.key = given.name;
        widget.value.title = given.name;
        widget.value.workstream = WorkstreamId(given.workstream.queue.value);
        widget.value.agent_name = reader.names;
        setting.commands.push_back(widget);
    }
    setting.commands.push_back(command::ChangeSettings{reader.settings});
    return setting;
}

} // namespace parley::scenario
