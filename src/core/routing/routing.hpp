#pragma once
// Who gets what. Per queue an ordered line of waiting conversations; per class of work in that
// queue (what it costs, whether busy agents may get it) a line of its own and a tournament tree
// over the queue's members by the queue's method, made on first use. Assigning an item is O(log
// agents); a freed agent looks at the classes of its queues that have somebody waiting, never at
// all items.
//
// The index knows scores, not people: workspace/ feeds it (set_candidate on every change of
// presence, load, membership, connection) and asks best_agent / first_fit. It is derived state,
// rebuilt on load.

#include "base/ids.hpp"
#include "base/time.hpp"
#include "core/routing/line.hpp"
#include "core/workspace/setup.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace parley::routing {

// What routing must know of an agent within one queue.
struct Candidate {
    bool eligible = false;        // presence allowed, connected, not in grace, not disabled
    std::int64_t remaining = 0;   // capacity − load
    std::int64_t turn = 0;        // of this queue: smaller = longer ago (round robin)
    std::int64_t released_ms = 0; // capacity last released; smaller = longer ago (least active)
    bool busy = false;            // only for work that busy agents may get
    bool operator==(const Candidate&) const = default;
};

using Declines = std::map<AgentId, std::int64_t>;

// A tournament tree: leaf = agent, winner at the root. Methods compare by (method's score, turn,
// id).
class Tournament {
public:
    explicit Tournament(AssignmentMethod method, std::int64_t cost);
    ~Tournament();
    Tournament(Tournament&&) noexcept;
    Tournament& operator=(Tournament&&) noexcept;

    // Adds or changes; O(log n).
    void set(AgentId agent, const Candidate& candidate);
    void remove(AgentId agent);

    // The best with remaining ≥ cost; none if nobody. O(1).
    std::optional<AgentId> best() const;
    // The best that is not in `except`; O((1 + |except|) log n).
    std::optional<AgentId> best_except(const std::set<AgentId>& except) const;
    std::optional<AgentId> best_except(const Declines& except) const;
    // Those in `declined` below the limit, by fewest declines, then as the method has it.
    std::optional<AgentId> best_of_declined(const Declines& declined,
                                            std::int64_t decline_limit) const;
    std::size_t size() const;

private:
    struct Tree;
    std::unique_ptr<Tree> tree_;
};

// An item that can be assigned now, and to whom.
struct Fit {
    Waiting item;
    AgentId agent;
};

class Index {
public:
    Index();
    ~Index();
    Index(Index&&) noexcept;
    Index& operator=(Index&&) noexcept;

    // Adds or changes; a queue must be set before anything else names it.
    void set_queue(QueueId queue, std::int64_t priority, AssignmentMethod method);
    std::int64_t priority(QueueId queue) const;
    void set_candidate(QueueId queue, AgentId agent, const Candidate& candidate);
    void remove_candidate(QueueId queue, AgentId agent);

    void enqueue(QueueId queue, Waiting item, std::int64_t cost, bool allow_busy = true);
    void dequeue(QueueId queue, Waiting item);
    std::size_t waiting(QueueId queue) const;
    const Line& line(QueueId queue) const;
    // How many are before this one in its queue.
    std::size_t ahead(QueueId queue, Waiting item) const;

    // The best agent of the queue for an item of this cost. Agents in `declined` come after all
    // others, by fewest declines; those at `decline_limit` or more are left out; after
    // limits::decliners_stop decliners there is nobody.
    std::optional<AgentId> best_agent(QueueId queue, std::int64_t cost, const Declines& declined,
                                      std::int64_t decline_limit, bool allow_busy = true) const;

    // The oldest waiting item of the queue that somebody can take. `declines_of` knows an item's
    // declines.
    using DeclinesOf = std::function<const Declines&(ConversationId)>;
    std::optional<Fit> first_fit(QueueId queue, const DeclinesOf& declines_of,
                                 std::int64_t decline_limit) const;

    // Queues in which something may have become assignable since they were last taken, ascending.
    std::vector<QueueId> take_changed();
    void mark_changed(QueueId queue);

private:
    struct Queues;
    std::unique_ptr<Queues> queues_;
};

// Why a conversation waits, for people (each has its sentence in the catalogues).
enum class WaitReason {
    no_members, // the queue has nobody
    nobody_signed_in,
    nobody_available, // signed in, but presences do not take work
    all_busy,         // takes work, but capacity is used up
    declined_by_all,  // who could take it has declined too often
    behind_others,    // somebody could, and others are first
};
BOOST_DESCRIBE_ENUM(WaitReason, no_members, nobody_signed_in, nobody_available, all_busy,
                    declined_by_all, behind_others)

struct Explanation {
    WaitReason reason = WaitReason::no_members;
    std::int64_t ahead = 0; // items before it in its queue
    std::int64_t members = 0;
    std::int64_t signed_in = 0;
    std::int64_t available = 0; // presence takes work
    std::int64_t with_capacity = 0;
    std::int64_t declined = 0; // left out because they declined too often
};
BOOST_DESCRIBE_STRUCT(Explanation, (),
                      (reason, ahead, members, signed_in, available, with_capacity, declined))

} // namespace parley::routing

namespace parley {
struct Workspace;
// For a conversation that is Open.
routing::Explanation explain(const Workspace& workspace, ConversationId conversation);
} // namespace parley
