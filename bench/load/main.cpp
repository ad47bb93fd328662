// parley-bench: measures the server beside it, over the public API, on this machine only.

#include "client/server_config.hpp"
#include "load/phases.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <sstream>
#include <string>
#include <sys/utsname.h>
#include <thread>
#include <vector>

using namespace parley;
using namespace parley::bench;

namespace {

std::string beside_this_program(const char* name) {
    std::error_code failed;
    auto own = std::filesystem::read_symlink("/proc/self/exe", failed);
    return (own.parent_path() / name).string();
}

void describe(const Plan& plan, Report& report) {
    utsname system{};
    ::uname(&system);
    report.heading("configuration");
    report.note(fmt::format("{} {}, {} cores, server and generator on this machine, no TLS",
                            system.sysname, system.release, std::thread::hardware_concurrency()));
    report.note("server: " + plan.server + ", data below " + plan.scratch);
    const Plan usual;
    if (plan.seconds < usual.seconds || plan.pairs != usual.pairs ||
        plan.paced_rate != usual.paced_rate || plan.idle_connections != usual.idle_connections ||
        plan.history_messages != usual.history_messages)
        report.note("SHORTENED or changed: the figures below are not those the keys promise");
    report.note("raised for phases with many clients on one address:");
    std::istringstream lines(client::raised_limits());
    for (std::string line; std::getline(lines, line);)
        report.note("  " + line);
}

int fail_with(const Error& error) {
    std::fprintf(stderr, "parley-bench: %s %s\n", error.reason.c_str(), error.detail.c_str());
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    Plan plan;
    plan.server = beside_this_program("parley");
    plan.scratch = std::filesystem::temp_directory_path().string();
    plan.scripts = PARLEY_BENCH_SCRIPTS;
    plan.web = std::string(PARLEY_BENCH_SCRIPTS) + "/../../web";
    std::vector<std::string> only;
    std::string json;
    CLI::App app("Measures Parley end to end and in parts.", "parley-bench");
    app.add_option("--only", only, "Keys to measure; all by default")->delimiter(',');
    app.add_option("--json", json, "File to write the figures to");
    app.add_option("--server", plan.server, "The server's binary");
    app.add_option("--scratch", plan.scratch, "Folder for data");
    app.add_option("--scripts", plan.scripts, "Folder with the browser script");
    app.add_option("--web", plan.web, "Folder whose node_modules has playwright-core");
    app.add_option("--seconds", plan.seconds, "Length of each measured phase")
        ->check(CLI::Range(1, 900));
    app.add_option("--warm-up", plan.warm_up_seconds, "Seconds before it")
        ->check(CLI::Range(0, 600));
    app.add_option("--pairs", plan.pairs, "Customers and agents")->check(CLI::Range(1, 5'000));
    app.add_option("--window", plan.window, "Messages of one customer on their way")
        ->check(CLI::Range(1, 1'000));
    app.add_option("--rate", plan.paced_rate, "Messages a second in the open loop")
        ->check(CLI::Range(1, 1'000'000));
    app.add_option("--idle", plan.idle_connections, "Idle connections")
        ->check(CLI::Range(1, 19'000));
    app.add_option("--history", plan.history_messages, "Messages stored before the start is timed")
        ->check(CLI::Range(1'000, 100'000'000));
    CLI11_PARSE(app, argc, argv);

    auto created = Report::create(only);
    if (!created)
        return fail_with(created.error());
    auto& report = *created;
    describe(plan, report);

    struct Part {
        std::initializer_list<std::string_view> keys;
        Result<void> (*run)(const Plan&, Report&);
    };
    const Part parts[] = {
        {{"routing_ops_per_s_10k", "routing_ops_per_s_100k", "queue_50k_cost_ratio"}, run_routing},
        {{"demo_rss_mb"}, run_demo},
        {{"widget_gz_kb", "desk_usable_s"}, run_browser},
        {{"start_s_1m", "history_page_ms_1m"}, run_history},
        {{"idle_kib_per_connection", "connects_per_s"}, run_idle},
        {{"idle_kib_per_connection"}, run_tls},
        {{"e2e_msgs_per_s", "cpu_s_per_100k_msgs", "e2e_p50_ms_at_2000", "e2e_p99_ms_at_2000"},
         run_pairs},
    };
    int exit_code = 0;
    for (const auto& part : parts) {
        if (!report.wants_any(part.keys))
            continue;
        if (auto done = part.run(plan, report); !done)
            exit_code = fail_with(done.error());
    }
    if (report.wants_everything()) {
        report.heading("micro benchmarks");
        if (std::system(("'" + beside_this_program("parley-micro") + "'").c_str()) != 0)
            exit_code = 1;
    }
    report.heading("figures");
    std::fputs(report.table().c_str(), stdout);
    if (!json.empty())
        if (auto written = client::write_file(json, report.json()); !written)
            exit_code = fail_with(written.error());
    return exit_code;
}
