// What a connection is given when it begins to follow.

#include "app/feed/hub.hpp"

#include "app/feed/build_views.hpp"
#include "app/feed/rows.hpp"

namespace parley {

using rows::append;

void Hub::snapshot(const Workspace& w, Batch& batch, const FollowRequest& request,
                   Position position, Time now) {
    const auto& who = request.who;
    auto& o = out(batch, who);
    if (!request.refresh) { // the snapshot holds all that
        o.rows.clear();
        o.keys.clear();
    }
    o.snapshot = true;
    who->following = true;
    auto put = [&](const std::string& key, std::string row) {
        append(o.rows, row);
        append(o.keys, '"' + key + '"');
    };
    auto held = [&](ConversationId id) {
        if (auto it = request.held.find(id); it != request.held.end())
            return it->second;
        return Seq(0);
    };
    auto conversation_key = [](ConversationId id) {
        return "conversation/" + std::to_string(id.value);
    };

    if (who->actor.kind == ActorKind::customer) {
        auto customer = w.customer_by_visitor.find(who->actor.visitor);
        if (customer == w.customer_by_visitor.end())
            return;
        who->customer = customer->second;
        auto hot = w.hot_by_customer.find(customer->second);
        if (hot == w.hot_by_customer.end())
            return;
        for (ConversationId id : hot->second) {
            const auto& c = w.conversations.at(id);
            put(conversation_key(id),
                rows::put_conversation(build::customer_conversation(w, c, availability(w, c, now)),
                                       position));
            auto mode = build::name_mode(w, c);
            for (const auto* message : tails_.newest(id, held(id)))
                append(o.rows,
                       rows::put_message(build::message_for_customer(w, mode, *message), position));
        }
        return;
    }

    auto agent = w.agents.find(who->actor.agent);
    if (agent == w.agents.end())
        return;
    put("me", rows::put("me", build::me(w, agent->second), position));
    for (const auto& [id, queue] : w.queues)
        if (queue.members.contains(agent->first)) {
            auto key = "queue/" + std::to_string(id.value);
            put(key, rows::put(key, view::Queue{id, queue.name}, position));
        }
    for (const auto& [id, reply] : w.quick_replies)
        if (!reply.owner || reply.owner == agent->first) {
            auto key = "quick_reply/" + std::to_string(id.value);
            put(key, rows::put(key, build::quick_reply(reply), position));
        }
    std::set<ConversationId> in_sight = who->opened;
    if (auto own = w.hot_by_agent.find(agent->first); own != w.hot_by_agent.end())
        in_sight.insert(own->second.begin(), own->second.end());
    for (ConversationId id : in_sight) {
        auto it = w.conversations.find(id);
        if (it == w.conversations.end())
            continue;
        const auto& c = it->second;
        bool own = c.session.agent == agent->first && c.session.state != SessionState::closed &&
                   c.state != ConversationState::open;
        bool reads = who->opened.contains(id) || (own && c.session.state == SessionState::accepted);
        if (!reads &&
            request.held.contains(id)) // messages of a session that is over go with the drop
            append(o.rows, rows::drop_conversation(id, position));
        put(conversation_key(id), rows::put_conversation(build::conversation(w, c), position));
        if (own && c.session.state == SessionState::offered)
            put("offer/" + std::to_string(id.value), rows::put_offer(build::offer(c), position));
        if (reads && !request.refresh)
            for (const auto* message : tails_.newest(id, held(id)))
                append(o.rows, rows::put_message(build::message_for_agents(w, *message), position));
        if (own)
            shown_[id] = {agent->first, c.session.state == SessionState::offered,
                          c.session.state == SessionState::accepted};
    }
    for (const auto& [id, version] : who->listed)
        append(o.keys, '"' + conversation_key(id) + '"');
    if (!who->list_sent.empty())
        append(o.keys, "\"list/open\"");
}

} // namespace parley
