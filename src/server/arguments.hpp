#pragma once
// The command line.

#include "server/exit_codes.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <tl/expected.hpp>

namespace parley {

// parley serve --data DIR --port N [--host A] [--demo] [--store URL] [--config FILE]
struct ServeArguments {
    std::filesystem::path data;
    std::optional<std::int64_t> port;
    std::optional<std::string> host;
    std::optional<std::string> store;
    std::optional<std::filesystem::path> config;
    bool demo = false;
};

// parley init --data DIR --workspace NAME --email ADDRESS --name NAME --password-file FILE
struct InitArguments {
    std::string workspace;
    std::string email;
    std::string name;
    std::string language = "en";
    std::filesystem::path password_file; // its first line; "-" = standard input
};

// parley check-config and print-config take --data, --store and --config, of which none is needed.
enum class Verb { serve, init, check_config, print_config };

struct Arguments {
    Verb verb = Verb::serve;
    ServeArguments serve; // of the others: data, store and config
    InitArguments init;
};

// The process ends here: text to stdout when the code is 0, else to stderr.
struct Exit {
    int code = 0;
    std::string text;
};

// --help and --version end with code 0, mistakes with exit_usage.
tl::expected<Arguments, Exit> parse_arguments(int argc, const char* const* argv,
                                              const std::string& version);

} // namespace parley
