#include "core/workspace/derived.hpp"

#include <algorithm>

namespace parley {

namespace {

routing::Candidate candidate(const Workspace& w, const Agent& agent, std::int64_t turn, Time now) {
    bool takes_work =
        agent.presence.kind == PresenceKind::available || agent.presence.kind == PresenceKind::busy;
    routing::Candidate c;
    c.eligible =
        takes_work && !agent.disabled && !agent.before_disconnect && is_there(w, agent.id, now) &&
        sessions_open(w, agent.id) < static_cast<std::size_t>(w.settings.sessions_open_max);
    c.remaining = agent.capacity - agent.load;
    c.turn = turn;
    c.released_ms = agent.capacity_released_at.ms;
    c.busy = agent.presence.kind == PresenceKind::busy;
    return c;
}

template <class IdType>
void set_deadline(std::set<std::pair<Time, IdType>>& by_time,
                  std::unordered_map<IdType, Time>& by_id, IdType id, Time due) {
    auto known = by_id.find(id);
    if (known == by_id.end()) {
        if (due == Time::never())
            return;
        by_id.emplace(id, due);
        by_time.emplace_hint(by_time.end(), due, id); // usually the latest of all
        return;
    }
    if (known->second == due)
        return;
    auto node = by_time.extract({known->second, id});
    if (due == Time::never()) {
        by_id.erase(known);
        return;
    }
    known->second = due;
    node.value().first = due;
    by_time.insert(by_time.end(), std::move(node));
}

} // namespace

const Attendance* attendance_of(const Workspace& w, CustomerId customer) {
    auto known = w.live.customers.find(customer);
    return known == w.live.customers.end() ? nullptr : &known->second;
}

bool is_there(const Workspace& w, AgentId agent, Time now) {
    auto known = w.live.agents.find(agent);
    if (known == w.live.agents.end())
        return false;
    const Attendance& attendance = known->second;
    return attendance.connections > 0 ||
           (attendance.lost_at && attendance.lost_at + attendance.lease > now);
}

std::size_t sessions_open(const Workspace& w, AgentId agent) {
    auto hot = w.hot_by_agent.find(agent);
    return hot == w.hot_by_agent.end() ? 0 : hot->second.size();
}

bool has_active(const Workspace& w, AgentId agent) {
    auto hot = w.hot_by_agent.find(agent);
    if (hot == w.hot_by_agent.end())
        return false;
    return std::any_of(hot->second.begin(), hot->second.end(), [&](ConversationId id) {
        return w.conversations.at(id).state == ConversationState::active;
    });
}

void refresh_agent(Workspace& w, AgentId id, Time now) {
    const Agent& agent = w.agents.at(id);
    if (auto queues = w.queues_of_agent.find(id); queues != w.queues_of_agent.end())
        for (QueueId queue : queues->second)
            w.routing.set_candidate(queue, id,
                                    candidate(w, agent, w.queues.at(queue).members.at(id), now));
    set_deadline(w.agent_deadlines, w.agent_deadline, id, agent_due(w, agent));
}

void refresh_candidates(Workspace& w, QueueId id, Time now) {
    for (const auto& [agent, turn] : w.queues.at(id).members)
        w.routing.set_candidate(id, agent, candidate(w, w.agents.at(agent), turn, now));
}

void refresh_conversation_deadline(Workspace& w, const Conversation& c) {
    set_deadline(w.conversation_deadlines, w.conversation_deadline, c.id, conversation_due(w, c));
}

void refresh_customer_deadlines(Workspace& w, CustomerId customer) {
    if (auto hot = w.hot_by_customer.find(customer); hot != w.hot_by_customer.end())
        for (ConversationId id : hot->second)
            refresh_conversation_deadline(w, w.conversations.at(id));
}

void refresh_everything(Workspace& w, Time now) {
    for (const auto& [id, agent] : w.agents)
        refresh_agent(w, id, now);
    for (const auto& [id, conversation] : w.conversations)
        refresh_conversation_deadline(w, conversation);
    for (const auto& [id, queue] : w.queues)
        w.routing.mark_changed(id);
}

void join_line(Workspace& w, const Conversation& c) {
    const Workstream& workstream = w.workstreams.at(c.workstream);
    w.routing.enqueue(c.queue, {c.queued_at, c.id}, workstream.capacity_cost,
                      workstream.allow_busy);
}

void leave_line(Workspace& w, const Conversation& c) {
    w.routing.dequeue(c.queue, {c.queued_at, c.id});
}

} // namespace parley
