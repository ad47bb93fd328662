#pragma once
// `parley serve`: puts store, application and listener together, runs until SIGINT or SIGTERM.

#include "adapters/http/options.hpp"
#include "app/edge/service.hpp"
#include "base/result.hpp"

#include <string>

namespace parley {

struct ServeOptions {
    std::string store; // folder or postgres://…
    bool demo = false; // make workspace "demo" when there is none; only on a loopback address
    http::HttpOptions http;
    ServiceOptions service; // token_key is the store's
};

// Exit codes (sysexits): what a supervisor of processes may tell apart.
namespace exit_code {
inline constexpr int data = 65;          // data of a newer version, not a database
inline constexpr int unavailable = 69;   // port in use, database not reachable
inline constexpr int cannot_create = 73; // read-only folder, folder in use
inline constexpr int io = 74;
} // namespace exit_code

// Returns the process's exit code; what went wrong is one line on stderr.
int serve(const ServeOptions& options);

} // namespace parley
