#define TOML_EXCEPTIONS 0

#include "server/config.hpp"

#include "adapters/http/trusted_proxies.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <charconv>
#include <fstream>
#include <toml++/toml.h>
#include <unistd.h>

namespace parley {
namespace {

namespace json = boost::json;

// Where a value was set: the file's table, or a variable or flag by "section.key".
struct Sources {
    std::string file;
    toml::table table;
    std::map<std::string, std::string> overrides;
};

Failure bad_config(std::string line) {
    return fail(ErrorCode::invalid_argument, "bad_config", std::move(line));
}

// "server.trusted_proxies[1]: …" names the second level; deeper steps are within its value.
std::string key_of(std::string_view detail) {
    auto path = detail.substr(0, detail.find(':'));
    auto dot = path.find('.');
    auto end = path.find_first_of(".[", dot == path.npos ? 0 : dot + 1);
    return std::string(path.substr(0, end));
}

std::optional<toml::source_position> position_of(const toml::table& table, std::string_view key) {
    auto dot = key.find('.');
    for (auto&& [name, node] : table) {
        if (name.str() != key.substr(0, dot))
            continue;
        if (dot == key.npos)
            return name.source().begin;
        const auto* inner = node.as_table();
        return inner ? position_of(*inner, key.substr(dot + 1)) : node.source().begin;
    }
    return std::nullopt;
}

// A complaint that starts with a path gets the place in front where that path was set.
Failure complaint(const Sources& sources, const std::string& detail) {
    auto key = key_of(detail);
    if (auto set = sources.overrides.find(key); set != sources.overrides.end())
        return bad_config(set->second + " (" + detail + ")");
    if (auto position = position_of(sources.table, key))
        return bad_config(sources.file + ":" + std::to_string(position->line) + ":" +
                          std::to_string(position->column) + ": " + detail);
    return bad_config(detail);
}

Result<json::value> to_json_value(const toml::node& node) {
    if (const auto* table = node.as_table()) {
        json::object object;
        for (auto&& [name, inner] : *table) {
            TRY(auto value, to_json_value(inner));
            object[name.str()] = std::move(value);
        }
        return json::value(std::move(object));
    }
    if (const auto* array = node.as_array()) {
        json::array items;
        for (const auto& inner : *array) {
            TRY(auto value, to_json_value(inner));
            items.push_back(std::move(value));
        }
        return json::value(std::move(items));
    }
    if (const auto* text = node.as_string())
        return json::value(text->get());
    if (const auto* number = node.as_integer())
        return json::value(number->get());
    if (const auto* number = node.as_floating_point())
        return json::value(number->get());
    if (const auto* boolean = node.as_boolean())
        return json::value(boolean->get());
    auto at = node.source().begin;
    return fail(ErrorCode::invalid_argument, "bad_config",
                std::to_string(at.line) + ":" + std::to_string(at.column) +
                    ": dates and times are not used here");
}

// Sets section.key for every key of `from`; what is no section is left for read_json to refuse.
void overlay(json::object& onto, const json::object& from) {
    for (const auto& section : from) {
        auto* present = onto.if_contains(section.key());
        if (!present || !present->is_object() || !section.value().is_object()) {
            onto[section.key()] = section.value();
            continue;
        }
        for (const auto& entry : section.value().get_object())
            present->get_object()[entry.key()] = entry.value();
    }
}

// A variable's text as the kind of value that stands there by default; else as text, for read_json
// to say what was expected.
json::value value_like(const json::value* present, const std::string& text) {
    if (present && present->is_array()) {
        json::array items;
        std::string_view rest = text;
        while (!rest.empty()) {
            auto comma = rest.find(',');
            if (auto item = trimmed(rest.substr(0, comma)); !item.empty())
                items.emplace_back(item);
            rest = comma == rest.npos ? std::string_view() : rest.substr(comma + 1);
        }
        return items;
    }
    std::int64_t number = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (present && present->is_number() && failed == std::errc() &&
        end == text.data() + text.size())
        return number;
    return json::value(text);
}

void read_environment(json::object& values, Sources& sources,
                      const std::map<std::string, std::string>& environment) {
    constexpr std::string_view prefix = "PARLEY_";
    for (const auto& [name, text] : environment) {
        if (!name.starts_with(prefix))
            continue;
        auto lower = lower_ascii(std::string_view(name).substr(prefix.size()));
        auto underscore = lower.find('_');
        auto section = lower.substr(0, underscore);
        auto* present = values.if_contains(section);
        if (underscore == lower.npos || !present || !present->is_object())
            continue; // other programs' variables, or another purpose
        auto key = lower.substr(underscore + 1);
        auto& object = present->get_object();
        object[key] = value_like(object.if_contains(key), text);
        sources.overrides[section + "." + key] = name;
    }
}

void read_flags(json::object& values, Sources& sources, const ServeArguments& arguments) {
    auto set = [&](std::string_view section, std::string_view key, json::value value,
                   const char* flag) {
        values[section].get_object()[key] = std::move(value);
        sources.overrides[std::string(section) + "." + std::string(key)] = flag;
    };
    if (arguments.port)
        set("server", "port", *arguments.port, "--port");
    if (arguments.host)
        set("server", "host", json::value(*arguments.host), "--host");
    if (arguments.store)
        set("store", "url", json::value(*arguments.store), "--store");
}

// The file to read, if any: a missing one is an error only when it was asked for by name.
Result<std::optional<std::string>> file_text(const ServeArguments& arguments, Sources& sources) {
    auto path = arguments.config.value_or(arguments.data / "parley.toml");
    sources.file = path.string();
    std::error_code ignored;
    if (!arguments.config && !std::filesystem::exists(path, ignored))
        return std::optional<std::string>();
    std::ifstream in(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    if (!in.is_open() || in.bad() || std::filesystem::is_directory(path, ignored))
        return bad_config(sources.file + ": cannot be read");
    return std::optional<std::string>(std::move(text));
}

// What the TOML reader should never see: it stops the process at some of it.
std::string unreadable_text(const std::string& text) {
    std::size_t line = 1;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto byte = static_cast<unsigned char>(text[i]);
        auto at = std::to_string(line) + ":" + std::to_string(i - start + 1) + ": ";
        if (byte == '\n') {
            ++line;
            start = i + 1;
        } else if ((byte < 0x20 && byte != '\t' && byte != '\r') || byte == 0x7F) {
            return at + "a control character";
        } else if (byte >= 0x80 && text.find_first_of("\"'#", start) >= i) {
            return at + "only ASCII outside of quotes and comments";
        }
    }
    return is_valid_utf8(text) ? "" : "1:1: not valid UTF-8";
}

std::string between(std::int64_t value, std::int64_t least, std::int64_t most) {
    if (value >= least && value <= most)
        return "";
    return ": expected " + std::to_string(least) + " to " + std::to_string(most);
}

bool is_loopback(const std::string& host) {
    auto address = http::Address::parse(host);
    return host == "localhost" || (address && address->is_loopback());
}

// What is wrong with values that have the right type, as "section.key: …"; "" = nothing.
std::string first_problem(const Config& config) {
    const auto& server = config.server;
    if (server.host != "localhost" && !http::Address::parse(server.host))
        return "server.host: expected an IP address or localhost";
    if (auto problem = between(server.port, 0, 65'535); !problem.empty())
        return "server.port" + problem;
    if (auto problem = between(server.io_threads, 1, 64); !problem.empty())
        return "server.io_threads" + problem;
    if (!server.base_url.empty() && !server.base_url.starts_with("https://") &&
        !server.base_url.starts_with("http://"))
        return "server.base_url: expected http:// or https:// in front";
    bool is_postgres = config.store.url.starts_with("postgresql://") ||
                       config.store.url.starts_with("postgres://");
    if (!config.store.url.empty() && !is_postgres)
        return "store.url: expected postgresql://…";
    if (auto proxies = http::TrustedProxies::parse(server.trusted_proxies); !proxies)
        return "server.trusted_proxies: no address or block: " + proxies.error().detail;
    if (config.tls.certificate.empty() != config.tls.key.empty())
        return config.tls.key.empty() ? "tls.certificate: needs tls.key too"
                                      : "tls.key: needs tls.certificate too";
    if (auto problem = between(config.tls.port, 0, 65'535); !problem.empty())
        return "tls.port" + problem;
    std::string limits;
    boost::mp11::mp_for_each<json_detail::Members<LimitsSection>>([&](auto member) {
        if (auto problem = between(config.limits.*member.pointer, 0, 1'000'000);
            !problem.empty() && limits.empty())
            limits = std::string("limits.") + member.name + problem;
    });
    return limits;
}

} // namespace

namespace {

Result<Config> load(const ServeArguments& arguments,
                    const std::map<std::string, std::string>& environment, Sources& sources) {
    TRY(auto defaults, parse_json(to_json(Config())));
    auto& values = defaults.get_object();
    TRY(auto text, file_text(arguments, sources));
    if (text) {
        if (auto wrong = unreadable_text(*text); !wrong.empty())
            return bad_config(sources.file + ":" + wrong);
        auto parsed = toml::parse(*text);
        if (!parsed) {
            auto at = parsed.error().source().begin;
            std::string what(parsed.error().description());
            std::replace(what.begin(), what.end(), '\n', ' ');
            return bad_config(sources.file + ":" + std::to_string(at.line) + ":" +
                              std::to_string(at.column) + ": " + what);
        }
        sources.table = std::move(parsed).table();
        auto value = to_json_value(sources.table);
        if (!value)
            return bad_config(sources.file + ":" + value.error().detail);
        overlay(values, value->get_object());
    }
    // A section that is none has been put there by the file; it is refused before more is set in
    // it.
    for (const auto& section : values)
        if (!section.value().is_object())
            return complaint(sources, std::string(section.key()) + ": expected a [section]");
    read_environment(values, sources, environment);
    read_flags(values, sources, arguments);

    auto config = read_json<Config>(defaults);
    if (!config)
        return complaint(sources, config.error().detail);
    if (auto problem = first_problem(*config); !problem.empty())
        return complaint(sources, problem);
    if (arguments.demo && !is_loopback(config->server.host))
        return fail(ErrorCode::invalid_argument, "demo_host",
                    "--demo has public logins and listens on a loopback address only, not on " +
                        config->server.host);
    return *std::move(config);
}

std::string where_set(const Sources& sources, const std::string& key) {
    if (auto set = sources.overrides.find(key); set != sources.overrides.end())
        return set->second;
    if (auto position = position_of(sources.table, key))
        return sources.file + ":" + std::to_string(position->line);
    return "default";
}

// postgresql://user:secret@host/… without the secret.
std::string without_password(std::string url) {
    auto host = url.find("://");
    auto at = host == url.npos ? url.npos : url.find('@', host);
    auto colon = host == url.npos ? url.npos : url.find(':', host + 3);
    if (at != url.npos && colon < at)
        url.replace(colon + 1, at - colon - 1, "***");
    return url;
}

} // namespace

Result<Config> load_config(const ServeArguments& arguments,
                           const std::map<std::string, std::string>& environment) {
    Sources sources;
    return load(arguments, environment, sources);
}

Result<std::string> print_config(const ServeArguments& arguments,
                                 const std::map<std::string, std::string>& environment) {
    Sources sources;
    TRY(auto config, load(arguments, environment, sources));
    config.store.url = without_password(config.store.url);
    std::string text;
    boost::mp11::mp_for_each<json_detail::Members<Config>>([&](auto section) {
        text += (text.empty() ? "[" : "\n[") + std::string(section.name) + "]\n";
        const auto& values = config.*section.pointer;
        using Section = std::remove_cvref_t<decltype(values)>;
        boost::mp11::mp_for_each<json_detail::Members<Section>>([&](auto value) {
            auto key = std::string(section.name) + "." + value.name;
            // What JSON says of numbers, strings and lists of strings, TOML says too.
            text += std::string(value.name) + " = " + to_json(values.*value.pointer) + " # " +
                    where_set(sources, key) + "\n";
        });
    });
    return text;
}

std::map<std::string, std::string> process_environment() {
    std::map<std::string, std::string> variables;
    for (char** entry = environ; entry && *entry; ++entry) {
        std::string_view text = *entry;
        if (auto equals = text.find('='); equals != text.npos)
            variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

http::HttpOptions http_options(const Config& config) {
    http::HttpOptions options;
    options.host = config.server.host;
    options.port = static_cast<std::uint16_t>(config.server.port);
    options.io_threads = static_cast<std::size_t>(config.server.io_threads);
    options.trusted_proxies = config.server.trusted_proxies;
    options.connections_per_address =
        static_cast<std::size_t>(config.limits.connections_per_address);
    if (!config.tls.certificate.empty())
        options.tls = http::TlsOptions{config.tls.certificate, config.tls.key,
                                       static_cast<std::uint16_t>(config.tls.port)};
    return options;
}

} // namespace parley
