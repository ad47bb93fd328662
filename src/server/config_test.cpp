#include "server/config.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <unistd.h>

namespace parley {
namespace {

using Variables = std::map<std::string, std::string>;

class Folder {
public:
    Folder()
        : path(std::filesystem::temp_directory_path() /
               ("parley-config-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    void write(const std::string& text) { std::ofstream(path / "parley.toml") << text; }
    std::filesystem::path path;
};

Result<Config> load(const std::string& toml, const Variables& variables = {},
                    ServeArguments arguments = {}) {
    Folder folder;
    folder.write(toml);
    arguments.data = folder.path;
    return load_config(arguments, variables);
}

// The complaint without the folder in front.
std::string complaint(const std::string& toml, const Variables& variables = {},
                      ServeArguments arguments = {}) {
    auto config = load(toml, variables, std::move(arguments));
    REQUIRE_FALSE(config);
    CHECK(config.error().reason == "bad_config");
    auto& detail = config.error().detail;
    auto file = detail.find("parley.toml:");
    return file == detail.npos ? detail : detail.substr(file);
}

TEST_CASE("without a file and variables the defaults stand") {
    auto config = load_config({.data = "/nowhere"}, {});
    REQUIRE(config);
    CHECK(config->server.host == "127.0.0.1");
    CHECK(config->server.port == 8080);
    CHECK(config->limits.messages_burst == 20);
    CHECK(config->log.level == LogLevel::info);
    auto options = http_options(*config);
    CHECK(options.connections_per_address == 100);
    CHECK_FALSE(options.tls);
}

TEST_CASE("a flag beats a variable, a variable beats the file, the file beats the default") {
    std::string file = "[server]\nport = 1000\nhost = \"::1\"\nio_threads = 2\n"
                       "trusted_proxies = [\"10.0.0.0/8\"]\n[log]\nformat = \"json\"\n"
                       "[tls]\ncertificate = \"/c\"\nkey = \"/k\"\n";
    auto config = load(file,
                       {{"PARLEY_SERVER_PORT", "2000"},
                        {"PARLEY_SERVER_IO_THREADS", "3"},
                        {"PARLEY_LIMITS_SIGN_IN_PER_MINUTE", "0"},
                        {"PARLEY_STORE_URL", "postgresql://a"},
                        {"PARLEY_OTHER_THING", "x"},
                        {"PARLEY", "x"}},
                       {.port = 3000});
    REQUIRE_MESSAGE(config.has_value(), (config ? "" : config.error().detail));
    CHECK(config->server.port == 3000);
    CHECK(config->server.io_threads == 3);
    CHECK(config->server.host == "::1");
    CHECK(config->limits.sign_in_per_minute == 0);
    CHECK(config->store.url == "postgresql://a");
    CHECK(config->log.format == LogFormat::json);
    auto options = http_options(*config);
    CHECK(options.port == 3000);
    CHECK(options.trusted_proxies == std::vector<std::string>{"10.0.0.0/8"});
    CHECK(options.tls->port == 8443);
    auto listed = load("", {{"PARLEY_SERVER_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2"}});
    CHECK(listed->server.trusted_proxies == std::vector<std::string>{"10.0.0.1", "10.0.0.2"});
}

TEST_CASE("what the file says wrongly is named with its place") {
    CHECK(complaint("[server]\n  prot = 1\n") == "parley.toml:2:3: server.prot: unknown field");
    CHECK(complaint("\n[sever]\nport = 1\n") == "parley.toml:2:2: sever: unknown field");
    CHECK(complaint("[server]\nport = \"x\"\n") ==
          "parley.toml:2:1: server.port: expected an integer");
    CHECK(complaint("[server]\nport = 70000\n") ==
          "parley.toml:2:1: server.port: expected 0 to 65535");
    CHECK(complaint("[server]\ntrusted_proxies = [\"10.0.0.1\", 7]\n") ==
          "parley.toml:2:1: server.trusted_proxies[1]: expected a string");
    CHECK(complaint("[server]\ntrusted_proxies = [\"10.0.0.0/99\"]\n") ==
          "parley.toml:2:1: server.trusted_proxies: no address or block: 10.0.0.0/99");
    CHECK(complaint("[store]\nurl = \"mysql://x\"\n") ==
          "parley.toml:2:1: store.url: expected postgresql://…");
    CHECK(complaint("[log]\nlevel = \"loud\"\n") ==
          "parley.toml:2:1: log.level: expected one of debug info warn error");
    CHECK(complaint("server = 3\n") == "parley.toml:1:1: server: expected a [section]");
    CHECK(complaint("[server]\nhost = \"chat.example\"\n") ==
          "parley.toml:2:1: server.host: expected an IP address or localhost");
    CHECK(complaint("[tls]\nkey = \"/k\"\n") ==
          "parley.toml:2:1: tls.key: needs tls.certificate too");
    CHECK(complaint("[limits]\ncalls_per_second = -1\n") ==
          "parley.toml:2:1: limits.calls_per_second: expected 0 to 1000000");
    CHECK(complaint("[server]\nport = 2020-01-01\n") ==
          "parley.toml:2:8: dates and times are not used here");
    CHECK(complaint("[server\nport = 1\n").starts_with("parley.toml:1:8: "));
}

TEST_CASE("text that is no configuration is refused in one line before it is read") {
    CHECK(complaint(std::string("[\0", 2)) == "parley.toml:1:2: a control character");
    CHECK(complaint("[server]\nB\xEF\xBB\xB6") ==
          "parley.toml:2:2: only ASCII outside of quotes and comments");
    CHECK(complaint("# \xFF\n") == "parley.toml:1:1: not valid UTF-8");
    CHECK(complaint("[server]\nport=t\n").find('\n') == std::string::npos);
    CHECK(load("# naïve\n[server]\nbase_url = \"https://тест.example\"\n"));
}

TEST_CASE("what a variable or a flag says wrongly is named by it") {
    CHECK(complaint("", {{"PARLEY_SERVER_PORT", "x"}}) ==
          "PARLEY_SERVER_PORT (server.port: expected an integer)");
    CHECK(complaint("", {{"PARLEY_SERVER_PROT", "1"}}) ==
          "PARLEY_SERVER_PROT (server.prot: unknown field)");
    CHECK(complaint("", {}, {.host = "chat.example"}) ==
          "--host (server.host: expected an IP address or localhost)");
}

TEST_CASE("a file asked for by name must be there") {
    auto config = load_config({.data = "/nowhere", .config = "/nowhere/own.toml"}, {});
    REQUIRE_FALSE(config);
    CHECK(config.error().detail == "/nowhere/own.toml: cannot be read");
}

TEST_CASE("demo logins stay on this machine") {
    auto refused = load("", {}, {.host = "0.0.0.0", .demo = true});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == "demo_host");
    CHECK_FALSE(load("[server]\nhost = \"192.0.2.1\"\n", {}, {.demo = true}));
    CHECK(load("", {}, {.host = "::1", .demo = true}));
    CHECK(load("", {}, {.host = "localhost", .demo = true}));
    CHECK(load("", {}, {.host = "0.0.0.0"}));
}

TEST_CASE("the configuration that counts is printed with where each value was set") {
    Folder folder;
    folder.write("[server]\nport = 1000\ntrusted_proxies = [\"10.0.0.0/8\"]\n");
    auto text = print_config({.data = folder.path},
                             {{"PARLEY_LOG_FORMAT", "json"},
                              {"PARLEY_STORE_URL", "postgresql://p:secret@db:5432/parley"}});
    REQUIRE(text);
    auto has = [&](const std::string& line) { return text->find(line + "\n") != text->npos; };
    auto file = (folder.path / "parley.toml").string();
    CHECK(has("[server]"));
    CHECK(has("host = \"127.0.0.1\" # default"));
    CHECK(has("port = 1000 # " + file + ":2"));
    CHECK(has("trusted_proxies = [\"10.0.0.0/8\"] # " + file + ":3"));
    CHECK(has("format = \"json\" # PARLEY_LOG_FORMAT"));
    CHECK(has("url = \"postgresql://p:***@db:5432/parley\" # PARLEY_STORE_URL"));
    CHECK(text->find("secret") == text->npos);
    // It can be read again and says the same.
    folder.write(*text);
    auto again = load_config({.data = folder.path}, {});
    REQUIRE(again);
    CHECK(again->server.port == 1000);
    CHECK(again->log.format == LogFormat::json);
    CHECK_FALSE(print_config({.data = folder.path}, {{"PARLEY_SERVER_PORT", "x"}}));
}

} // namespace
} // namespace parley
