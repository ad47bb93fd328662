#include "base/limits.hpp"
#include "base/text.hpp"
#include "core/agent/presence.hpp"
#include "core/workspace/deciding.hpp"
#include "core/workspace/validity.hpp"

#include <algorithm>
#include <string>

namespace parley {

namespace {

Result<void> check_email(const std::string& email) {
    DO(check_bytes("email", email, limits::email_bytes_max));
    auto at = email.find('@');
    bool has_both_sides = at != std::string::npos && at > 0 && at + 1 < email.size();
    if (!has_both_sides || email.find('@', at + 1) != std::string::npos ||
        has_control_characters(email) || email.find_first_of(" \t\n") != std::string::npos)
        return invalid("email", "expected name@domain");
    return {};
}

// An administrator other than this one who can sign in.
bool has_other_administrator(const Workspace& w, AgentId except) {
    return std::any_of(w.agents.begin(), w.agents.end(), [&](const auto& entry) {
        const Agent& agent = entry.second;
        return agent.id != except && agent.role == Role::administrator && !agent.disabled;
    });
}

} // namespace

Result<void> decide(Deciding& d, const command::SaveAgent& command) {
    DO(require_administrator(d));
    Workspace& w = d.workspace;
    const Agent* before = nullptr;
    if (command.id) {
        auto known = w.agents.find(command.id);
        if (known == w.agents.end())
            return fail(ErrorCode::not_found, "agent_not_found",
                        "agent " + std::to_string(command.id.value));
        before = &known->second;
    } else if (w.agents.size() >= limits::agents_max) {
        return fail(ErrorCode::resource_exhausted, "too_many_agents");
    }
    std::string email = lower_ascii(trimmed(command.email));
    DO(check_email(email));
    DO(check_line("name", command.name, 1, limits::name_characters_max));
    DO(check_line("nickname", command.nickname, 0, limits::name_characters_max));
    DO(check_language("language", command.language));
    DO(check_range("capacity", command.capacity, 0, limits::capacity_units_max));
    auto same_email = w.agent_by_email.find(email);
    if (same_email != w.agent_by_email.end() && same_email->second != command.id)
        return fail(ErrorCode::conflict, "email_taken", email);
    bool was_administrator = before && before->role == Role::administrator && !before->disabled;
    bool is_administrator = command.role == Role::administrator && !command.disabled;
    if (was_administrator && !is_administrator && !has_other_administrator(w, command.id))
        return fail(ErrorCode::failed_precondition, "last_administrator");

    Agent agent;
    if (before) {
        agent.id = command.id;
        agent.password_hash = before->password_hash;
    } else {
        agent.id = AgentId(w.counters.agents + 1);
    }
    agent.email = email;
    agent.name = std::string(trimmed(command.name));
    agent.nickname = std::string(trimmed(command.nickname));
    agent.role = command.role;
    agent.language = command.language;
    agent.capacity = command.capacity;
    agent.default_presence = command.default_presence;
    agent.disabled = command.disabled;
    if (command.password_hash)
        agent.password_hash = *command.password_hash;
    AgentId id = agent.id;
    bool is_shut_out = before && command.disabled && !before->disabled;
    bool has_new_password = before && command.password_hash.has_value();
    d.receipt.id = id.value;
    d.happen(event::AgentSaved{id, std::move(agent)});
    std::vector<LoginId> closing;
    for (const auto& [login, value] : w.logins)
        if (value.agent == id &&
            (is_shut_out || (has_new_password && value.kind != LoginKind::api_token)))
            closing.push_back(login);
    for (LoginId login : closing)
        d.happen(event::LoginClosed{login});
    if (is_shut_out)
        agent_goes(d, id);
    if (before && !w.agents.at(id).presence.manual)
        follow_capacity(d, id); // the capacity may be another now
    return {};
}

} // namespace parley
