// Ten thousand widgets that only look: what one costs in memory, and how fast they come.

#include "load/phases.hpp"

#include "base/json.hpp"
#include "client/in_parallel.hpp"
#include "client/json_scan.hpp"
#include "client/loop.hpp"
#include "client/staff.hpp"
#include "load/percentiles.hpp"
#include "load/scratch.hpp"

#include <fmt/format.h>
#include <memory>

namespace parley::bench {

using namespace client;

namespace {

constexpr std::size_t connecting_max = 128; // at once

struct Counts {
    std::size_t live = 0;
    std::size_t closed = 0;
    std::string first_problem;
    std::vector<std::int64_t> took_ns;
};

// A widget: authenticates, follows, and is live.
struct Widget : FeedListener {
    Widget(Loop& loop, Counts& all, const std::string& visitor_token)
        : counts(all), token(visitor_token), socket(loop, *this) {}
    void on_open() override {
        std::string frame = R"({"id":1,"op":"authenticate","args":{"token":)";
        write_json_string(frame, token);
        socket.send(frame + "}}");
    }
    void on_frame(std::string_view json) override {
        auto frame = read_frame(json);
        if (!frame.error.empty() && counts.first_problem.empty())
            counts.first_problem = frame.error.substr(0, 300);
        if (frame.id == 1 && frame.error.empty())
            socket.send(R"({"id":2,"op":"follow","args":{}})");
        if (frame.has_live && !live) {
            live = true;
            ++counts.live;
            counts.took_ns.push_back(now_ns() - started_ns);
        }
    }
    void on_closed(int code) override {
        ++counts.closed;
        if (counts.first_problem.empty())
            counts.first_problem = fmt::format("closed with {}", code);
    }
    Counts& counts;
    const std::string& token;
    FeedSocket socket;
    std::int64_t started_ns = 0;
    bool live = false;
};

void settle(Loop& loop, std::chrono::seconds time) {
    loop.turn_until([] { return false; }, time);
}

} // namespace

Result<void> run_idle(const Plan& plan, Report& report) {
    const auto count = static_cast<std::size_t>(plan.idle_connections);
    report.heading(fmt::format("{} idle widget connections", count));
    TRY(auto scratch, Scratch::create(plan.scratch));
    TRY(auto options, demo_options(plan.server, scratch, true));
    ServerProcess server;
    DO(server.start(options));
    DO(server.wait_ready(std::chrono::seconds(30)));
    std::vector<Visitor> visitors(count);
    DO(in_parallel(
        count, 4, [&] { return HttpClient(options.port); },
        [&](HttpClient& http, std::size_t i) -> Result<void> {
            TRY(visitors[i], start_chat(http, "demo", {}));
            return {};
        }));
    // A fresh process, so that no memory left over from making the chats hides what connections
    // take.
    TRY(auto code, server.stop(std::chrono::seconds(15)));
    if (code != 0)
        return fail(ErrorCode::internal, "bad_exit",
                    fmt::format("the server left with code {}", code));
    DO(server.start(options));
    DO(server.wait_ready(std::chrono::seconds(30)));
    TRY(auto loop, Loop::create());
    settle(*loop, std::chrono::seconds(1));
    const auto before = server.memory();

    Counts counts;
    std::vector<std::unique_ptr<Widget>> widgets;
    widgets.reserve(count);
    const auto start = now_ns();
    for (std::size_t i = 0; i < count; ++i) {
        auto& widget =
            *widgets.emplace_back(std::make_unique<Widget>(*loop, counts, visitors[i].token));
        widget.started_ns = now_ns();
        if (!widget.socket.connect(options.port))
            return fail(ErrorCode::resource_exhausted, "no_socket",
                        fmt::format("after {} connections", i));
        if (!loop->turn_until(
                [&] { return i + 1 - counts.live < connecting_max || counts.closed > 0; },
                std::chrono::seconds(30)) ||
            counts.closed > 0)
            return fail(ErrorCode::unavailable, "not_live", counts.first_problem);
    }
    if (!loop->turn_until([&] { return counts.live == count || counts.closed > 0; },
                          std::chrono::seconds(30)) ||
        counts.closed > 0)
        return fail(ErrorCode::unavailable, "not_live", counts.first_problem);
    const auto seconds = static_cast<double>(now_ns() - start) / 1e9;
    report.note(fmt::format("connected, signed in and caught up in {:.2f} s; each: {}", seconds,
                            Percentiles(counts.took_ns).summary()));

    settle(*loop, std::chrono::seconds(3));
    const auto after = server.memory();
    const auto cpu = server.cpu_seconds();
    settle(*loop, std::chrono::seconds(5));
    report.note(
        fmt::format("PSS {} KiB → {} KiB; {:.2f} CPU-s in 5 idle seconds; {} connections lost",
                    before.pss_kib, after.pss_kib, server.cpu_seconds() - cpu, counts.closed));
    if (counts.closed > 0)
        return fail(ErrorCode::unavailable, "connections_lost", counts.first_problem);
    report.figure("idle_kib_per_connection",
                  static_cast<double>(after.pss_kib - before.pss_kib) / static_cast<double>(count));
    report.figure("connects_per_s", static_cast<double>(count) / seconds);
    return {};
}

} // namespace parley::bench
