// JSON of what travels most: a message's row out, a send_message request in.

#include "app/operations/shapes.hpp"
#include "base/json.hpp"

#include <benchmark/benchmark.h>

namespace parley {
namespace {

view::Message some_message() {
    view::Message message;
    message.conversation = ConversationId(1'042);
    message.seq = 17;
    message.author = AuthorKind::agent;
    message.agent = AgentId(12);
    message.name = "Ava Lindqvist";
    message.text = std::string(100, 'x');
    message.client_id = "0d9a6c5e-6f0b-4f3e-9d61-2a0f7f5f1c11";
    message.sent_at = Time(1'764'576'000'000);
    return message;
}

void write_message(benchmark::State& state) {
    const auto message = some_message();
    std::string out;
    for (auto _ : state) {
        out.clear();
        write_json(out, message);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(out.size()) * state.iterations());
}
BENCHMARK(write_message);

void read_send_message(benchmark::State& state) {
    op::send_message::Request request;
    request.conversation = ConversationId(1'042);
    request.text = std::string(100, 'x');
    request.client_id = "0d9a6c5e-6f0b-4f3e-9d61-2a0f7f5f1c11";
    const auto json = to_json(request);
    for (auto _ : state) {
        auto read = from_json<op::send_message::Request>(json);
        if (!read)
            state.SkipWithError("not read");
        benchmark::DoNotOptimize(read);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(json.size()) * state.iterations());
}
BENCHMARK(read_send_message);

} // namespace
} // namespace parley
