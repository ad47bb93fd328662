#include "client/json_scan.hpp"

#include <charconv>

namespace parley::client {

namespace {

constexpr auto npos = std::string_view::npos;

std::size_t end_of_string(std::string_view json, std::size_t at) {
    for (auto i = at + 1; i < json.size(); ++i) {
        if (json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            return i + 1;
    }
    return npos;
}

// Brackets are counted, not matched by kind: the server's JSON is trusted to be JSON.
std::size_t end_of_container(std::string_view json, std::size_t at) {
    int depth = 0;
    for (auto i = at; i < json.size(); ++i) {
        switch (json[i]) {
        case '"':
            i = end_of_string(json, i);
            if (i == npos)
                return npos;
            --i;
            break;
        case '{':
        case '[':
            ++depth;
            break;
        case '}':
        case ']':
            if (--depth == 0)
                return i + 1;
            break;
        default:
            break;
        }
    }
    return npos;
}

} // namespace

std::size_t skip_space(std::string_view json, std::size_t at) {
    while (at < json.size() &&
           (json[at] == ' ' || json[at] == '\n' || json[at] == '\t' || json[at] == '\r'))
        ++at;
    return at;
}

std::size_t end_of_value(std::string_view json, std::size_t at) {
    at = skip_space(json, at);
    if (at >= json.size())
        return npos;
    if (json[at] == '"')
        return end_of_string(json, at);
    if (json[at] == '{' || json[at] == '[')
        return end_of_container(json, at);
    auto end = json.find_first_of(",}] \n\t\r", at);
    if (end == npos)
        end = json.size();
    return end == at ? npos : end;
}

std::optional<std::int64_t> as_integer(std::string_view raw) {
    std::int64_t value = 0;
    auto [end, failed] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
    if (failed != std::errc() || end != raw.data() + raw.size())
        return std::nullopt;
    return value;
}

std::string_view as_string(std::string_view raw) {
    if (raw.size() < 2 || raw.front() != '"')
        return {};
    return raw.substr(1, raw.size() - 2);
}

std::string_view member(std::string_view json, std::string_view name) {
    std::string_view found;
    for_each_member(json, [&](std::string_view key, std::string_view value) {
        if (key == name)
            found = value;
    });
    return found;
}

Frame read_frame(std::string_view json) {
    Frame frame;
    for_each_member(json, [&](std::string_view key, std::string_view value) {
        if (key == "id")
            frame.id = as_integer(value).value_or(0);
        else if (key == "ok")
            frame.ok = value;
        else if (key == "error")
            frame.error = value;
        else if (key == "rows")
            frame.rows = value;
        else if (key == "live") {
            frame.live = as_integer(value).value_or(0);
            frame.has_live = true;
        }
    });
    return frame;
}

std::optional<MessageKey> as_message_key(std::string_view key) {
    constexpr std::string_view kind = "message/";
    if (!key.starts_with(kind))
        return std::nullopt;
    auto slash = key.find('/', kind.size());
    if (slash == npos)
        return std::nullopt;
    auto conversation = as_integer(key.substr(kind.size(), slash - kind.size()));
    auto seq = as_integer(key.substr(slash + 1));
    if (!conversation || !seq)
        return std::nullopt;
    return MessageKey{*conversation, *seq};
}

std::optional<std::int64_t> as_numbered_key(std::string_view key, std::string_view kind) {
    if (!key.starts_with(kind))
        return std::nullopt;
    return as_integer(key.substr(kind.size()));
}

} // namespace parley::client
