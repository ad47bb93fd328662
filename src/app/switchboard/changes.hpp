#pragma once
// What one batch of commands has changed in a workspace: collected event by event, turned into rows
// once, when the batch is cut. A row is written once per commit however often it changed.

#include "app/ports/store.hpp"
#include "core/workspace/workspace.hpp"

#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace parley {

class Changes {
public:
    bool empty() const { return !touched_; }

    // Notes one command's events, in order, after they were evolved.
    void add(const Workspace& workspace, const std::vector<Event>& events,
             std::string_view operation, const Actor& actor, Time now);
    void add_operation(row::ClientOperation operation) {
        operations_.push_back(std::move(operation));
    }

    const std::set<ConversationId>& conversations() const { return conversations_; }
    const std::set<AgentId>& agents() const { return agents_; }
    const std::vector<Message>& messages() const { return messages_; }
    const std::set<LoginId>& closed_logins() const { return closed_logins_; }
    const std::set<LoginId>& opened_logins() const { return opened_logins_; }
    bool setup_changed() const { return setup_changed_; }

    // The commit's rows. Gives the batch its position (workspace.position + 1) and stamps it on
    // everything that changed. Leaves this object empty.
    WorkspaceCommit cut(Workspace& workspace, const std::string& history_id, Time created_at,
                        Time now);

    // The session of each hot conversation as of the last event seen; needed because a later event
    // of the same command may already have replaced it in the state.
    void forget_session(ConversationId conversation) { sessions_.erase(conversation); }
    void seed_sessions(const Workspace& workspace);

private:
    struct Noter;

    bool touched_ = false;
    bool setup_changed_ = false;
    std::set<ConversationId> conversations_;
    std::set<AgentId> agents_;
    std::set<CustomerId> customers_;
    std::set<QueueId> queues_;
    std::set<std::pair<QueueId, AgentId>> members_;
    std::set<std::pair<QueueId, AgentId>> members_removed_;
    std::set<WorkstreamId> workstreams_;
    std::set<WidgetId> widgets_;
    std::set<QuickReplyId> quick_replies_;
    std::set<QuickReplyId> quick_replies_removed_;
    std::set<LoginId> opened_logins_;
    std::set<LoginId> closed_logins_;
    std::map<std::pair<ConversationId, SessionNumber>, Session> changed_sessions_;
    std::vector<Message> messages_;
    std::vector<row::ClientOperation> operations_;
    std::string journal_;                                  // comma-separated entries
    std::unordered_map<ConversationId, Session> sessions_; // kept across batches
    std::map<QueueId, std::set<AgentId>> members_known_;   // kept across batches
};

} // namespace parley
