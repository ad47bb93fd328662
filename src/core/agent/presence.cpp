#include "core/agent/presence.hpp"

#include "core/conversation/transitions.hpp"
#include "core/workspace/derived.hpp"

namespace parley {

namespace {

Presence next_presence(const Presence& before, PresenceKind kind, PresenceCause cause, Time now) {
    Presence next;
    next.kind = kind;
    next.cause = cause;
    next.since = kind == before.kind ? before.since : now;
    next.version = before.version + 1;
    return next;
}

} // namespace

PresenceKind presence_by_capacity(const Workspace& w, const Agent& agent) {
    std::int64_t accepted = 0;
    if (auto hot = w.hot_by_agent.find(agent.id); hot != w.hot_by_agent.end())
        for (ConversationId id : hot->second) {
            const Conversation& c = w.conversations.at(id);
            if (c.session.state == SessionState::accepted)
                accepted += c.cost;
        }
    if (accepted == 0)
        return PresenceKind::available;
    return accepted >= agent.capacity ? PresenceKind::do_not_disturb : PresenceKind::busy;
}

void follow_capacity(Deciding& d, AgentId id) {
    const Agent& agent = d.workspace.agents.at(id);
    const Presence& before = agent.presence;
    if (before.kind == PresenceKind::offline)
        return;
    bool lasts = before.kind == PresenceKind::do_not_disturb || before.kind == PresenceKind::away;
    if (before.manual && lasts)
        return;
    PresenceKind kind = presence_by_capacity(d.workspace, agent);
    if (kind == before.kind && !before.manual)
        return;
    d.happen(
        event::PresenceChanged{id, next_presence(before, kind, PresenceCause::capacity, d.now)});
}

void agent_comes(Deciding& d, AgentId id) {
    const Agent& agent = d.workspace.agents.at(id);
    if (agent.disabled)
        return;
    if (agent.before_disconnect) {
        const Presence before = *agent.before_disconnect;
        PresenceKind kind = before.kind;
        if (!before.manual && kind != PresenceKind::offline)
            kind = presence_by_capacity(d.workspace, agent);
        Presence back = next_presence(agent.presence, kind, PresenceCause::returned, d.now);
        back.by = before.by;
        back.manual = before.manual;
        d.happen(event::AgentReturned{id, back});
        return;
    }
    bool chosen = agent.presence.kind != PresenceKind::offline || agent.presence.manual;
    if (chosen || agent.default_presence == PresenceKind::offline)
        return;
    // A default other than Available is in force as if chosen by hand.
    bool computed = agent.default_presence == PresenceKind::available;
    Presence now_here =
        next_presence(agent.presence,
                      computed ? presence_by_capacity(d.workspace, agent) : agent.default_presence,
                      PresenceCause::signed_in, d.now);
    now_here.manual = !computed;
    d.happen(event::PresenceChanged{id, now_here});
}

void touch_agent(Deciding& d, AgentId id) {
    const Agent& agent = d.workspace.agents.at(id);
    Attendance& attendance = d.workspace.live.agents[id];
    if (agent.disabled || attendance.connections > 0)
        return;
    attendance.lost_at = d.now;
    attendance.lease = Millis(d.workspace.settings.agent_gone_ms);
    refresh_agent(d.workspace, id, d.now);
    if (agent.before_disconnect || agent.presence.cause == PresenceCause::disconnected)
        agent_comes(d, id);
}

void touch_customer(Deciding& d, CustomerId id) {
    Attendance& attendance = d.workspace.live.customers[id];
    if (attendance.connections > 0)
        return;
    attendance.lost_at = d.now;
    attendance.lease = Millis(d.workspace.settings.customer_gone_ms);
    refresh_customer_deadlines(d.workspace, id);
}

void agent_goes(Deciding& d, AgentId id) {
    const Agent& agent = d.workspace.agents.at(id);
    bool is_off = agent.presence.kind == PresenceKind::offline && !agent.presence.manual &&
                  agent.presence.cause == PresenceCause::signed_out;
    Presence off =
        next_presence(agent.presence, PresenceKind::offline, PresenceCause::signed_out, d.now);
    if (agent.before_disconnect)
        d.happen(event::AgentReturned{id, off});
    else if (!is_off)
        d.happen(event::PresenceChanged{id, off});
    if (auto hot = d.workspace.hot_by_agent.find(id); hot != d.workspace.hot_by_agent.end()) {
        const std::set<ConversationId> conversations = hot->second;
        for (ConversationId conversation : conversations)
            agent_signs_off(d, d.workspace.conversations.at(conversation));
    }
}

} // namespace parley
