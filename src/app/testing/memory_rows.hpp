#pragma once
// The rows of one workspace in memory, for tests of the switchboard that need no database: takes
// its commits, answers what it wants to know, and loads it anew.

#include "app/ports/store.hpp"

#include <doctest/doctest.h>
#include <map>
#include <utility>

namespace parley::testing {

class MemoryRows final : public StoreReader {
public:
    void apply(const WorkspaceCommit& commit) {
        REQUIRE(commit.position_before == workspace_.position);
        REQUIRE(commit.workspace.position == commit.position_before + 1);
        workspace_ = commit.workspace;
        keep(agents_, commit.agents, [](const auto& r) { return r.id; });
        keep(queues_, commit.queues, [](const auto& r) { return r.id; });
        keep(members_, commit.queue_members,
             [](const auto& r) { return std::pair(r.queue, r.agent); });
        for (const auto& gone : commit.queue_members_removed)
            members_.erase({gone.queue, gone.agent});
        keep(workstreams_, commit.workstreams, [](const auto& r) { return r.id; });
        keep(widgets_, commit.widgets, [](const auto& r) { return r.id; });
        keep(quick_replies_, commit.quick_replies, [](const auto& r) { return r.id; });
        for (auto gone : commit.quick_replies_removed)
            quick_replies_.erase(gone);
        keep(logins_, commit.logins, [](const auto& r) { return r.id; });
        for (auto gone : commit.logins_removed)
            logins_.erase(gone);
        keep(customers_, commit.customers, [](const auto& r) { return r.id; });
        keep(conversations_, commit.conversations, [](const auto& r) { return r.id; });
        keep(sessions_, commit.sessions,
             [](const auto& r) { return std::pair(r.conversation, r.number); });
        for (const auto& message : commit.messages) {
            bool fresh =
                messages_.emplace(std::pair(message.conversation, message.seq), message).second;
            REQUIRE_MESSAGE(fresh,
                            "message " << message.conversation << "/" << message.seq << " twice");
        }
        keep(operations_, commit.client_operations,
             [](const auto& r) { return std::pair(r.actor, r.client_id); });
        journal_.push_back(commit.journal);
    }

    Result<std::vector<row::Workspace>> workspaces() override {
        return std::vector<row::Workspace>(1, workspace_);
    }
    Result<LoadedWorkspace> load(WorkspaceId) override {
        LoadedWorkspace loaded;
        loaded.workspace = workspace_;
        loaded.agents = all(agents_);
        loaded.queues = all(queues_);
        loaded.queue_members = all(members_);
        loaded.workstreams = all(workstreams_);
        loaded.widgets = all(widgets_);
        loaded.quick_replies = all(quick_replies_);
        loaded.logins = all(logins_);
        std::map<std::int64_t, row::Customer> people;
        for (const auto& [id, conversation] : conversations_) {
            if (conversation.state == "closed")
                continue;
            loaded.conversations.push_back(conversation);
            if (auto session = find(sessions_, Pair(id, conversation.session)))
                loaded.sessions.push_back(*session);
            if (auto customer = find(customers_, conversation.customer))
                people.insert_or_assign(conversation.customer, *customer);
        }
        loaded.customers = all(people);
        return loaded;
    }
    Result<Position> position(WorkspaceId) override { return workspace_.position; }
    Result<std::optional<row::Customer>> customer(WorkspaceId, CustomerId id) override {
        return find(customers_, id.value);
    }
    Result<std::optional<row::Customer>> customer_by_visitor(WorkspaceId,
                                                             const std::string& visitor) override {
        for (const auto& [id, customer] : customers_)
            if (customer.visitor == visitor)
                return std::optional(customer);
        return std::optional<row::Customer>();
    }
    Result<std::optional<row::Conversation>> conversation(WorkspaceId, ConversationId id) override {
        return find(conversations_, id.value);
    }
    Result<std::vector<row::Session>> sessions(WorkspaceId, ConversationId id) override {
        std::vector<row::Session> found;
        for (const auto& [key, session] : sessions_)
            if (key.first == id.value)
                found.push_back(session);
        return found;
    }
    Result<std::optional<row::ClientOperation>>
    client_operation(WorkspaceId, const std::string& actor, const std::string& client_id) override {
        return find(operations_, std::pair(actor, client_id));
    }
    Result<std::vector<row::Message>> sent_messages(WorkspaceId, ConversationId id) override {
        std::vector<row::Message> found;
        for (const auto& [key, message] : messages_)
            if (key.first == id.value && !message.client_id.empty())
                found.push_back(message);
        return found;
    }
    Result<std::vector<row::Message>> messages(WorkspaceId, ConversationId id, Seq before_seq,
                                               std::optional<Seq> after_seq,
                                               std::int64_t limit) override {
        std::vector<row::Message> found;
        for (const auto& [key, message] : messages_)
            if (key.first == id.value &&
                (after_seq ? message.seq > *after_seq : message.seq < before_seq))
                found.push_back(message);
        auto many = static_cast<std::int64_t>(found.size());
        if (many > limit && after_seq)
            found.resize(static_cast<std::size_t>(limit));
        else if (many > limit)
            found.erase(found.begin(), found.end() - limit);
        return found;
    }
    Result<std::vector<row::Conversation>> closed_by_agent(WorkspaceId, AgentId, Time, Time,
                                                           ConversationId, std::int64_t) override {
        return fail(ErrorCode::unimplemented, "not_in_memory");
    }
    Result<std::vector<row::Conversation>> of_customer(WorkspaceId, CustomerId, ConversationId,
                                                       std::int64_t) override {
        return fail(ErrorCode::unimplemented, "not_in_memory");
    }
    Result<std::vector<row::Journal>> journal(WorkspaceId, Position after, std::int64_t) override {
        std::vector<row::Journal> found;
        for (const auto& entry : journal_)
            if (entry.position > after)
                found.push_back(entry);
        return found;
    }

private:
    template <class Map, class Rows, class Key>
    static void keep(Map& map, const Rows& rows, Key key) {
        for (const auto& row : rows)
            map.insert_or_assign(key(row), row);
    }
    template <class Map> static std::vector<typename Map::mapped_type> all(const Map& map) {
        std::vector<typename Map::mapped_type> rows;
        for (const auto& [key, row] : map)
            rows.push_back(row);
        return rows;
    }
    template <class Map>
    static std::optional<typename Map::mapped_type> find(const Map& map,
                                                         const typename Map::key_type& key) {
        auto row = map.find(key);
        return row == map.end() ? std::nullopt : std::optional(row->second);
    }

    using Pair = std::pair<std::int64_t, std::int64_t>;
    row::Workspace workspace_;
    std::map<std::int64_t, row::Agent> agents_;
    std::map<std::int64_t, row::Queue> queues_;
    std::map<Pair, row::QueueMember> members_;
    std::map<std::int64_t, row::Workstream> workstreams_;
    std::map<std::int64_t, row::Widget> widgets_;
    std::map<std::int64_t, row::QuickReply> quick_replies_;
    std::map<std::int64_t, row::Login> logins_;
    std::map<std::int64_t, row::Customer> customers_;
    std::map<std::int64_t, row::Conversation> conversations_;
    std::map<Pair, row::Session> sessions_;
    std::map<Pair, row::Message> messages_;
    std::map<std::pair<std::string, std::string>, row::ClientOperation> operations_;
    std::vector<row::Journal> journal_;
};

} // namespace parley::testing
