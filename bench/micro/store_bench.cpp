// Durable commits as the switchboard makes them: messages of many conversations, each conversation
// upserted once.

#include "adapters/store/open_store.hpp"
#include "base/check.hpp"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace parley {
namespace {

void commit_messages(benchmark::State& state) {
    const auto messages = state.range(0);
    const auto conversations = std::max<std::int64_t>(1, messages / 2);
    std::string folder = std::filesystem::temp_directory_path().string() + "/parley-micro-XXXXXX";
    ENSURE(::mkdtemp(folder.data()));
    {
        auto store = open_store(folder);
        ENSURE(store.has_value());
        state.SetLabel((*store)->describe());
        row::Workspace workspace;
        workspace.id = 1;
        workspace.name = "bench";
        workspace.settings = workspace.counters = "{}";
        workspace.history_id = "bench";
        std::vector<std::int64_t> last_seq(static_cast<std::size_t>(conversations), 0);
        for (auto _ : state) {
            WorkspaceCommit commit;
            commit.position_before = workspace.position++;
            commit.workspace = workspace;
            for (std::int64_t i = 0; i < messages; ++i) {
                row::Message message;
                message.workspace = 1;
                message.conversation = 1 + i % conversations;
                message.seq = ++last_seq[static_cast<std::size_t>(i % conversations)];
                message.author = "customer";
                message.text = std::string(100, 'x');
                message.client_id = std::to_string(message.seq);
                commit.messages.push_back(std::move(message));
            }
            for (std::int64_t i = 0; i < conversations; ++i) {
                row::Conversation conversation;
                conversation.workspace = 1;
                conversation.id = 1 + i;
                conversation.position = workspace.position;
                conversation.state = "active";
                conversation.cause = "accepted";
                conversation.last_seq = last_seq[static_cast<std::size_t>(i)];
                conversation.context = "{}";
                commit.conversations.push_back(std::move(conversation));
            }
            commit.journal = {1, workspace.position, 1, "[]"};
            std::vector<WorkspaceCommit> commits;
            commits.push_back(std::move(commit));
            auto done = (*store)->commit(commits);
            if (!done) {
                state.SkipWithError(done.error().detail.c_str());
                break;
            }
            (*store)->housekeeping(Time(1));
        }
        state.SetItemsProcessed(state.iterations() * messages);
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}
BENCHMARK(commit_messages)
    ->Arg(1)
    ->Arg(10)
    ->Arg(100)
    ->Arg(1'000)
    ->UseRealTime()
    ->Unit(benchmark::kMicrosecond)
    ->MinTime(0.5);

} // namespace
} // namespace parley
