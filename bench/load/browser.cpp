// What a browser sees: a Node script drives Chromium against a demo server.

#include "load/phases.hpp"

#include "load/node_script.hpp"
#include "load/scratch.hpp"

#include <fmt/format.h>

namespace parley::bench {

Result<void> run_browser(const Plan& plan, Report& report) {
    report.heading("browser");
    TRY(auto scratch, Scratch::create(plan.scratch));
    TRY(auto options, demo_options(plan.server, scratch, false));
    client::ServerProcess server;
    DO(server.start(options));
    DO(server.wait_ready(std::chrono::seconds(30)));
    return run_node(
        fmt::format("'{}/measure.mjs' --port {} --web '{}'", plan.scripts, options.port, plan.web),
        {"widget_gz_kb", "desk_usable_s"}, report);
}

} // namespace parley::bench
