// run(): a message from a customer, and a whole chat from start to close.

#include "core/workspace/workspace.hpp"

#include "base/check.hpp"

#include <benchmark/benchmark.h>
#include <string>
#include <tuple>

namespace parley {
namespace {

constexpr std::int64_t messages_each = 1'000;

struct Office {
    Workspace workspace;
    Time now{1'700'000'000'000};
    std::int64_t visitors = 0;

    explicit Office(std::int64_t agents) {
        workspace.id = WorkspaceId(1);
        workspace.name = "bench";
        rebuild(workspace, now);
        command::SaveQueue queue;
        queue.name = "all";
        for (std::int64_t i = 1; i <= agents; ++i) {
            command::SaveAgent agent;
            agent.email = "agent-" + std::to_string(i) + "@bench.test";
            agent.name = "Agent";
            agent.capacity = 10;
            agent.password_hash = "none";
            must(Actor::system(), agent);
            queue.members.emplace_back(i);
        }
        must(Actor::system(), queue);
        Workstream workstream;
        workstream.name = "all";
        workstream.queue = QueueId(1);
        workstream.wrap_up_capacity = WrapUpCapacity::none;
        must(Actor::system(), command::SaveWorkstream{workstream});
        Widget widget;
        widget.key = "all";
        widget.workstream = WorkstreamId(1);
        widget.title = "all";
        must(Actor::system(), command::SaveWidget{widget});
        for (std::int64_t i = 1; i <= agents; ++i)
            must(Actor::system(), command::AgentConnections{AgentId(i), 1});
    }
    Outcome must(Actor actor, Command command, std::string client_id = {}, Hydrated hydrated = {}) {
        now = now + Millis(1);
        auto verdict =
            run(workspace, Request{std::move(actor), std::move(client_id), std::move(command)},
                hydrated, now);
        ENSURE(std::holds_alternative<Outcome>(verdict));
        return std::get<Outcome>(std::move(verdict));
    }
    // A chat that an agent has accepted.
    std::pair<std::string, ConversationId> chat() {
        auto visitor = "visitor-" + std::to_string(++visitors);
        Hydrated hydrated;
        hydrated.absent_visitors.insert(visitor);
        command::StartChat start;
        start.widget = "all";
        auto id = must(Actor::of_customer(visitor), start, {}, hydrated).receipt.conversation;
        must(Actor::of_agent(workspace.conversations.at(id).session.agent),
             command::AcceptOffer{id});
        return {visitor, id};
    }
};

void run_send_message(benchmark::State& state) {
    Office office(10);
    auto [visitor, id] = office.chat();
    std::int64_t n = 0;
    const std::string text(100, 'x');
    for (auto _ : state) {
        if (n == messages_each) { // a conversation is of a human length
            state.PauseTiming();
            office.must(Actor::of_customer(visitor), command::EndConversation{id});
            auto agent = office.workspace.conversations.at(id).session.agent;
            office.must(Actor::of_agent(agent), command::LeaveConversation{id});
            std::tie(visitor, id) = office.chat();
            n = 0;
            state.ResumeTiming();
        }
        benchmark::DoNotOptimize(office.must(Actor::of_customer(visitor),
                                             command::SendMessage{id, text}, std::to_string(++n)));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(run_send_message);

void run_whole_chat(benchmark::State& state) {
    Office office(state.range(0));
    for (auto _ : state) {
        auto [visitor, id] = office.chat();
        auto agent = office.workspace.conversations.at(id).session.agent;
        office.must(Actor::of_agent(agent), command::EndConversation{id});
        office.must(Actor::of_agent(agent), command::LeaveConversation{id});
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(run_whole_chat)->Arg(10)->Arg(1'000);

} // namespace
} // namespace parley
