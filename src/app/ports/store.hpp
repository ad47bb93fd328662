#pragma once
// The store port: durable commits from one writer, reads from any thread. Implemented once over SQL
// (adapters/store), with a SQLite and a PostgreSQL driver; tests/contract runs one suite over both.
//
// Durable means: when commit() answers ok, the data survives kill -9 and power loss (fsync
// returned).

#include "app/ports/rows.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace parley {

// All rows one commit changes in one workspace. Upserts replace whole rows; messages are inserted
// only.
struct WorkspaceCommit {
    row::Workspace workspace; // upserted; its position is the commit's
    Position position_before =
        0; // must be the stored position, else the commit fails (stale writer)
    std::vector<row::Agent> agents;
    std::vector<row::Queue> queues;
    std::vector<row::QueueMember> queue_members;
    std::vector<row::QueueMember> queue_members_removed; // by key
    std::vector<row::Workstream> workstreams;
    std::vector<row::Widget> widgets;
    std::vector<row::QuickReply> quick_replies;
    std::vector<std::int64_t> quick_replies_removed;
    std::vector<row::Login> logins;
    std::vector<std::int64_t> logins_removed;
    std::vector<row::Customer> customers;
    std::vector<row::Conversation> conversations;
    std::vector<row::Session> sessions;
    std::vector<row::Message> messages;
    std::vector<row::ClientOperation> client_operations;
    row::Journal journal;
};

// How a commit failed (design: three kinds).
enum class CommitFailure {
    rolled_back, // for certain; disk full, constraint. Reload, probe, resume
    unknown,     // connection lost around COMMIT. Reconnect, compare positions, reload
    fatal, // fsync or I/O error: the process must exit (the page cache may show what the disk lost)
};
struct CommitError {
    CommitFailure failure = CommitFailure::rolled_back;
    WorkspaceId
        culprit; // set when one workspace's statement failed by itself; the others were committed
    std::string detail;
};
using CommitResult = tl::expected<void, CommitError>;

// Everything a workspace's memory is made of.
struct LoadedWorkspace {
    row::Workspace workspace;
    std::vector<row::Agent> agents;
    std::vector<row::Queue> queues;
    std::vector<row::QueueMember> queue_members;
    std::vector<row::Workstream> workstreams;
    std::vector<row::Widget> widgets;
    std::vector<row::QuickReply> quick_replies;
    std::vector<row::Login> logins;
    std::vector<row::Conversation> conversations; // not Closed
    std::vector<row::Session> sessions;   // the current or last one of each of these conversations
    std::vector<row::Customer> customers; // of these conversations
};

// A reader is used by one thread at a time; each call is its own short read transaction (≤ 1 s).
class StoreReader {
public:
    virtual ~StoreReader() = default;

    virtual Result<std::vector<row::Workspace>> workspaces() = 0;
    virtual Result<LoadedWorkspace> load(WorkspaceId workspace) = 0;
    virtual Result<Position> position(WorkspaceId workspace) = 0;

    virtual Result<std::optional<row::Customer>> customer(WorkspaceId workspace, CustomerId id) = 0;
    virtual Result<std::optional<row::Customer>>
    customer_by_visitor(WorkspaceId workspace, const std::string& visitor) = 0;
    virtual Result<std::optional<row::Conversation>> conversation(WorkspaceId workspace,
                                                                  ConversationId id) = 0;
    virtual Result<std::vector<row::Session>> sessions(WorkspaceId workspace,
                                                       ConversationId id) = 0;
    virtual Result<std::optional<row::ClientOperation>>
    client_operation(WorkspaceId workspace, const std::string& actor,
                     const std::string& client_id) = 0;
    // People's messages of a conversation that carry a client id.
    virtual Result<std::vector<row::Message>> sent_messages(WorkspaceId workspace,
                                                            ConversationId id) = 0;

    // The newest `limit` messages with seq < before_seq, or (after_seq set) the oldest with seq >
    // after_seq; always in ascending seq. Keyset: cost does not depend on how many there are.
    virtual Result<std::vector<row::Message>> messages(WorkspaceId workspace, ConversationId id,
                                                       Seq before_seq, std::optional<Seq> after_seq,
                                                       std::int64_t limit) = 0;

    // Closed conversations of one agent (its last session), newest first, closed_at in [since,
    // before) and for equal closed_at id < before_id.
    virtual Result<std::vector<row::Conversation>>
    closed_by_agent(WorkspaceId workspace, AgentId agent, Time since, Time before,
                    ConversationId before_id, std::int64_t limit) = 0;
    // A customer's conversations, newest first, id < before_id.
    virtual Result<std::vector<row::Conversation>> of_customer(WorkspaceId workspace,
                                                               CustomerId customer,
                                                               ConversationId before_id,
                                                               std::int64_t limit) = 0;
    // For `parley check` and tests: the journal from a position on.
    virtual Result<std::vector<row::Journal>> journal(WorkspaceId workspace, Position after,
                                                      std::int64_t limit) = 0;
};

class Store {
public:
    virtual ~Store() = default;

    // One durable commit over several workspaces (group commit). Called by one thread only.
    virtual CommitResult commit(std::vector<WorkspaceCommit>& commits) = 0;
    // After a failed commit, by the committing side: can the store write again? Reconnects if it
    // must; writes something small. `fatal` here means what it means for a commit.
    virtual CommitResult probe() = 0;
    // Between commits, by the same thread: checkpoints in steps, drops client operations older than
    // 48 h.
    virtual void housekeeping(Time now) = 0;
    virtual Result<std::unique_ptr<StoreReader>> reader() = 0;
    // What the bench and /healthz print: "sqlite 3.40.1, journal_mode=wal, synchronous=FULL".
    virtual std::string describe() = 0;
};

// The 256-bit-or-so random secret of this store: signs visitor tokens. Made at first open.
class StoreSecrets {
public:
    virtual ~StoreSecrets() = default;
    virtual std::string token_key() = 0; // 32 bytes
};

} // namespace parley
