// Who comes and goes: connections, HTTP calls, presence chosen by hand, sign-out.

#include "core/agent/presence.hpp"
#include "core/workspace/derived.hpp"
#include "core/workspace/validity.hpp"

#include <string>

namespace parley {

Result<void> decide(Deciding& d, const command::SetPresence& command) {
    TRY(Agent * agent, acting_agent(d));
    touch_agent(d, agent->id);
    const Presence& before = agent->presence;
    if (before.kind == command.presence) {
        // Nothing new, except that what came by itself is now meant to last.
        bool lasts = before.kind != PresenceKind::available && before.kind != PresenceKind::busy;
        if (before.manual || !lasts)
            return {};
    }
    Presence chosen;
    chosen.kind = command.presence;
    chosen.cause = PresenceCause::person;
    chosen.by = agent->id;
    chosen.since = before.kind == command.presence ? before.since : d.now;
    chosen.version = before.version + 1;
    chosen.manual = true;
    d.happen(event::PresenceChanged{agent->id, chosen});
    return {};
}

Result<void> decide(Deciding& d, const command::SignOut& command) {
    TRY(Agent * agent, acting_agent(d));
    std::vector<LoginId> closing;
    bool others = false;
    for (const auto& [id, login] : d.workspace.logins) {
        if (login.agent != agent->id)
            continue;
        if (id == d.actor.login || (command.everywhere && login.kind == LoginKind::browser))
            closing.push_back(id);
        else if (login.kind == LoginKind::browser && login.expires_at > d.now)
            others = command.connected_elsewhere;
    }
    for (LoginId id : closing)
        d.happen(event::LoginClosed{id});
    if (!others)
        agent_goes(d, agent->id);
    return {};
}

Result<void> decide(Deciding& d, const command::AgentConnections& command) {
    DO(require_system(d));
    DO(check_range("count", command.count, 0, INT64_MAX));
    auto agent = d.workspace.agents.find(command.agent);
    if (agent == d.workspace.agents.end())
        return fail(ErrorCode::not_found, "agent_not_found",
                    "agent " + std::to_string(command.agent.value));
    Attendance& attendance = d.workspace.live.agents[command.agent];
    std::int64_t before = attendance.connections;
    if (before == command.count)
        return {};
    attendance.connections = command.count;
    attendance.lost_at = command.count > 0 ? Time() : d.now;
    attendance.lease = Millis(0);
    refresh_agent(d.workspace, command.agent, d.now);
    if (before == 0)
        agent_comes(d, command.agent);
    return {};
}

Result<void> decide(Deciding& d, const command::CustomerConnections& command) {
    DO(require_system(d));
    DO(check_range("count", command.count, 0, INT64_MAX));
    Live& live = d.workspace.live;
    auto customer = d.workspace.customer_by_visitor.find(command.visitor);
    if (customer == d.workspace.customer_by_visitor.end()) {
        if (command.count > 0)
            live.visitors[command.visitor].connections = command.count;
        else
            live.visitors.erase(command.visitor);
        return {};
    }
    Attendance& attendance = live.customers[customer->second];
    if (attendance.connections == command.count)
        return {};
    attendance.connections = command.count;
    attendance.lost_at = command.count > 0 ? Time() : d.now;
    attendance.lease = Millis(0);
    refresh_customer_deadlines(d.workspace, customer->second);
    return {};
}

Result<void> decide(Deciding& d, const command::Touch& command) {
    DO(require_system(d));
    if (command.who.kind == ActorKind::agent) {
        if (d.workspace.agents.contains(command.who.agent))
            touch_agent(d, command.who.agent);
    } else if (command.who.kind == ActorKind::customer) {
        auto customer = d.workspace.customer_by_visitor.find(command.who.visitor);
        if (customer != d.workspace.customer_by_visitor.end())
            touch_customer(d, customer->second);
    }
    return {};
}

} // namespace parley
