#pragma once
// `parley serve`: puts store, application and listener together, runs until SIGINT or SIGTERM.

#include "adapters/http/options.hpp"
#include "app/edge/service.hpp"
#include "base/result.hpp"
#include "server/exit_codes.hpp"

#include <string>

namespace parley {

struct ServeOptions {
    std::string store; // folder or postgres://…
    bool demo = false; // make workspace "demo" when there is none; only on a loopback address
    http::HttpOptions http;
    ServiceOptions service; // token_key is the store's
};

// Returns the process's exit code; what went wrong is one line on stderr.
int serve(const ServeOptions& options);

} // namespace parley
