#include "app/switchboard/changes.hpp"

#include "app/switchboard/row_mapping.hpp"
#include "base/check.hpp"
#include "base/json.hpp"

namespace parley {

struct Changes::Noter {
    Changes& changes;
    const Workspace& workspace;
    Time now;

    void session(ConversationId conversation, const Session& session) {
        changes.changed_sessions_[{conversation, session.number}] = session;
    }
    void agent_of(ConversationId conversation) {
        auto known = changes.sessions_.find(conversation);
        if (known != changes.sessions_.end() && known->second.agent)
            changes.agents_.insert(known->second.agent); // its load changes
    }

    void operator()(const event::CustomerSaved& e) {
        changes.customers_.insert(e.customer);
        if (auto hot = workspace.hot_by_customer.find(e.customer);
            hot != workspace.hot_by_customer.end())
            changes.conversations_.insert(hot->second.begin(), hot->second.end()); // shows the name
    }
    void operator()(const event::ConversationStarted& e) {
        changes.conversations_.insert(e.conversation);
    }
    void operator()(const event::MessageAdded& e) {
        changes.conversations_.insert(e.conversation);
        changes.messages_.push_back(*e.message);
    }
    void operator()(const event::SessionOpened& e) {
        changes.conversations_.insert(e.conversation);
        changes.sessions_[e.conversation] = e.session;
        session(e.conversation, e.session);
        agent_of(e.conversation);
        auto conversation = workspace.conversations.find(e.conversation);
        if (conversation != workspace.conversations.end() &&
            e.session.cause == AssignmentCause::automatic) {
            changes.queues_.insert(conversation->second.queue);
            changes.members_.insert({conversation->second.queue, e.session.agent});
        }
    }
    void operator()(const event::SessionAccepted& e) {
        changes.conversations_.insert(e.conversation);
        auto& session_now = changes.sessions_[e.conversation];
        session_now.state = SessionState::accepted;
        session_now.accepted_at = now;
        session(e.conversation, session_now);
        agent_of(e.conversation);
    }
    void operator()(const event::SessionClosed& e) {
        changes.conversations_.insert(e.conversation);
        auto& session_now = changes.sessions_[e.conversation];
        session_now.state = SessionState::closed;
        session_now.closed_at = now;
        session_now.closure = e.closure;
        session(e.conversation, session_now);
        agent_of(e.conversation);
    }
    void operator()(const event::StateChanged& e) {
        changes.conversations_.insert(e.conversation);
        agent_of(e.conversation);
    }
    void operator()(const event::CapacityReleased& e) {
        changes.conversations_.insert(e.conversation);
        agent_of(e.conversation);
    }
    void operator()(const event::ReadMarked& e) { changes.conversations_.insert(e.conversation); }
    void operator()(const event::ContextSet& e) { changes.conversations_.insert(e.conversation); }
    void operator()(const event::PresenceChanged& e) { changes.agents_.insert(e.agent); }
    void operator()(const event::AgentDisconnected& e) { changes.agents_.insert(e.agent); }
    void operator()(const event::AgentReturned& e) { changes.agents_.insert(e.agent); }
    void operator()(const event::AgentSaved& e) {
        changes.agents_.insert(e.agent);
        changes.setup_changed_ = true;
    }
    void operator()(const event::QueueSaved& e) {
        changes.queues_.insert(e.queue);
        changes.setup_changed_ = true;
        auto& known = changes.members_known_[e.queue];
        std::set<AgentId> members;
        for (const auto& [agent, turn] : e.value->members) {
            members.insert(agent);
            changes.members_.insert({e.queue, agent});
            changes.members_removed_.erase({e.queue, agent});
            changes.agents_.insert(agent);
        }
        for (AgentId agent : known)
            if (!members.contains(agent)) {
                changes.members_removed_.insert({e.queue, agent});
                changes.members_.erase({e.queue, agent});
                changes.agents_.insert(agent);
            }
        known = std::move(members);
    }
    void operator()(const event::WorkstreamSaved& e) {
        changes.workstreams_.insert(e.workstream);
        changes.setup_changed_ = true;
    }
    void operator()(const event::WidgetSaved& e) {
        changes.widgets_.insert(e.widget);
        changes.setup_changed_ = true;
    }
    void operator()(const event::QuickReplySaved& e) {
        changes.quick_replies_.insert(e.quick_reply);
        changes.setup_changed_ = true;
    }
    void operator()(const event::QuickReplyDeleted& e) {
        changes.quick_replies_.erase(e.quick_reply);
        changes.quick_replies_removed_.insert(e.quick_reply);
        changes.setup_changed_ = true;
    }
    void operator()(const event::SettingsChanged&) { changes.setup_changed_ = true; }
    void operator()(const event::LoginOpened& e) { changes.opened_logins_.insert(e.login); }
    void operator()(const event::LoginClosed& e) {
        changes.opened_logins_.erase(e.login);
        changes.closed_logins_.insert(e.login);
    }
};

void Changes::seed_sessions(const Workspace& workspace) {
    for (const auto& [id, conversation] : workspace.conversations)
        sessions_[id] = conversation.session;
    for (const auto& [id, queue] : workspace.queues)
        for (const auto& [agent, turn] : queue.members)
            members_known_[id].insert(agent);
}

void Changes::add(const Workspace& workspace, const std::vector<Event>& events,
                  std::string_view operation, const Actor& actor, Time now) {
    if (events.empty())
        return;
    touched_ = true;
    Noter noter{*this, workspace, now};
    if (!journal_.empty())
        journal_ += ',';
    journal_ += "{\"op\":\"";
    journal_ += operation;
    journal_ += "\",\"actor\":\"";
    journal_ += enum_name(actor.kind);
    if (actor.agent) {
        journal_ += ':';
        journal_ += std::to_string(actor.agent.value);
    }
    journal_ += "\",\"at\":";
    write_json(journal_, now);
    journal_ += ",\"events\":";
    write_json(journal_, events);
    journal_ += '}';
    for (const auto& event : events)
        std::visit(noter, event);
}

WorkspaceCommit Changes::cut(Workspace& w, const std::string& history_id, Time created_at,
                             Time now) {
    WorkspaceCommit commit;
    commit.position_before = w.position;
    Position position = ++w.position;

    for (AgentId id : agents_)
        if (auto it = w.agents.find(id); it != w.agents.end()) {
            it->second.position = position;
            commit.agents.push_back(to_row(w.id, it->second));
        }
    for (QueueId id : queues_)
        if (auto it = w.queues.find(id); it != w.queues.end()) {
            it->second.position = position;
            commit.queues.push_back(to_row(w.id, it->second));
        }
    for (auto [queue, agent] : members_)
        if (auto it = w.queues.find(queue); it != w.queues.end())
            if (auto member = it->second.members.find(agent); member != it->second.members.end())
                commit.queue_members.push_back(
                    {w.id.value, queue.value, agent.value, member->second});
    for (auto [queue, agent] : members_removed_)
        commit.queue_members_removed.push_back({w.id.value, queue.value, agent.value, 0});
    for (WorkstreamId id : workstreams_) {
        auto& workstream = w.workstreams.at(id);
        workstream.position = position;
        commit.workstreams.push_back(to_row(w.id, workstream));
    }
    for (WidgetId id : widgets_) {
        auto& widget = w.widgets.at(id);
        widget.position = position;
        commit.widgets.push_back(to_row(w.id, widget));
    }
    for (QuickReplyId id : quick_replies_) {
        auto& reply = w.quick_replies.at(id);
        reply.position = position;
        commit.quick_replies.push_back(to_row(w.id, reply));
    }
    for (QuickReplyId id : quick_replies_removed_)
        commit.quick_replies_removed.push_back(id.value);
    for (LoginId id : opened_logins_)
        if (auto it = w.logins.find(id); it != w.logins.end())
            commit.logins.push_back(to_row(w.id, it->second));
    for (LoginId id : closed_logins_)
        commit.logins_removed.push_back(id.value);
    for (CustomerId id : customers_)
        if (auto it = w.customers.find(id); it != w.customers.end()) {
            it->second.position = position;
            commit.customers.push_back(to_row(w.id, it->second));
        }
    commit.conversations.reserve(conversations_.size());
    for (ConversationId id : conversations_) {
        auto it = w.conversations.find(id);
        ENSURE(it != w.conversations.end()); // Closed ones are evicted after the cut
        it->second.position = position;
        commit.conversations.push_back(to_row(w.id, it->second));
    }
    for (const auto& [key, session] : changed_sessions_)
        commit.sessions.push_back(to_row(w.id, key.first, session));
    commit.messages.reserve(messages_.size());
    for (const auto& message : messages_)
        commit.messages.push_back(to_row(w.id, message));
    commit.client_operations = std::move(operations_);
    commit.journal = {w.id.value, position, now.ms, "[" + journal_ + "]"};
    commit.workspace = to_row(w, history_id, created_at);

    touched_ = setup_changed_ = false;
    conversations_.clear();
    agents_.clear();
    customers_.clear();
    queues_.clear();
    members_.clear();
    members_removed_.clear();
    workstreams_.clear();
    widgets_.clear();
    quick_replies_.clear();
    quick_replies_removed_.clear();
    opened_logins_.clear();
    closed_logins_.clear();
    changed_sessions_.clear();
    messages_.clear();
    operations_.clear();
    journal_.clear();
    return commit;
}

} // namespace parley
