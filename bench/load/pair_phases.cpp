#include "load/phases.hpp"

#include "client/in_parallel.hpp"
#include "client/server_config.hpp"
#include "load/pair_load.hpp"
#include "load/percentiles.hpp"
#include "load/read_back.hpp"
#include "load/scratch.hpp"

#include <fmt/format.h>

namespace parley::bench {

using namespace client;

namespace {

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::chrono::seconds drain_at_most(30);

// Throughput: windows kept full. The measured span begins after the warm-up and ends before the
// drain.
Result<void> saturate(const Plan& plan, Report& report, PairLoad& load,
                      const ServerProcess& server) {
    report.heading(fmt::format("saturation: {} pairs, window {}, {} s", plan.pairs, plan.window,
                               plan.seconds));
    load.fill_windows(plan.window, now_ns() + plan.warm_up_seconds * second_ns);
    load.take_latencies();
    const auto done = load.done();
    const auto cpu = server.cpu_seconds();
    const auto own_cpu = own_cpu_seconds();
    const auto start = now_ns();
    load.fill_windows(plan.window, start + plan.seconds * second_ns);
    const auto seconds = static_cast<double>(now_ns() - start) / 1e9;
    const auto server_cpu = server.cpu_seconds() - cpu;
    const auto generator_cpu = own_cpu_seconds() - own_cpu;
    const auto messages = static_cast<double>(load.done() - done);
    Percentiles latencies(load.take_latencies());
    DO(load.drain(drain_at_most));
    load.take_latencies();
    if (messages == 0)
        return fail(ErrorCode::unavailable, "nothing_done", load.faults().first);
    report.note(
        fmt::format("{:.0f} messages in {:.2f} s; server {:.2f} CPU-s, generator {:.2f} CPU-s",
                    messages, seconds, server_cpu, generator_cpu));
    report.note("send to done under saturation: " + latencies.summary());
    report.figure("e2e_msgs_per_s", messages / seconds);
    report.figure("cpu_s_per_100k_msgs", server_cpu / messages * 100'000);
    return {};
}

// Latency: open loop, counted from the time each message should have been sent.
Result<void> pace(const Plan& plan, Report& report, PairLoad& load, const ServerProcess& server) {
    report.heading(
        fmt::format("open loop: {} pairs, {}/s, {} s", plan.pairs, plan.paced_rate, plan.seconds));
    load.pace(static_cast<double>(plan.paced_rate), now_ns() + plan.warm_up_seconds * second_ns);
    DO(load.drain(drain_at_most));
    load.take_latencies();
    const auto cpu = server.cpu_seconds();
    const auto own_cpu = own_cpu_seconds();
    const auto done = load.done();
    const auto start = now_ns();
    load.pace(static_cast<double>(plan.paced_rate), start + plan.seconds * second_ns);
    const auto seconds = static_cast<double>(now_ns() - start) / 1e9;
    DO(load.drain(drain_at_most));
    Percentiles latencies(load.take_latencies());
    report.note(fmt::format("{} messages, {:.1f}/s; server {:.2f} CPU-s, generator {:.2f} CPU-s",
                            load.done() - done, static_cast<double>(load.done() - done) / seconds,
                            server.cpu_seconds() - cpu, own_cpu_seconds() - own_cpu));
    report.note("intended send to done (agent has it, customer has its ack): " +
                latencies.summary());
    report.figure("e2e_p50_ms_at_2000", latencies.at_ms(50));
    report.figure("e2e_p99_ms_at_2000", latencies.at_ms(99));
    return {};
}

} // namespace

Result<void> run_pairs(const Plan& plan, Report& report) {
    TRY(auto scratch, Scratch::create(plan.scratch));
    TRY(auto options, demo_options(plan.server, scratch, true));
    ServerProcess server;
    DO(server.start(options));
    DO(server.wait_ready(std::chrono::seconds(30)));
    HttpClient http(options.port);
    TRY(auto administrator, sign_in_administrator(http));

    report.heading(fmt::format("setting up {} agents and {} customers", plan.pairs, plan.pairs));
    const auto pairs = static_cast<std::size_t>(plan.pairs);
    const auto setup_start = now_ns();
    StaffPlan staff_plan;
    staff_plan.agents = pairs;
    TRY(auto staff, hire(options.port, administrator, staff_plan));
    std::vector<Visitor> visitors(pairs);
    DO(in_parallel(
        pairs, 4, [&] { return HttpClient(options.port); },
        [&](HttpClient& own, std::size_t i) -> Result<void> {
            TRY(visitors[i], start_chat(own, staff.widget, fmt::format("Customer {}", i)));
            return {};
        }));
    TRY(auto load, PairLoad::create(options.port));
    DO(load->connect(staff, visitors));
    report.note(fmt::format("{:.1f} s: all signed in, routed and accepted",
                            static_cast<double>(now_ns() - setup_start) / 1e9));
    if (auto line = store_line(options.log); !line.empty())
        report.note("store: " + line);

    if (report.wants_any({"e2e_p50_ms_at_2000", "e2e_p99_ms_at_2000"}))
        DO(pace(plan, report, *load, server));
    if (report.wants_any({"e2e_msgs_per_s", "cpu_s_per_100k_msgs"}))
        DO(saturate(plan, report, *load, server));

    report.heading("reading every message back from a fresh process");
    const auto written = load->written();
    load.reset();
    TRY(auto code, server.stop(std::chrono::seconds(15)));
    if (code != 0)
        return fail(ErrorCode::internal, "bad_exit",
                    fmt::format("the server left with code {}", code));
    DO(server.start(options));
    DO(server.wait_ready(std::chrono::seconds(60)));
    const auto read_start = now_ns();
    TRY(auto compared, read_back(options.port, administrator, written));
    report.note(fmt::format("{} messages: all there, once, in order, word for word ({:.1f} s)",
                            compared, static_cast<double>(now_ns() - read_start) / 1e9));
    return {};
}

} // namespace parley::bench
