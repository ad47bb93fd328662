// How large the demo server is once somebody has looked at everything in it.

#include "load/phases.hpp"

#include "client/http_client.hpp"
#include "client/staff.hpp"
#include "load/scratch.hpp"

#include <fmt/format.h>
#include <thread>

namespace parley::bench {

Result<void> run_demo(const Plan& plan, Report& report) {
    report.heading("demo server");
    TRY(auto scratch, Scratch::create(plan.scratch));
    TRY(auto options, demo_options(plan.server, scratch, false));
    client::ServerProcess server;
    DO(server.start(options));
    TRY(auto alive, server.wait_alive(std::chrono::seconds(30)));
    DO(server.wait_ready(std::chrono::seconds(30)));
    client::HttpClient http(options.port);
    for (const char* path : {"/desk/", "/demo/", "/widget.js", "/api/v1/openapi.json"}) {
        TRY(auto reply, http.get(path));
        report.note(fmt::format("GET {}: {}, {} bytes", path, reply.status, reply.body.size()));
    }
    DO(client::sign_in_administrator(http));
    DO(client::start_chat(http, "demo", "Visitor"));
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const auto memory = server.memory();
    report.note(fmt::format("alive after {:.3f} s; RSS {} KiB, PSS {} KiB", alive.count(),
                            memory.rss_kib, memory.pss_kib));
    report.figure("demo_rss_mb", static_cast<double>(memory.rss_kib) * 1'024 / 1e6);
    return {};
}

} // namespace parley::bench
