// What changes without an event: the list of waiting conversations, and whether somebody is there.

#include "app/feed/hub.hpp"

#include "app/feed/build_views.hpp"
#include "app/feed/rows.hpp"
#include "base/json.hpp"

namespace parley {

using rows::append;

namespace {

bool is_member(const Workspace& w, QueueId queue, AgentId agent) {
    auto it = w.queues.find(queue);
    return it != w.queues.end() && it->second.members.contains(agent);
}

} // namespace

void Hub::follow_open_list(const Workspace& w, Batch& batch, const std::shared_ptr<Subscriber>& who,
                           bool on) {
    if (on && who->follows_open_list)
        return; // what it has been sent stays known: else it could not be taken back
    std::erase(list_readers_, who);
    if (!on) {
        for (const auto& [id, version] : who->listed) {
            auto shown = shown_.find(id);
            bool own = shown != shown_.end() && shown->second.agent == who->actor.agent;
            if (!own && !who->opened.contains(id))
                append(out(batch, who).rows, rows::drop_conversation(id, w.position));
        }
        if (!who->list_sent.empty())
            append(out(batch, who).rows, rows::drop("list/open", w.position));
    }
    who->follows_open_list = on;
    who->listed.clear();
    who->list_sent.clear();
    if (on) {
        list_readers_.push_back(who);
        lists_dirty_ = true;
    }
}

Availability Hub::availability(const Workspace& w, const Conversation& c, Time now) {
    if (c.state != ConversationState::open)
        return Availability::available;
    auto known = availability_.find(c.workstream);
    if (known != availability_.end())
        return known->second;
    auto workstream = w.workstreams.find(c.workstream);
    if (workstream == w.workstreams.end())
        return Availability::offline;
    return availability_[c.workstream] = parley::availability(w, workstream->second, now);
}

void Hub::pulse(const Workspace& w, Batch& batch, Time now) {
    lists_dirty_ = false;
    std::map<WorkstreamId, Availability> fresh;
    for (const auto& [id, workstream] : w.workstreams)
        fresh[id] = parley::availability(w, workstream, now);
    std::size_t waiting = 0;
    for (const auto& [id, queue] : w.queues)
        waiting += w.routing.waiting(id);
    some_wait_ = waiting > 0;
    if (fresh != availability_ && some_wait_ && waiting <= limits::list_rows_max)
        for (const auto& [id, queue] : w.queues)
            for (const auto& item : w.routing.line(id)) {
                const auto& c = w.conversations.at(item.conversation);
                auto old = availability_.find(c.workstream);
                if (old == availability_.end() || old->second != fresh[c.workstream])
                    touched_.insert(c.id);
            }
    availability_ = std::move(fresh);
    for (const auto& reader : list_readers_)
        send_list(w, batch, reader);
}

void Hub::send_list(const Workspace& w, Batch& batch, const std::shared_ptr<Subscriber>& to) {
    view::List list;
    std::vector<routing::Waiting> waiting;
    auto agent = w.agents.find(to->actor.agent);
    bool sees_all = agent != w.agents.end() && agent->second.role != Role::agent;
    for (const auto& [id, queue] : w.queues) {
        if (!sees_all && !is_member(w, id, to->actor.agent))
            continue;
        list.total += static_cast<std::int64_t>(w.routing.waiting(id));
        std::size_t taken = 0;
        for (const auto& item : w.routing.line(id)) {
            if (taken++ == limits::list_rows_max)
                break;
            waiting.push_back(item);
        }
    }
    std::sort(waiting.begin(), waiting.end());
    if (waiting.size() > limits::list_rows_max)
        waiting.resize(limits::list_rows_max);

    auto& o = out(batch, to);
    std::map<ConversationId, Position> listed;
    for (const auto& item : waiting) {
        const auto& c = w.conversations.at(item.conversation);
        list.ids.push_back(c.id);
        listed[c.id] = c.position;
        auto before = to->listed.find(c.id);
        if ((before == to->listed.end() || before->second != c.position) &&
            !to->opened.contains(c.id))
            append(o.rows, rows::put_conversation(build::conversation(w, c), w.position));
    }
    for (const auto& [id, version] : to->listed) {
        auto shown = shown_.find(id);
        bool own = shown != shown_.end() && shown->second.agent == to->actor.agent;
        if (!listed.contains(id) && !own && !to->opened.contains(id))
            append(o.rows, rows::drop_conversation(id, w.position));
    }
    to->listed = std::move(listed);
    if (auto text = to_json(list); text != to->list_sent) {
        append(o.rows, rows::put("list/open", list, w.position));
        to->list_sent = std::move(text);
    }
}

} // namespace parley
