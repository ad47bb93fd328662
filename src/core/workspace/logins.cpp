#include "base/limits.hpp"
#include "core/workspace/deciding.hpp"
#include "core/workspace/validity.hpp"

#include <string>

namespace parley {

Result<void> decide(Deciding& d, const command::OpenLogin& command) {
    Workspace& w = d.workspace;
    if (d.actor.kind != ActorKind::system) {
        TRY(Agent * actor, acting_agent(d));
        bool own_token = actor->id == command.agent && command.kind == LoginKind::api_token;
        bool link = actor->role == Role::administrator && command.kind == LoginKind::password_link;
        if (!own_token && !link)
            return fail(ErrorCode::permission_denied, "role_required", "one's own API tokens only");
    }
    auto agent = w.agents.find(command.agent);
    if (agent == w.agents.end())
        return fail(ErrorCode::not_found, "agent_not_found",
                    "agent " + std::to_string(command.agent.value));
    if (agent->second.disabled)
        return fail(ErrorCode::unauthenticated, "agent_disabled");
    if (command.token_hash.empty())
        return invalid("token_hash", "is missing");
    if (command.expires_at <= d.now)
        return invalid("expires_at", "is past");
    DO(check_line("label", command.label, 0, limits::login_label_characters_max));

    // Expired ones go on the way; of too many browser logins, the oldest; of links, the earlier
    // ones.
    std::vector<LoginId> expired;
    std::vector<LoginId> same_kind;
    bool is_link = command.kind == LoginKind::password_link;
    for (const auto& [id, login] : w.logins) {
        if (login.agent != command.agent)
            continue;
        if (login.expires_at <= d.now || (is_link && login.kind == command.kind))
            expired.push_back(id);
        else if (login.kind == command.kind)
            same_kind.push_back(id);
    }
    if (same_kind.size() >= limits::logins_of_agent_max) {
        if (command.kind == LoginKind::api_token)
            return fail(ErrorCode::resource_exhausted, "too_many_logins");
        expired.push_back(same_kind.front());
    }
    for (LoginId id : expired)
        d.happen(event::LoginClosed{id});
    Login login;
    login.id = LoginId(w.counters.logins + 1);
    login.agent = command.agent;
    login.kind = command.kind;
    login.token_hash = command.token_hash;
    login.label = command.label;
    login.created_at = d.now;
    login.expires_at = command.expires_at;
    d.receipt.id = login.id.value;
    LoginId id = login.id;
    d.happen(event::LoginOpened{id, std::move(login)});
    return {};
}

Result<void> decide(Deciding& d, const command::SetPassword& command) {
    DO(require_system(d));
    Workspace& w = d.workspace;
    auto known = w.agents.find(command.agent);
    if (known == w.agents.end())
        return fail(ErrorCode::not_found, "agent_not_found",
                    "agent " + std::to_string(command.agent.value));
    if (known->second.disabled)
        return fail(ErrorCode::failed_precondition, "agent_disabled");
    if (command.password_hash.empty())
        return invalid("password_hash", "empty");
    if (command.link) {
        auto link = w.logins.find(command.link);
        if (link == w.logins.end() || link->second.agent != command.agent ||
            link->second.kind != LoginKind::password_link || link->second.expires_at <= d.now)
            return fail(ErrorCode::not_found, "link_not_valid");
    }
    std::vector<LoginId> closing;
    for (const auto& [id, login] : w.logins)
        if (login.agent == command.agent && id != command.keep &&
            login.kind != LoginKind::api_token)
            closing.push_back(id);
    Agent agent = known->second;
    agent.password_hash = command.password_hash;
    d.receipt.id = command.agent.value;
    d.happen(event::AgentSaved{command.agent, std::move(agent)});
    for (LoginId id : closing)
        d.happen(event::LoginClosed{id});
    return {};
}

Result<void> decide(Deciding& d, const command::CloseLogin& command) {
    bool anyones = d.actor.kind == ActorKind::system;
    if (!anyones) {
        TRY(Agent * actor, acting_agent(d));
        anyones = actor->role == Role::administrator;
    }
    auto login = d.workspace.logins.find(command.login);
    if (login == d.workspace.logins.end() || (!anyones && login->second.agent != d.actor.agent))
        return fail(ErrorCode::not_found, "login_not_found",
                    "login " + std::to_string(command.login.value));
    d.receipt.id = command.login.value;
    d.happen(event::LoginClosed{command.login});
    return {};
}

} // namespace parley
