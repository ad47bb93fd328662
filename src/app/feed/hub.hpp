#pragma once
// The feed of one workspace: who is connected, what each connection has in sight, and the rows that
// a batch owes to whom. Rows are built once per batch, when it is cut, from the state at that
// position; each is serialised once for all its readers.
//
// In sight of an agent: itself, its queues, quick replies, the conversations whose current session
// is its own (offered, accepted, wrap-up), offers to it, and messages of the accepted ones; plus
// what it follows explicitly. In sight of a customer: its conversations that are not Closed for
// longer than this process, and their messages.

#include "app/feed/subscriber.hpp"
#include "app/feed/tails.hpp"
#include "app/feed/views.hpp"
#include "app/switchboard/batch.hpp"
#include "app/switchboard/changes.hpp"

#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace parley {

struct FollowRequest {
    std::shared_ptr<Subscriber> who;
    bool resumed = false;
    std::map<ConversationId, Seq> held; // last seq per conversation the client has
    bool refresh = false;               // already following: everything but messages once more
};

class Hub {
public:
    Tails& tails() { return tails_; }
    const Tails& tails() const { return tails_; }

    // The slot of this connection in the batch.
    Outgoing& out(Batch& batch, const std::shared_ptr<Subscriber>& to);
    void begin_batch() { ++batch_number_; }

    void add(const std::shared_ptr<Subscriber>& subscriber);
    void remove(const std::shared_ptr<Subscriber>& subscriber);
    std::size_t connections(AgentId agent) const;
    std::size_t connections(const std::string& visitor) const;
    // Has the agent a connection by this login, by another one?
    bool is_connected(AgentId agent, LoginId login) const;
    bool is_connected_elsewhere(AgentId agent, LoginId login) const;
    // Closes every connection of these logins, or of this agent.
    void close_login(Batch& batch, LoginId login, int code, const std::string& reason);
    void close_all(Batch& batch, int code, const std::string& reason);

    // Subscribes; the snapshot is part of this batch.
    void follow(FollowRequest request) { pending_.push_back(std::move(request)); }
    void open(const Workspace& w, Batch& batch, const std::shared_ptr<Subscriber>& who,
              ConversationId id, Seq after);
    void unopen(const Workspace& w, Batch& batch, const std::shared_ptr<Subscriber>& who,
                ConversationId id);
    void follow_open_list(const Workspace& w, Batch& batch, const std::shared_ptr<Subscriber>& who,
                          bool on);
    void typing(const Workspace& w, Batch& batch, const Actor& from, const Conversation& c,
                bool typing);

    // Notes volatile changes that views show.
    void touch(ConversationId id) { touched_.insert(id); }
    // The rows this batch owes. Call once, after Changes has collected and before its cut;
    // `position` is the one the cut will give. Returns nothing owed to nobody.
    void publish(const Workspace& w, Batch& batch, const Changes& changes, Position position,
                 Time now);
    // Lists and availability: at most four times a second, when something they show may have
    // changed.
    void pulse(const Workspace& w, Batch& batch, Time now);
    // Anything that publish() would send although no event happened?
    bool has_pending() const { return !pending_.empty() || !touched_.empty(); }
    bool wants_pulse() const { return lists_dirty_ && (!list_readers_.empty() || some_wait_); }

    // After the cut: conversations that are Closed leave memory.
    void forget(ConversationId id);
    Availability availability(const Workspace& w, const Conversation& c, Time now);

private:
    using Readers = std::vector<std::shared_ptr<Subscriber>>;
    void publish_conversation(const Workspace& w, Batch& batch, const Conversation& c,
                              const std::vector<const Message*>& added, Position position,
                              Time now);
    void publish_agent(const Workspace& w, Batch& batch, const Agent& agent, Position position);
    void snapshot(const Workspace& w, Batch& batch, const FollowRequest& request, Position position,
                  Time now);
    void lose_sight(const Workspace& w, Batch& batch, const std::shared_ptr<Subscriber>& who,
                    ConversationId id, Position position);
    void take_back_sight(const Workspace& w, Batch& batch, const Conversation& c,
                         Position position);
    void send_list(const Workspace& w, Batch& batch, const std::shared_ptr<Subscriber>& to);
    const Readers& readers_of(AgentId agent) const;
    const Readers& readers_of(CustomerId customer, const Workspace& w) const;

    std::uint64_t batch_number_ = 1;
    Tails tails_;
    std::unordered_map<AgentId, Readers> agents_;
    std::unordered_map<std::string, Readers> visitors_;
    std::unordered_map<ConversationId, Readers> openers_;
    Readers list_readers_;
    // What the current agent of each conversation has been shown, to take it back when it changes
    // hands.
    struct Shown {
        AgentId agent;
        bool offer = false;
        bool messages = false;
    };
    std::unordered_map<ConversationId, Shown> shown_;
    std::vector<FollowRequest> pending_;
    std::set<ConversationId> touched_;
    std::map<WorkstreamId, Availability> availability_;
    bool some_wait_ = false; // a conversation is Open, or was at the last pulse
    bool lists_dirty_ = false;
};

} // namespace parley
