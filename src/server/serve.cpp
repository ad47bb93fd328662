#include "server/serve.hpp"

#include "adapters/http/http_server.hpp"
#include "adapters/store/open_store.hpp"
#include "app/edge/password_pool.hpp"
#include "app/edge/tokens.hpp"
#include "app/setup/new_workspace.hpp"
#include "base/log.hpp"
#include "server/assets.hpp"
#include "server/config.hpp"
#include "server/wall_clock.hpp"

#include <csignal>
#include <cstdio>
#include <ctime>
#include <pthread.h>

namespace parley {

namespace {

constexpr Millis drain_at_most{5'000};
constexpr std::string_view demo_password = "parley-demo";

int complain(int code, const Error& error) {
    std::fprintf(stderr, "parley: %s\n", in_words(error).c_str());
    return code;
}

Result<void> make_demo(Store& store, Clock& clock) {
    TRY(auto reader, store.reader());
    TRY(auto workspaces, reader->workspaces());
    if (!workspaces.empty())
        return {};
    auto commands = demo_commands(PasswordPool::hash_now(std::string(demo_password)));
    return create_workspace(store, WorkspaceId(1), "demo", tokens::make_subject(), commands,
                            clock.now());
}

std::string address(const ServeOptions& options, unsigned port) {
    if (!options.service.base_url.empty())
        return options.service.base_url;
    return "http://" + options.http.host + ":" + std::to_string(port);
}

// SIGINT, SIGTERM and SIGHUP are blocked in every thread and taken here, one at a time.
void wait_for_end(const sigset_t& signals, http::HttpServer& server, WallClock& clock) {
    for (;;) {
        timespec second{1, 0};
        int signal = sigtimedwait(&signals, nullptr, &second);
        if (signal == SIGINT || signal == SIGTERM)
            return;
        if (signal == SIGHUP)
            server.reload_tls();
        clock.compare();
    }
}

} // namespace

int serve(const ServeOptions& options) {
    sigset_t signals;
    sigemptyset(&signals);
    for (int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    WallClock clock;
    auto store = open_store(options.store);
    if (!store)
        return complain(exit_code_of(store.error()), store.error());
    if (options.demo)
        if (auto made = make_demo(**store, clock); !made)
            return complain(exit_code::io, made.error());

    auto service_options = options.service;
    service_options.token_key = (*store)->token_key();
    service_options.set_up_token = tokens::make_login("ps_");
    auto set_up_token = service_options.set_up_token;
    auto service = Service::start(**store, clock, std::move(service_options));
    if (!service)
        return complain(exit_code::io, service.error());
    static const EmbeddedAssets assets;
    auto server = http::HttpServer::start(options.http, **service, assets);
    if (!server)
        return complain(server.error().code == ErrorCode::invalid_argument ? exit_config
                                                                           : exit_code::unavailable,
                        server.error());

    log::info("listening on http://{}:{}/ ({})", options.http.host, (*server)->port(),
              (*store)->describe());
    if ((*service)->needs_set_up()) {
        std::printf("There is no workspace yet. Set one up at\n    %s/admin/#setup/%s\n",
                    address(options, (*server)->port()).c_str(), set_up_token.c_str());
        std::fflush(stdout);
    }
    wait_for_end(signals, **server, clock);
    log::info("stopping");
    (*server)->stop(drain_at_most);
    (*service)->stop();
    return 0;
}

} // namespace parley
