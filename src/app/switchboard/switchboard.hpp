#pragma once
// One workspace's single writer: hydrate → decide → (commit) → release. It holds the state, decides
// each command, gathers what the batch owes, and is cut into a commit when the store is free. It
// has no thread and no clock of its own: the executor (or a test, or the simulator) calls it,
// always from one thread.
//
//   handle()/query()… → cut() → the store commits → released by the executor
//
// Facts that are not in memory: a command that needs some is parked at the head of its keys' lines,
// first in first out; wanted() tells what to load; hydrate() brings it and the parked commands are
// decided afresh.

#include "app/feed/hub.hpp"
#include "app/ports/store.hpp"
#include "app/switchboard/batch.hpp"
#include "app/switchboard/changes.hpp"
#include "core/workspace/workspace.hpp"

#include <deque>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace parley {

// The first answer to an operation with this client id (48 h).
struct NeedOperation {
    std::string actor; // as in row::ClientOperation
    std::string client_id;
    auto operator<=>(const NeedOperation&) const = default;
};
// The newest messages of a hot conversation, before first_seq.
struct NeedTail {
    ConversationId conversation;
    auto operator<=>(const NeedTail&) const = default;
};
using Want =
    std::variant<NeedCustomer, NeedSentMessages, NeedConversation, NeedOperation, NeedTail>;

// What the store said to one Want.
struct Fact {
    Want want;
    std::optional<row::Customer> customer;
    std::vector<row::Message> messages;
    std::optional<row::Conversation> conversation;
    std::optional<row::ClientOperation> operation;
};
Result<Fact> load_fact(StoreReader& reader, WorkspaceId workspace, const Want& want,
                       Seq tail_before);

// One mutating operation on its way.
struct Call {
    Request request;
    std::string_view operation;  // name; static storage
    std::uint64_t body_hash = 0; // of the arguments, for client_id_reused
    WriteReply write = nullptr;
    ReplyTo to;
    bool touch = false; // came without a connection: keeps its actor's lease
};

class Switchboard {
public:
    // `state` as loaded, position included.
    Switchboard(Workspace state, std::string history_id, Time created_at);

    const Workspace& state() const { return state_; }
    const std::string& history_id() const { return history_id_; }
    Hub& hub() { return hub_; }
    const Hub& hub() const { return hub_; }
    Batch& batch() { return batch_; }

    void handle(Call call, Time now);
    // Something that reads the state or works on the feed; runs at once unless it wants tails
    // first. `then` answers; `to` is told when it cannot be asked.
    void query(std::vector<ConversationId> tails, std::function<void(Switchboard&, Time)> then,
               Time now, ReplyTo to = {});
    // Before it goes unserved: whoever waits for facts is told to ask again.
    void abandon();
    // Runs the Tick that is due, if one is.
    void tick(Time now);
    Time next_deadline() const;
    void pulse(Time now);
    bool wants_pulse() const { return hub_.wants_pulse(); }

    // Connections come and go.
    void connected(const std::shared_ptr<Subscriber>& subscriber, Time now);
    void disconnected(const std::shared_ptr<Subscriber>& subscriber, Time now);

    // While the store refuses to write, nothing durable is decided (it would only fail and close
    // every connection once more): calls are refused `unavailable`, and who came or went meanwhile
    // is made up for as soon as it writes again.
    void set_writable(bool writable, Time now);

    void reply(const ReplyTo& to, Result<std::string> result);

    // Wants not asked for yet; asking is up to the caller.
    std::vector<std::pair<Want, Seq>> take_wanted();
    void hydrate(Result<Fact> fact, const Want& want, Time now);

    bool has_output() const {
        return !batch_.empty() || !changes_.empty() || !pending_calls_.empty() ||
               hub_.has_pending();
    }
    struct Cut {
        Batch batch;
        std::optional<WorkspaceCommit> commit; // none: nothing durable changed
        Position position = 0;
    };
    Cut cut(Time now);

    // Hooks for the directory (logins come and go), called when durable.
    std::function<void(const Login&)> on_login_opened;
    std::function<void(LoginId)> on_login_closed;
    std::function<void(const Workspace&)> on_setup_changed; // on the executor's thread, at the cut

private:
    struct Parked {
        Call call;
        std::vector<ConversationId> tails; // of a query
        std::function<void(Switchboard&, Time)> then;
        Hydrated hydrated;
        std::vector<std::shared_ptr<const Fact>> facts; // that came for it
        std::set<Want> absent;                          // operations known not to exist
        std::size_t rounds = 0;
        std::size_t missing = 0; // wants still on their way
    };
    using ParkedRef = std::shared_ptr<Parked>;

    void attempt(const ParkedRef& parked, Time now);
    void count_connections(const Actor& actor, std::string_view operation, Time now);
    void take_in(const Fact& fact);
    void park(const ParkedRef& parked, const std::vector<Want>& wants);
    void apply(const Call& call, Outcome outcome, Time now);
    void run_system(Command command, std::string_view operation, Time now);
    void note(const std::vector<Event>& events, std::string_view operation, const Actor& actor,
              Time now);
    std::vector<Want> missing_before(const Parked& parked) const;

    Workspace state_;
    std::string history_id_;
    Time created_at_;
    Time last_now_;
    Hub hub_;
    Changes changes_;
    Batch batch_;
    struct PendingReply {
        ReplyTo to;
        WriteReply write;
        Receipt receipt;
    };
    std::vector<PendingReply> pending_calls_; // answered when the position is known

    bool writable_ = true;
    std::map<std::string, Actor> uncounted_; // came or went while not writable, by actor_key

    std::deque<std::pair<Time, ConversationId>> closed_; // in order of closing; evicted later
    void evict(Time now);

    std::map<Want, std::deque<ParkedRef>> lines_;
    std::vector<Want> wanted_;
    std::size_t parked_ = 0;

    // Answers of this process's operations by client id; older ones are in the store.
    struct Remembered {
        std::uint64_t body_hash = 0;
        std::string reply;                  // empty until the cut
        std::optional<std::size_t> pending; // index into pending_calls_ while undecided
    };
    std::map<NeedOperation, Remembered> operations_;
    std::deque<NeedOperation> operations_order_;    // oldest first, bounded
    std::vector<NeedOperation> operations_pending_; // of this batch
    void remember(const Call& call, std::size_t pending);
    void forget_oldest_operations();
};

// "agent:7", "customer:<visitor>", "system": the scope of client ids.
std::string actor_key(const Actor& actor);

} // namespace parley
