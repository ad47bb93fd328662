#include "app/feed/hub.hpp"

#include "app/feed/build_views.hpp"
#include "app/feed/rows.hpp"
#include "base/json.hpp"

#include <algorithm>

namespace parley {

using rows::append;

namespace {

const std::vector<std::shared_ptr<Subscriber>> nobody;
constexpr Position stale =
    -1; // of a listed row: to be sent again though the conversation has not changed

} // namespace

Outgoing& Hub::out(Batch& batch, const std::shared_ptr<Subscriber>& to) {
    // A connection of before a reload may carry another hub's number.
    bool has_slot = to->batch == batch_number_ && to->slot < batch.outgoing.size() &&
                    batch.outgoing[to->slot].to == to;
    if (!has_slot) {
        to->batch = batch_number_;
        to->slot = batch.outgoing.size();
        batch.outgoing.push_back({to, {}, {}, {}, {}, false, 0, {}});
    }
    return batch.outgoing[to->slot];
}

void Hub::add(const std::shared_ptr<Subscriber>& s) {
    if (s->actor.kind == ActorKind::agent) {
        agents_[s->actor.agent].push_back(s);
        lists_dirty_ = true; // somebody is there: availability
    } else
        visitors_[s->actor.visitor].push_back(s);
}

void Hub::remove(const std::shared_ptr<Subscriber>& s) {
    s->closing = true;
    if (s->actor.kind == ActorKind::agent) {
        lists_dirty_ = true;
        if (auto it = agents_.find(s->actor.agent); it != agents_.end()) {
            std::erase(it->second, s);
            if (it->second.empty())
                agents_.erase(it);
        }
    } else if (auto it = visitors_.find(s->actor.visitor); it != visitors_.end()) {
        std::erase(it->second, s);
        if (it->second.empty())
            visitors_.erase(it);
    }
    for (ConversationId id : s->opened)
        if (auto it = openers_.find(id); it != openers_.end()) {
            std::erase(it->second, s);
            if (it->second.empty())
                openers_.erase(it);
        }
    std::erase(list_readers_, s);
}

std::size_t Hub::connections(AgentId agent) const { return readers_of(agent).size(); }

std::size_t Hub::connections(const std::string& visitor) const {
    auto it = visitors_.find(visitor);
    return it == visitors_.end() ? 0 : it->second.size();
}

bool Hub::is_connected(AgentId agent, LoginId login) const {
    const auto& readers = readers_of(agent);
    return std::any_of(readers.begin(), readers.end(),
                       [&](const auto& reader) { return reader->actor.login == login; });
}

bool Hub::is_connected_elsewhere(AgentId agent, LoginId login) const {
    const auto& readers = readers_of(agent);
    return std::any_of(readers.begin(), readers.end(),
                       [&](const auto& reader) { return reader->actor.login != login; });
}

void Hub::close_login(Batch& batch, LoginId login, int code, const std::string& reason) {
    for (auto& [agent, readers] : agents_)
        for (auto& reader : readers)
            if (reader->actor.login == login) {
                auto& o = out(batch, reader);
                o.close_code = code;
                o.close_reason = reason;
            }
}

void Hub::close_all(Batch& batch, int code, const std::string& reason) {
    auto close = [&](auto& by_key) {
        for (auto& [key, readers] : by_key)
            for (auto& reader : readers) {
                auto& o = out(batch, reader);
                o.close_code = code;
                o.close_reason = reason;
            }
    };
    close(agents_);
    close(visitors_);
}

const Hub::Readers& Hub::readers_of(AgentId agent) const {
    auto it = agents_.find(agent);
    return it == agents_.end() ? nobody : it->second;
}

const Hub::Readers& Hub::readers_of(CustomerId customer, const Workspace& w) const {
    auto known = w.customers.find(customer);
    if (known == w.customers.end())
        return nobody;
    auto it = visitors_.find(known->second.visitor);
    return it == visitors_.end() ? nobody : it->second;
}

void Hub::open(const Workspace& w, Batch& batch, const std::shared_ptr<Subscriber>& who,
               ConversationId id, Seq after) {
    auto c = w.conversations.find(id);
    if (c == w.conversations.end())
        return;
    if (who->opened.insert(id).second)
        openers_[id].push_back(who);
    auto& o = out(batch, who);
    append(o.rows, rows::put_conversation(build::conversation(w, c->second), w.position));
    for (const auto* message : tails_.newest(id, after))
        append(o.rows, rows::put_message(build::message_for_agents(w, *message), w.position));
}

void Hub::unopen(const Workspace& w, Batch& batch, const std::shared_ptr<Subscriber>& who,
                 ConversationId id) {
    lose_sight(w, batch, who, id, w.position);
}

void Hub::lose_sight(const Workspace& w, Batch& batch, const std::shared_ptr<Subscriber>& who,
                     ConversationId id, Position position) {
    if (who->opened.erase(id) == 0)
        return;
    if (auto it = openers_.find(id); it != openers_.end()) {
        std::erase(it->second, who);
        if (it->second.empty())
            openers_.erase(it);
    }
    auto shown = shown_.find(id);
    bool own = shown != shown_.end() && shown->second.agent == who->actor.agent;
    if (own && shown->second.messages)
        return;
    // The messages go with the drop; the card stays where an offer or the open list shows it.
    auto& rows_out = out(batch, who).rows;
    append(rows_out, rows::drop_conversation(id, position));
    auto c = w.conversations.find(id);
    if ((own || who->listed.contains(id)) && c != w.conversations.end())
        append(rows_out, rows::put_conversation(build::conversation(w, c->second), position));
}

void Hub::typing(const Workspace& w, Batch& batch, const Actor& from, const Conversation& c,
                 bool typing) {
    view::Typing hint{c.id, AuthorKind::customer, {}, typing};
    if (from.kind == ActorKind::agent) {
        hint.author = AuthorKind::agent;
        if (auto agent = w.agents.find(from.agent); agent != w.agents.end())
            hint.name = display_name(agent->second, build::name_mode(w, c));
        auto text = to_json(hint);
        for (const auto& reader : readers_of(c.customer, w))
            if (reader->following)
                append(out(batch, reader).hints, text);
        return;
    }
    auto text = to_json(hint);
    if (c.session.state == SessionState::accepted)
        for (const auto& reader : readers_of(c.session.agent))
            if (reader->following && !reader->opened.contains(c.id))
                append(out(batch, reader).hints, text);
    if (auto it = openers_.find(c.id); it != openers_.end())
        for (const auto& reader : it->second)
            append(out(batch, reader).hints, text);
}

void Hub::publish_conversation(const Workspace& w, Batch& batch, const Conversation& c,
                               const std::vector<const Message*>& added, Position position,
                               Time now) {
    Shown next;
    if (c.session.number != 0 && c.session.state != SessionState::closed &&
        c.state != ConversationState::open && c.state != ConversationState::closed) {
        next.agent = c.session.agent;
        next.offer = c.session.state == SessionState::offered;
        next.messages = !next.offer;
    }
    Shown before;
    if (auto it = shown_.find(c.id); it != shown_.end())
        before = it->second;

    take_back_sight(w, batch, c, position);
    auto openers = openers_.find(c.id);
    const Readers& agents = next.agent ? readers_of(next.agent) : nobody;
    std::string row; // for agents, made at most once
    auto agent_row = [&]() -> const std::string& {
        if (row.empty())
            row = rows::put_conversation(build::conversation(w, c), position);
        return row;
    };
    std::vector<std::string> messages; // `added` for agents, made at most once
    auto agent_messages = [&]() -> const std::vector<std::string>& {
        if (messages.empty())
            for (const auto* message : added)
                messages.push_back(
                    rows::put_message(build::message_for_agents(w, *message), position));
        return messages;
    };

    if (before.agent && before.agent != next.agent)
        for (const auto& reader : readers_of(before.agent)) {
            if (!reader->following)
                continue;
            if (before.offer)
                append(out(batch, reader).rows, rows::drop_offer(c.id, position));
            if (reader->opened.contains(c.id))
                continue;
            // The messages go with the drop; the card stays where the open list shows it.
            bool listed = reader->listed.contains(c.id);
            if (!listed || before.messages)
                append(out(batch, reader).rows, rows::drop_conversation(c.id, position));
            if (listed && before.messages)
                append(out(batch, reader).rows, agent_row());
        }
    for (const auto& reader : agents) {
        if (!reader->following)
            continue;
        auto& rows_out = out(batch, reader).rows;
        bool opened = reader->opened.contains(c.id);
        // Left and offered to the same agent again: the messages go with the drop.
        if (!opened && before.agent == next.agent && before.messages && !next.messages)
            append(rows_out, rows::drop_conversation(c.id, position));
        if (!opened)
            append(rows_out, agent_row());
        bool had_messages = opened || (before.agent == next.agent && before.messages);
        if (next.messages && !had_messages) {
            for (const auto* message : tails_.newest(c.id, 0))
                append(rows_out,
                       rows::put_message(build::message_for_agents(w, *message), position));
        } else if (next.messages && !opened) {
            for (const auto& message : agent_messages())
                append(rows_out, message);
        }
        if (next.offer)
            append(rows_out, rows::put_offer(build::offer(c), position));
        else if (before.agent == next.agent && before.offer)
            append(rows_out, rows::drop_offer(c.id, position));
    }
    if (openers != openers_.end())
        for (const auto& reader : openers->second) {
            auto& rows_out = out(batch, reader).rows;
            append(rows_out, agent_row());
            for (const auto& message : agent_messages())
                append(rows_out, message);
        }

    const Readers& customers = readers_of(c.customer, w);
    if (!customers.empty()) {
        std::string mine;
        for (const auto& reader : customers) {
            if (!reader->following)
                continue;
            if (mine.empty()) {
                mine = rows::put_conversation(
                    build::customer_conversation(w, c, availability(w, c, now)), position);
                auto mode = build::name_mode(w, c);
                for (const auto* message : added)
                    append(mine, rows::put_message(build::message_for_customer(w, mode, *message),
                                                   position));
            }
            append(out(batch, reader).rows, mine);
        }
    }
    if (next.agent)
        shown_[c.id] = next;
    else
        shown_.erase(c.id);
    some_wait_ |= c.state == ConversationState::open;
}

// Who looks at a conversation that is no longer theirs to see (sessions and memberships change)
// loses it.
void Hub::take_back_sight(const Workspace& w, Batch& batch, const Conversation& c,
                          Position position) {
    auto openers = openers_.find(c.id);
    if (openers == openers_.end())
        return;
    auto readers = openers->second; // unopen changes the list
    for (const auto& reader : readers) {
        auto agent = w.agents.find(reader->actor.agent);
        if (agent == w.agents.end() || !may_view(w, agent->second, c))
            lose_sight(w, batch, reader, c.id, position);
    }
}

void Hub::publish_agent(const Workspace& w, Batch& batch, const Agent& agent, Position position) {
    const auto& readers = readers_of(agent.id);
    if (readers.empty())
        return;
    auto row = rows::put("me", build::me(w, agent), position);
    for (const auto& reader : readers)
        if (reader->following)
            append(out(batch, reader).rows, row);
}

void Hub::publish(const Workspace& w, Batch& batch, const Changes& changes, Position position,
                  Time now) {
    if (!changes.conversations().empty() || !changes.agents().empty() || changes.setup_changed())
        lists_dirty_ = true;

    std::unordered_map<ConversationId, std::vector<const Message*>> added;
    for (const auto& message : changes.messages())
        added[message.conversation].push_back(&message);
    static const std::vector<const Message*> none;
    for (ConversationId id : changes.conversations()) {
        touched_.erase(id);
        auto c = w.conversations.find(id);
        if (c == w.conversations.end())
            continue;
        auto messages = added.find(id);
        publish_conversation(w, batch, c->second, messages == added.end() ? none : messages->second,
                             position, now);
    }
    for (ConversationId id : touched_)
        if (auto c = w.conversations.find(id); c != w.conversations.end()) {
            publish_conversation(w, batch, c->second, none, position, now);
            for (const auto& reader : list_readers_)
                if (auto listed = reader->listed.find(id); listed != reader->listed.end())
                    listed->second = stale;
            lists_dirty_ = true;
        }
    touched_.clear();

    if (changes.setup_changed()) {
        for (const auto& reader : list_readers_) // names of queues may have changed
            for (auto& [id, version] : reader->listed)
                version = stale;
        // Rare: everybody's own small rows once more, as a snapshot brings them.
        std::vector<ConversationId> looked_at;
        for (const auto& [id, readers] : openers_)
            looked_at.push_back(id);
        for (ConversationId id : looked_at)
            if (auto c = w.conversations.find(id); c != w.conversations.end())
                take_back_sight(w, batch, c->second, position);
        std::set<Subscriber*> asked;
        for (const auto& request : pending_)
            asked.insert(request.who.get());
        for (const auto& [id, readers] : agents_)
            for (const auto& reader : readers)
                if (reader->following && !asked.contains(reader.get()))
                    pending_.push_back({reader, true, {}, true});
    } else {
        for (AgentId id : changes.agents())
            if (auto agent = w.agents.find(id); agent != w.agents.end())
                publish_agent(w, batch, agent->second, position);
    }
    for (LoginId login : changes.closed_logins())
        close_login(batch, login, 4504, "login_closed");

    for (const auto& request : pending_)
        if (!request.who->closing)
            snapshot(w, batch, request, position, now);
    pending_.clear();
}

void Hub::forget(ConversationId id) {
    tails_.forget(id);
    shown_.erase(id);
    if (auto it = openers_.find(id); it != openers_.end()) {
        for (const auto& reader : it->second)
            reader->opened.erase(id);
        openers_.erase(it);
    }
}

} // namespace parley
