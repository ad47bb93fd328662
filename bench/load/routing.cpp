// The routing index by itself, and what one more item costs a long line.

#include "load/phases.hpp"

#include "base/check.hpp"
#include "client/loop.hpp"
#include "core/workspace/workspace.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace parley::bench {

using client::now_ns;

namespace {

constexpr QueueId queue(1);
constexpr std::int64_t capacity = 5;

routing::Candidate free_agent(std::int64_t remaining, std::int64_t turn) {
    routing::Candidate candidate;
    candidate.eligible = true;
    candidate.remaining = remaining;
    candidate.turn = turn;
    return candidate;
}

// One operation: the best agent gets an item, and an earlier one is given back.
double assignments_per_s(std::int64_t agents) {
    routing::Index index;
    index.set_queue(queue, 100, AssignmentMethod::highest_capacity);
    std::vector<std::int64_t> load(static_cast<std::size_t>(agents + 1), 0);
    std::int64_t turn = 0;
    for (std::int64_t id = 1; id <= agents; ++id)
        index.set_candidate(queue, AgentId(id), free_agent(capacity, 0));
    const routing::Declines nobody;
    // Half of all capacity is in use, in the order it was given.
    std::vector<AgentId> working;
    auto assign = [&] {
        auto agent = index.best_agent(queue, 1, nobody, 3);
        ENSURE(agent.has_value());
        auto& used = load[static_cast<std::size_t>(agent->value)];
        index.set_candidate(queue, *agent, free_agent(capacity - ++used, ++turn));
        return *agent;
    };
    for (std::int64_t i = 0; i < agents * capacity / 2; ++i)
        working.push_back(assign());
    std::size_t oldest = 0;
    std::int64_t done = 0;
    const auto start = now_ns();
    auto spent = now_ns() - start;
    for (; spent < 2'000'000'000; spent = now_ns() - start)
        for (int i = 0; i < 1'000; ++i, ++done) {
            auto agent = working[oldest];
            index.set_candidate(
                queue, agent,
                free_agent(capacity - --load[static_cast<std::size_t>(agent.value)], turn));
            working[oldest] = assign();
            oldest = (oldest + 1) % working.size();
        }
    return static_cast<double>(done) * 1e9 / static_cast<double>(spent);
}

// A workspace whose queues have no agent: every chat waits.
struct Hall {
    Workspace workspace;
    Time now{1'700'000'000'000};
    std::int64_t visitors = 0;
    std::int64_t lines = 0;

    Hall() {
        workspace.id = WorkspaceId(1);
        workspace.name = "bench";
        rebuild(workspace, now);
    }
    void must(Command command) {
        now = now + Millis(1);
        auto verdict = run(workspace, Request{Actor::system(), {}, std::move(command)}, {}, now);
        ENSURE(std::holds_alternative<Outcome>(verdict));
    }
    // A new empty line; the answer is its widget's key.
    std::string add_line() {
        auto key = fmt::format("line-{}", ++lines);
        must(command::SaveQueue{{}, key, 100, AssignmentMethod::highest_capacity, {}});
        Workstream workstream;
        workstream.name = key;
        workstream.queue = QueueId(lines);
        must(command::SaveWorkstream{workstream});
        Widget widget;
        widget.key = key;
        widget.workstream = WorkstreamId(lines);
        widget.title = key;
        must(command::SaveWidget{widget});
        return key;
    }
    // So many chats join the line. Everything but run() itself is made before the clock starts.
    double join_ns(const std::string& line, std::int64_t count) {
        struct Prepared {
            Request request;
            Hydrated hydrated;
        };
        std::vector<Prepared> prepared;
        for (std::int64_t i = 0; i < count; ++i) {
            auto visitor = fmt::format("visitor-{}", ++visitors);
            command::StartChat chat;
            chat.widget = line;
            Prepared one{Request{Actor::of_customer(visitor), {}, chat}, {}};
            one.hydrated.absent_visitors.insert(visitor);
            prepared.push_back(std::move(one));
        }
        const auto start = now_ns();
        for (const auto& one : prepared) {
            now = now + Millis(1);
            auto verdict = run(workspace, one.request, one.hydrated, now);
            ENSURE(std::holds_alternative<Outcome>(verdict));
        }
        return static_cast<double>(now_ns() - start) / static_cast<double>(count);
    }
};

double median(std::vector<double> of) {
    auto middle = of.begin() + static_cast<std::ptrdiff_t>(of.size() / 2);
    std::nth_element(of.begin(), middle, of.end());
    return *middle;
}

// Medians over rounds of a hundred new chats each, taking turns so that all see the same machine.
// The figure compares an empty line with a line of 50,000 in one workspace, which is what the
// length of a line costs. A workspace with nothing else in it is shown beside it: there the
// processor's caches hold everything.
double cost_ratio(Report& report) {
    constexpr std::int64_t waiting = 50'000, batch = 100, rounds = 60;
    Hall hall;
    const auto full = hall.add_line();
    hall.join_ns(full, waiting);
    std::vector<double> empty_ns, full_ns, alone_ns;
    for (std::int64_t round = 0; round < rounds; ++round) {
        const auto empty = hall.add_line();
        empty_ns.push_back(hall.join_ns(empty, batch));
        full_ns.push_back(hall.join_ns(full, batch));
        Hall small;
        alone_ns.push_back(small.join_ns(small.add_line(), batch));
    }
    const auto empty = median(empty_ns), long_line = median(full_ns), alone = median(alone_ns);
    report.note(fmt::format(
        "a new chat, decided and routed: {:.0f} ns into a line of {}, {:.0f} ns into an empty "
        "line beside it, {:.0f} ns in a workspace without anything else (ratio {:.2f})",
        long_line, waiting, empty, alone, long_line / alone));
    return long_line / empty;
}

} // namespace

Result<void> run_routing(const Plan&, Report& report) {
    report.heading("routing");
    if (report.wants("routing_ops_per_s_10k"))
        report.figure("routing_ops_per_s_10k", assignments_per_s(10'000));
    if (report.wants("routing_ops_per_s_100k"))
        report.figure("routing_ops_per_s_100k", assignments_per_s(100'000));
    if (report.wants("queue_50k_cost_ratio"))
        report.figure("queue_50k_cost_ratio", cost_ratio(report));
    return {};
}

} // namespace parley::bench
