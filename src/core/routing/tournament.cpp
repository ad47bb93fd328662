#include "core/routing/routing.hpp"

#include "base/check.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <limits>

namespace parley::routing {

namespace {

using Slot = std::int32_t;
constexpr std::int64_t not_in_play = std::numeric_limits<std::int64_t>::min();

struct Leaf {
    std::int64_t score = not_in_play; // larger wins
    std::int64_t turn = 0;            // smaller wins
    AgentId agent;                    // smaller wins
};

bool beats(const Leaf& a, const Leaf& b) {
    if (a.score != b.score)
        return a.score > b.score;
    if (a.turn != b.turn)
        return a.turn < b.turn;
    return a.agent < b.agent;
}

} // namespace

// A flat binary tree: node 1 is the root, node n has the children 2n and 2n + 1, and the leaf of
// slot s is node `width` + s. Each inner node names the slot that wins below it.
struct Tournament::Tree {
    AssignmentMethod method;
    std::int64_t cost;
    std::size_t width = 1; // leaves, a power of two
    std::vector<Leaf> leaves = std::vector<Leaf>(1);
    std::vector<Slot> winners = std::vector<Slot>(2, 0);
    std::vector<Slot> free_slots;
    Slot slots_used = 0;
    boost::unordered_flat_map<AgentId, Slot, std::hash<AgentId>> slot_of;

    std::int64_t score(const Candidate& candidate) const {
        if (!candidate.eligible || candidate.remaining < cost)
            return not_in_play;
        switch (method) {
        case AssignmentMethod::highest_capacity:
            return candidate.remaining;
        case AssignmentMethod::round_robin:
            return 0;
        case AssignmentMethod::least_active:
            return -candidate.released_ms;
        }
        return not_in_play;
    }

    Slot better(Slot a, Slot b) const {
        return beats(leaves[static_cast<std::size_t>(a)], leaves[static_cast<std::size_t>(b)]) ? a
                                                                                               : b;
    }

    const Leaf& leaf(Slot slot) const { return leaves[static_cast<std::size_t>(slot)]; }

    void grow() {
        width *= 2;
        leaves.resize(width);
        winners.assign(2 * width, 0);
        for (std::size_t slot = 0; slot < width; ++slot)
            winners[width + slot] = static_cast<Slot>(slot);
        for (std::size_t node = width - 1; node > 0; --node)
            winners[node] = better(winners[2 * node], winners[2 * node + 1]);
    }

    Slot take_slot(AgentId agent) {
        if (auto known = slot_of.find(agent); known != slot_of.end())
            return known->second;
        Slot slot = 0;
        if (!free_slots.empty()) {
            slot = free_slots.back();
            free_slots.pop_back();
        } else {
            slot = slots_used++;
            if (static_cast<std::size_t>(slot) == width)
                grow();
        }
        slot_of.emplace(agent, slot);
        return slot;
    }

    void put(Slot slot, const Leaf& value) {
        leaves[static_cast<std::size_t>(slot)] = value;
        for (std::size_t node = (width + static_cast<std::size_t>(slot)) / 2; node > 0; node /= 2) {
            Slot winner = better(winners[2 * node], winners[2 * node + 1]);
            if (winners[node] == winner && winner != slot)
                return; // nothing above sees a difference
            winners[node] = winner;
        }
    }

    // Opens the nodes whose winner is excluded, and takes the best of the others on the way.
    template <class Excluded> std::optional<AgentId> best_except(const Excluded& excluded) const {
        std::optional<Slot> best;
        std::vector<std::size_t> open = {1};
        while (!open.empty()) {
            std::size_t node = open.back();
            open.pop_back();
            Slot slot = winners[node];
            const Leaf& winner = leaf(slot);
            if (winner.score == not_in_play)
                continue;
            if (!excluded.contains(winner.agent)) {
                best = best ? better(*best, slot) : slot;
            } else if (node < width) {
                open.push_back(2 * node);
                open.push_back(2 * node + 1);
            }
        }
        if (!best)
            return {};
        return leaf(*best).agent;
    }
};

Tournament::Tournament(AssignmentMethod method, std::int64_t cost)
    : tree_(std::make_unique<Tree>(Tree{.method = method, .cost = cost})) {}
Tournament::~Tournament() = default;
Tournament::Tournament(Tournament&&) noexcept = default;
Tournament& Tournament::operator=(Tournament&&) noexcept = default;

void Tournament::set(AgentId agent, const Candidate& candidate) {
    tree_->put(tree_->take_slot(agent), {tree_->score(candidate), candidate.turn, agent});
}

void Tournament::remove(AgentId agent) {
    auto known = tree_->slot_of.find(agent);
    if (known == tree_->slot_of.end())
        return;
    Slot slot = known->second;
    tree_->slot_of.erase(known);
    tree_->put(slot, {});
    tree_->free_slots.push_back(slot);
}

std::optional<AgentId> Tournament::best() const {
    const Leaf& winner = tree_->leaf(tree_->winners[1]);
    if (winner.score == not_in_play)
        return {};
    return winner.agent;
}

std::optional<AgentId> Tournament::best_except(const std::set<AgentId>& except) const {
    return tree_->best_except(except);
}

std::optional<AgentId> Tournament::best_except(const Declines& except) const {
    return tree_->best_except(except);
}

std::optional<AgentId> Tournament::best_of_declined(const Declines& declined,
                                                    std::int64_t decline_limit) const {
    std::optional<Slot> best;
    std::int64_t fewest = decline_limit;
    for (const auto& [agent, count] : declined) {
        auto known = tree_->slot_of.find(agent);
        if (known == tree_->slot_of.end() || tree_->leaf(known->second).score == not_in_play)
            continue;
        if (count < fewest) {
            fewest = count;
            best = known->second;
        } else if (best && count == fewest) {
            best = tree_->better(*best, known->second);
        }
    }
    if (!best)
        return {};
    return tree_->leaf(*best).agent;
}

std::size_t Tournament::size() const { return tree_->slot_of.size(); }

} // namespace parley::routing
