// The same idle widgets behind TLS, reported apart: a Node script holds the connections, because
// the load generator speaks no TLS.

#include "load/phases.hpp"

#include "client/server_config.hpp"
#include "load/node_script.hpp"
#include "load/scratch.hpp"

#include <cstdlib>
#include <fmt/format.h>

namespace parley::bench {

namespace {

constexpr int connections = 2'000;

} // namespace

Result<void> run_tls(const Plan& plan, Report& report) {
    report.heading(fmt::format("{} idle widget connections over TLS", connections));
    TRY(auto scratch, Scratch::create(plan.scratch));
    TRY(auto options, demo_options(plan.server, scratch, true));
    TRY(auto tls_port, client::free_port());
    const auto key = scratch.path() + "/key.pem";
    const auto certificate = scratch.path() + "/certificate.pem";
    const auto make_key = fmt::format(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=localhost -keyout '{}' -out '{}' 2>/dev/null",
        key, certificate);
    if (std::system(make_key.c_str()) != 0)
        return fail(ErrorCode::unavailable, "cannot_run", make_key);
    DO(client::write_file(options.config,
                          client::raised_limits() +
                              fmt::format("[tls]\ncertificate = \"{}\"\nkey = \"{}\"\nport = {}\n",
                                          certificate, key, tls_port)));
    client::ServerProcess server;
    DO(server.start(options));
    DO(server.wait_ready(std::chrono::seconds(30)));
    return run_node(fmt::format("'{}/tls_idle.mjs' --port {} --pid {} --connections {}",
                                plan.scripts, tls_port, server.pid(), connections),
                    {}, report);
}

} // namespace parley::bench
