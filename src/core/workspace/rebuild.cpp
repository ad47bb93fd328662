// From rows to a working state, and out of memory again.

#include "base/check.hpp"
#include "core/workspace/derived.hpp"

#include <algorithm>

namespace parley {

namespace {

void rebuild_lookups(Workspace& w) {
    w.customer_by_visitor.clear();
    w.agent_by_email.clear();
    w.widget_by_key.clear();
    w.queues_of_agent.clear();
    w.hot_by_customer.clear();
    w.hot_by_agent.clear();
    w.sent.clear();
    for (const auto& [id, customer] : w.customers)
        w.customer_by_visitor[customer.visitor] = id;
    for (const auto& [id, agent] : w.agents)
        w.agent_by_email[agent.email] = id;
    for (const auto& [id, widget] : w.widgets)
        w.widget_by_key[widget.key] = id;
    for (const auto& [id, queue] : w.queues)
        for (const auto& [agent, turn] : queue.members)
            w.queues_of_agent[agent].insert(id);
}

void rebuild_work(Workspace& w) {
    for (auto& [id, agent] : w.agents)
        agent.load = 0;
    for (const auto& [id, c] : w.conversations) {
        w.hot_by_customer[c.customer].push_back(id);
        if (c.session.number == 0 || c.session.state == SessionState::closed)
            continue;
        w.hot_by_agent[c.session.agent].insert(id);
        w.agents.at(c.session.agent).load += c.cost;
    }
    for (auto& [customer, hot] : w.hot_by_customer)
        std::sort(hot.begin(), hot.end());
}

// Everybody who could be missed counts as lost now, so that what waits for people begins anew.
void rebuild_live(Workspace& w, Time now) {
    Attendance lost;
    lost.lost_at = now;
    w.live = {};
    for (const auto& [id, agent] : w.agents)
        if (agent.presence.kind != PresenceKind::offline || agent.before_disconnect ||
            has_active(w, id))
            w.live.agents[id] = lost;
    for (const auto& [customer, hot] : w.hot_by_customer)
        w.live.customers[customer] = lost;
    w.loaded_at = now;
}

} // namespace

void rebuild(Workspace& w, Time now) {
    rebuild_lookups(w);
    rebuild_work(w);
    rebuild_live(w, now);

    w.routing = routing::Index();
    for (const auto& [id, queue] : w.queues)
        w.routing.set_queue(id, queue.priority, queue.method);
    for (const auto& [id, c] : w.conversations)
#ifdef PARLEY_PLANT_LOST_OFFER
        if (c.state == ConversationState::open &&
            c.session.number == 0) // for the simulator to find
#else
        if (c.state == ConversationState::open)
#endif
            join_line(w, c);

    w.conversation_deadlines.clear();
    w.conversation_deadline.clear();
    w.agent_deadlines.clear();
    w.agent_deadline.clear();
    refresh_everything(w, now);
}

void hydrate_customer(Workspace& w, Customer customer) {
    CustomerId id = customer.id;
    auto [known, is_new] = w.customers.try_emplace(id, std::move(customer));
    if (!is_new)
        return; // memory is newer than the database
    w.customer_by_visitor[known->second.visitor] = id;
    if (auto node = w.live.visitors.extract(known->second.visitor))
        w.live.customers.insert_or_assign(id, node.mapped());
}

void hydrate_sent(Workspace& w, ConversationId conversation, SentMessages sent) {
    SentMessages& known = w.sent[conversation];
    known.by_client_id.insert(sent.by_client_id.begin(), sent.by_client_id.end());
    known.complete = true;
}

void forget_customer_without_conversations(Workspace& w, CustomerId id) {
    if (w.hot_by_customer.contains(id))
        return;
    auto known = w.customers.find(id);
    if (known == w.customers.end())
        return;
    if (auto attendance = w.live.customers.extract(id);
        attendance && attendance.mapped().connections > 0)
        w.live.visitors.insert_or_assign(known->second.visitor, attendance.mapped());
    w.customer_by_visitor.erase(known->second.visitor);
    w.customers.erase(known);
}

void evict_closed(Workspace& w, ConversationId id) {
    auto known = w.conversations.find(id);
    if (known == w.conversations.end())
        return;
    ENSURE(known->second.state == ConversationState::closed);
    CustomerId customer = known->second.customer;
    auto hot = w.hot_by_customer.find(customer);
    ENSURE(hot != w.hot_by_customer.end());
    std::erase(hot->second, id);
    if (hot->second.empty())
        w.hot_by_customer.erase(hot);
    w.sent.erase(id);
    w.conversations.erase(known);
    forget_customer_without_conversations(w, customer);
}

} // namespace parley
