// Why somebody waits, and whether anybody is there to answer: read-only views of routing.

#include "base/limits.hpp"
#include "core/workspace/derived.hpp"

namespace parley {

namespace {

// Presence would take this work, or does not only because the capacity is used up.
bool takes_work(const Agent& agent, const Workstream& workstream) {
    switch (agent.presence.kind) {
    case PresenceKind::available:
        return true;
    case PresenceKind::busy:
        return workstream.allow_busy;
    case PresenceKind::do_not_disturb:
        return !agent.presence.manual;
    case PresenceKind::away:
    case PresenceKind::offline:
        return false;
    }
    return false;
}

bool is_connected(const Workspace& w, AgentId agent) {
    auto known = w.live.agents.find(agent);
    return known != w.live.agents.end() &&
           (known->second.connections > 0 || known->second.lease > Millis(0));
}

bool has_room(const Workspace& w, const Agent& agent, const Workstream& workstream) {
    return agent.presence.kind != PresenceKind::do_not_disturb &&
           agent.capacity - agent.load >= workstream.capacity_cost &&
           sessions_open(w, agent.id) < static_cast<std::size_t>(w.settings.sessions_open_max);
}

routing::WaitReason reason_of(const routing::Explanation& e) {
    using routing::WaitReason;
    if (e.members == 0)
        return WaitReason::no_members;
    if (e.signed_in == 0)
        return WaitReason::nobody_signed_in;
    if (e.available == 0)
        return WaitReason::nobody_available;
    if (e.with_capacity == 0)
        return WaitReason::all_busy;
    if (e.with_capacity == e.declined)
        return WaitReason::declined_by_all;
    return WaitReason::behind_others;
}

} // namespace

routing::Explanation explain(const Workspace& w, ConversationId id) {
    routing::Explanation e;
    auto known = w.conversations.find(id);
    if (known == w.conversations.end() || known->second.state != ConversationState::open)
        return e;
    const Conversation& c = known->second;
    const Workstream& workstream = w.workstreams.at(c.workstream);
    bool stopped = c.declines.size() >= limits::decliners_stop;
    e.ahead = static_cast<std::int64_t>(w.routing.ahead(c.queue, {c.queued_at, c.id}));
    for (const auto& [member, turn] : w.queues.at(c.queue).members) {
        const Agent& agent = w.agents.at(member);
        if (agent.disabled)
            continue;
        ++e.members;
        if (agent.presence.kind == PresenceKind::offline)
            continue;
        ++e.signed_in;
        if (!is_connected(w, member) || !takes_work(agent, workstream))
            continue;
        ++e.available;
        if (!has_room(w, agent, workstream))
            continue;
        ++e.with_capacity;
        auto declined = c.declines.find(member);
        if (stopped ||
            (declined != c.declines.end() && declined->second >= w.settings.decline_limit))
            ++e.declined;
    }
    e.reason = reason_of(e);
    return e;
}

Availability availability(const Workspace& w, const Workstream& workstream, Time now) {
    auto queue = w.queues.find(workstream.queue);
    if (queue == w.queues.end())
        return Availability::offline;
    auto best = w.routing.best_agent(workstream.queue, workstream.capacity_cost, {},
                                     w.settings.decline_limit, workstream.allow_busy);
    if (best && is_there(w, *best, now))
        return Availability::available;
    for (const auto& [member, turn] : queue->second.members) {
        const Agent& agent = w.agents.at(member);
        if (!agent.disabled && is_there(w, member, now) && takes_work(agent, workstream))
            return Availability::busy;
    }
    return Availability::offline;
}

} // namespace parley
