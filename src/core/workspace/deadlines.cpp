// When something becomes due by itself. Each conversation and each agent has one next moment; what
// exactly is due is looked up again when it comes (tick.cpp).

#include "core/workspace/derived.hpp"

#include <algorithm>

namespace parley {

Time customer_gone_at(const Workspace& w, const Conversation& c) {
    const Attendance* attendance = attendance_of(w, c.customer);
    if (!attendance || attendance->connections > 0 || !attendance->lost_at)
        return Time::never();
    return attendance->lost_at + std::max(Millis(w.settings.customer_gone_ms), attendance->lease);
}

// Capacity that is kept for longer than the wrap-up time-out keeps the wrap-up, too.
Time wrap_up_ends_at(const Workspace& w, const Conversation& c) {
    return std::max(c.state_at + Millis(w.settings.wrap_up_timeout_ms), c.capacity_until);
}

Time conversation_due(const Workspace& w, const Conversation& c) {
    switch (c.state) {
    case ConversationState::open:
        return std::min(c.active_at + Millis(w.settings.open_timeout_ms), customer_gone_at(w, c));
    case ConversationState::active:
        if (c.session.state == SessionState::offered)
            return std::min(c.session.expires_at, customer_gone_at(w, c));
        return customer_gone_at(w, c);
    case ConversationState::wrap_up:
        if (c.capacity_until)
            return std::min(c.capacity_until, wrap_up_ends_at(w, c));
        return wrap_up_ends_at(w, c);
    case ConversationState::waiting:
    case ConversationState::closed:
        break;
    }
    return Time::never();
}

Time agent_disconnected_at(const Workspace& w, const Agent& agent) {
    if (agent.before_disconnect)
        return Time::never();
    if (agent.presence.kind == PresenceKind::offline && !has_active(w, agent.id))
        return Time::never();
    auto known = w.live.agents.find(agent.id);
    if (known == w.live.agents.end() || known->second.connections > 0 || !known->second.lost_at)
        return Time::never();
    const Attendance& attendance = known->second;
    Millis grace(w.settings.connection_grace_ms);
    return attendance.lost_at + (attendance.lease > Millis(0) ? attendance.lease : grace);
}

// After a start the time begins anew: nobody could come back while the server was down.
Time agent_gone_at(const Workspace& w, const Agent& agent) {
    if (!agent.before_disconnect)
        return Time::never();
    return std::max(agent.disconnected_at, w.loaded_at) + Millis(w.settings.agent_gone_ms);
}

Time agent_due(const Workspace& w, const Agent& agent) {
    return std::min(agent_disconnected_at(w, agent), agent_gone_at(w, agent));
}

Time next_deadline(const Workspace& w) {
    Time next = Time::never();
    if (!w.conversation_deadlines.empty())
        next = w.conversation_deadlines.begin()->first;
    if (!w.agent_deadlines.empty())
        next = std::min(next, w.agent_deadlines.begin()->first);
    return next;
}

} // namespace parley
