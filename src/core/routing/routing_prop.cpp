// The line, the tournament and the index against slow and obvious versions of themselves.

#include "core/routing/routing.hpp"

#include "base/limits.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace parley;
using namespace parley::routing;

namespace {

bool slow_beats(AssignmentMethod method, AgentId a, const Candidate& x, AgentId b,
                const Candidate& y) {
    if (method == AssignmentMethod::highest_capacity && x.remaining != y.remaining)
        return x.remaining > y.remaining;
    if (method == AssignmentMethod::least_active && x.released_ms != y.released_ms)
        return x.released_ms < y.released_ms;
    if (x.turn != y.turn)
        return x.turn < y.turn;
    return a < b;
}

struct SlowItem {
    Waiting item;
    std::int64_t cost;
    bool allow_busy;
    Declines declines;
};

struct SlowQueue {
    AssignmentMethod method = AssignmentMethod::highest_capacity;
    std::map<AgentId, Candidate> candidates;
    std::vector<SlowItem> items;

    std::optional<AgentId> best(std::int64_t cost, bool allow_busy, const Declines& declines,
                                std::int64_t limit) const {
        if (declines.size() >= limits::decliners_stop)
            return {};
        std::optional<AgentId> best;
        std::int64_t best_count = 0;
        for (const auto& [id, c] : candidates) {
            auto declined = declines.find(id);
            std::int64_t count = declined == declines.end() ? 0 : declined->second;
            if (!c.eligible || c.remaining < cost || (c.busy && !allow_busy) ||
                (count > 0 && count >= limit))
                continue;
            if (!best || count < best_count ||
                (count == best_count && slow_beats(method, id, c, *best, candidates.at(*best)))) {
                best = id;
                best_count = count;
            }
        }
        return best;
    }

    std::optional<Fit> first_fit(std::int64_t limit) const {
        std::optional<Fit> first;
        for (const auto& each : items)
            if (auto agent = best(each.cost, each.allow_busy, each.declines, limit))
                if (!first || each.item < first->item)
                    first = Fit{each.item, *agent};
        return first;
    }
};

Candidate any_candidate() {
    return {*rc::gen::weightedElement<bool>({{4, true}, {1, false}}),
            *rc::gen::inRange<std::int64_t>(-1, 5), *rc::gen::inRange<std::int64_t>(0, 4),
            *rc::gen::inRange<std::int64_t>(0, 4),
            *rc::gen::weightedElement<bool>({{3, false}, {1, true}})};
}

} // namespace

TEST_CASE("[RT3] a line is a sorted set") {
    CHECK(rc::check("line behaves like std::set", [] {
        Line line;
        std::set<Waiting> slow;
        // Few distinct values, many steps: chunks split, empty and merge.
        auto span = *rc::gen::element(20, 700, 3'000);
        auto steps = *rc::gen::inRange(1, 4'000);
        auto seed = *rc::gen::arbitrary<std::uint32_t>();
        for (int i = 0; i < steps; ++i) {
            seed = seed * 1'664'525u + 1'013'904'223u;
            auto value = static_cast<std::int64_t>((seed >> 8) % static_cast<std::uint32_t>(span));
            Waiting item{Time(value / 3), ConversationId(value)};
            bool leaving = i > steps / 2 ? (seed >> 28) < 11 : (seed >> 28) < 5;
            if (leaving)
                RC_ASSERT(line.erase(item) == (slow.erase(item) == 1));
            else
                RC_ASSERT(line.insert(item) == slow.insert(item).second);
            auto rank =
                static_cast<std::size_t>(std::distance(slow.begin(), slow.lower_bound(item)));
            if (i % 16 == 0)
                RC_ASSERT(line.rank(item) == rank);
        }
        RC_ASSERT(line.size() == slow.size());
        RC_ASSERT(std::equal(line.begin(), line.end(), slow.begin(), slow.end()));
    }));
}

TEST_CASE("[AS1] [AS2] [AS3] the tournament's best is the best") {
    CHECK(rc::check("tournament behaves like a scan", [] {
        auto method =
            *rc::gen::element(AssignmentMethod::highest_capacity, AssignmentMethod::round_robin,
                              AssignmentMethod::least_active);
        auto cost = *rc::gen::inRange<std::int64_t>(1, 4);
        Tournament tree(method, cost);
        SlowQueue slow;
        slow.method = method;
        auto steps = *rc::gen::inRange(1, 60);
        for (int i = 0; i < steps; ++i) {
            AgentId agent(*rc::gen::inRange(1, 20));
            if (*rc::gen::inRange(0, 5) == 0) {
                tree.remove(agent);
                slow.candidates.erase(agent);
            } else {
                Candidate candidate = any_candidate();
                tree.set(agent, candidate);
                slow.candidates[agent] = candidate;
            }
            RC_ASSERT(tree.size() == slow.candidates.size());
            RC_ASSERT(tree.best() == slow.best(cost, true, {}, 1));
            Declines out;
            std::set<AgentId> except;
            for (auto id : *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 20))) {
                out[AgentId(id)] = 1;
                except.insert(AgentId(id));
            }
            RC_ASSERT(tree.best_except(out) == slow.best(cost, true, out, 1));
            RC_ASSERT(tree.best_except(except) == slow.best(cost, true, out, 1));
        }
    }));
}

