#pragma once
// What the operator can set. Each value comes from, in rising order: its default here, the file
// (--config, else parley.toml in the data folder), PARLEY_<SECTION>_<KEY>, the flags of `serve`.
// What cannot be understood stops the start with one line that names where it stands.

#include "adapters/http/options.hpp"
#include "base/result.hpp"
#include "server/arguments.hpp"

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parley {

struct ServerSection {
    std::string host = "127.0.0.1";
    std::int64_t port = 8080;
    std::int64_t io_threads = 1;
    std::string base_url;                     // as people reach it, e.g. "https://chat.example"
    std::vector<std::string> trusted_proxies; // addresses or CIDR blocks
};
BOOST_DESCRIBE_STRUCT(ServerSection, (), (host, port, io_threads, base_url, trusted_proxies))

struct TlsSection {
    std::string certificate; // PEM files; both or none
    std::string key;
    std::int64_t port = 8443;
};
BOOST_DESCRIBE_STRUCT(TlsSection, (), (certificate, key, port))

struct StoreSection {
    std::string url; // "" = SQLite in the data folder, or "postgresql://…"
};
BOOST_DESCRIBE_STRUCT(StoreSection, (), (url))

// 0 = no limit.
struct LimitsSection {
    std::int64_t sign_in_per_minute = 10; // per address and account
    std::int64_t chats_per_minute = 10;   // per address
    std::int64_t messages_per_second = 5; // per visitor
    std::int64_t messages_burst = 20;
    std::int64_t agent_messages_per_second = 20; // per agent
    std::int64_t agent_messages_burst = 60;
    std::int64_t calls_per_second = 50; // per address
    std::int64_t connections_per_address =
        static_cast<std::int64_t>(limits::connections_per_address);
};
BOOST_DESCRIBE_STRUCT(LimitsSection, (),
                      (sign_in_per_minute, chats_per_minute, messages_per_second, messages_burst,
                       agent_messages_per_second, agent_messages_burst, calls_per_second,
                       connections_per_address))

enum class LogLevel { debug, info, warn, error };
BOOST_DESCRIBE_ENUM(LogLevel, debug, info, warn, error)
enum class LogFormat { text, json };
BOOST_DESCRIBE_ENUM(LogFormat, text, json)

struct LogSection {
    LogLevel level = LogLevel::info;
    LogFormat format = LogFormat::text;
};
BOOST_DESCRIBE_STRUCT(LogSection, (), (level, format))

struct Config {
    ServerSection server;
    TlsSection tls;
    StoreSection store;
    LimitsSection limits;
    LogSection log;
};
BOOST_DESCRIBE_STRUCT(Config, (), (server, tls, store, limits, log))

// Every failure is bad_config (exit_config) with a line for stderr as detail, but for
// demo_host (exit_usage): demo logins are public knowledge and stay on this machine.
Result<Config> load_config(const ServeArguments& arguments,
                           const std::map<std::string, std::string>& environment);

// The same, printed as a parley.toml that says the same: each value that was set with where it was
// set. Passwords within addresses are left out.
Result<std::string> print_config(const ServeArguments& arguments,
                                 const std::map<std::string, std::string>& environment);

// The variables of this process.
std::map<std::string, std::string> process_environment();

http::HttpOptions http_options(const Config& config);

} // namespace parley
