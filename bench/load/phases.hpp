#pragma once
// The parts of a run. Each starts its own server in its own folder, says what it did, and reports
// its figures; an error means that the part could not be done, or that something was lost.

#include "base/result.hpp"
#include "load/report.hpp"

#include <cstdint>
#include <string>

namespace parley::bench {

struct Plan {
    std::string server;        // the binary
    std::string scratch;       // folder for data, on the disk to be measured
    std::string scripts;       // folder of the Node scripts
    std::string web;           // folder whose node_modules has playwright-core
    std::int64_t seconds = 60; // of each measured phase
    std::int64_t warm_up_seconds = 3;
    std::int64_t pairs = 500;
    std::int64_t window = 8;         // messages of one customer on their way
    std::int64_t paced_rate = 2'000; // messages a second
    std::int64_t idle_connections = 10'000;
    std::int64_t history_messages = 1'000'000;
};

Result<void> run_pairs(const Plan& plan, Report& report);   // e2e_…, cpu_…
Result<void> run_idle(const Plan& plan, Report& report);    // idle_…, connects_…
Result<void> run_tls(const Plan& plan, Report& report);     // tls_…
Result<void> run_routing(const Plan& plan, Report& report); // routing_…, queue_50k_…
Result<void> run_history(const Plan& plan, Report& report); // start_s_1m, history_page_ms_1m
Result<void> run_demo(const Plan& plan, Report& report);    // demo_rss_mb
Result<void> run_browser(const Plan& plan, Report& report); // widget_gz_kb, desk_usable_s

} // namespace parley::bench