TEST_CASE(
    "[RT5] [AS4] [AS5] the index finds the first item somebody can take, and its best agent") {
    CHECK(rc::check("index behaves like a scan", [] {
        const QueueId queue(1);
        Index index;
        SlowQueue slow;
        index.set_queue(queue, 1, slow.method);
        auto limit = *rc::gen::inRange<std::int64_t>(1, 4);
        std::map<ConversationId, Declines> declines;
        auto declines_of = [&](ConversationId id) -> const Declines& { return declines.at(id); };
        std::int64_t next = 0;
        auto steps = *rc::gen::inRange(1, 80);
        for (int i = 0; i < steps; ++i) {
            AgentId agent(*rc::gen::inRange(1, 9));
            switch (*rc::gen::inRange(0, 6)) {
            case 0:
                index.remove_candidate(queue, agent);
                slow.candidates.erase(agent);
                break;
            case 1:
            case 2: {
                Candidate candidate = any_candidate();
                index.set_candidate(queue, agent, candidate);
                slow.candidates[agent] = candidate;
                break;
            }
            case 3: {
                SlowItem item;
                item.item = {Time(*rc::gen::inRange(1, 6)), ConversationId(++next)};
                item.cost = *rc::gen::inRange<std::int64_t>(1, 4);
                item.allow_busy = *rc::gen::arbitrary<bool>();
                for (auto id : *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 9)))
                    ++item.declines[AgentId(id)];
                declines[item.item.conversation] = item.declines;
                index.enqueue(queue, item.item, item.cost, item.allow_busy);
                slow.items.push_back(item);
                break;
            }
            case 4:
                if (!slow.items.empty()) {
                    auto at = *rc::gen::inRange<std::size_t>(0, slow.items.size());
                    index.dequeue(queue, slow.items[at].item);
                    slow.items.erase(slow.items.begin() + static_cast<std::ptrdiff_t>(at));
                }
                break;
            case 5:
                slow.method = *rc::gen::element(AssignmentMethod::highest_capacity,
                                                AssignmentMethod::round_robin,
                                                AssignmentMethod::least_active);
                index.set_queue(queue, 1, slow.method);
                break;
            }
            auto fit = index.first_fit(queue, declines_of, limit);
            auto expected = slow.first_fit(limit);
            RC_ASSERT(fit.has_value() == expected.has_value());
            if (fit) {
                RC_ASSERT(fit->item == expected->item);
                RC_ASSERT(fit->agent == expected->agent);
            }
            RC_ASSERT(index.waiting(queue) == slow.items.size());
            for (const auto& item : slow.items) {
                RC_ASSERT(
                    index.best_agent(queue, item.cost, item.declines, limit, item.allow_busy) ==
                    slow.best(item.cost, item.allow_busy, item.declines, limit));
                auto before =
                    std::count_if(slow.items.begin(), slow.items.end(),
                                  [&](const auto& other) { return other.item < item.item; });
                RC_ASSERT(index.ahead(queue, item.item) == static_cast<std::size_t>(before));
            }
        }
    }));
}
