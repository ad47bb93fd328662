#pragma once
// Reads JSON in place, without building a tree: the load generator shares two cores with the server
// it measures, so it looks only at the members it needs. Values are slices of the given text, still
// in their JSON form; what is not looked at is only skipped. Malformed text ends a walk with false.

#include <cstdint>
#include <optional>
#include <string_view>

namespace parley::client {

// Where the value that starts at `at` (white space before it allowed) ends; npos when it does not.
std::size_t end_of_value(std::string_view json, std::size_t at);
std::size_t skip_space(std::string_view json, std::size_t at);

// The integer that `raw` is; none for anything else.
std::optional<std::int64_t> as_integer(std::string_view raw);
// The inside of a string literal, escapes as they are; "" for anything else.
std::string_view as_string(std::string_view raw);

// f(key, raw value) for each member, in order.
template <class F> bool for_each_member(std::string_view json, F&& f) {
    constexpr auto npos = std::string_view::npos;
    auto at = skip_space(json, 0);
    if (at >= json.size() || json[at] != '{')
        return false;
    at = skip_space(json, at + 1);
    if (at < json.size() && json[at] == '}')
        return true;
    while (true) {
        auto key_end = end_of_value(json, at);
        if (key_end == npos || json[at] != '"')
            return false;
        auto key = json.substr(at + 1, key_end - at - 2);
        at = skip_space(json, key_end);
        if (at >= json.size() || json[at] != ':')
            return false;
        at = skip_space(json, at + 1);
        auto value_end = end_of_value(json, at);
        if (value_end == npos)
            return false;
        f(key, json.substr(at, value_end - at));
        at = skip_space(json, value_end);
        if (at >= json.size() || (json[at] != ',' && json[at] != '}'))
            return false;
        if (json[at] == '}')
            return true;
        at = skip_space(json, at + 1);
    }
}

// f(raw value) for each element, in order.
template <class F> bool for_each_element(std::string_view json, F&& f) {
    auto at = skip_space(json, 0);
    if (at >= json.size() || json[at] != '[')
        return false;
    at = skip_space(json, at + 1);
    if (at < json.size() && json[at] == ']')
        return true;
    while (true) {
        auto value_end = end_of_value(json, at);
        if (value_end == std::string_view::npos)
            return false;
        f(json.substr(at, value_end - at));
        at = skip_space(json, value_end);
        if (at >= json.size() || (json[at] != ',' && json[at] != ']'))
            return false;
        if (json[at] == ']')
            return true;
        at = skip_space(json, at + 1);
    }
}

// The raw value of one member; "" when it is not there.
std::string_view member(std::string_view json, std::string_view name);

// One frame of the server, taken apart once (docs/guide/protocol.md). Absent members are "" or 0.
struct Frame {
    std::int64_t id = 0;
    std::string_view ok;
    std::string_view error;
    std::string_view rows;
    std::int64_t live = 0;
    bool has_live = false;
};
Frame read_frame(std::string_view json);

// A row's key "message/1042/17" taken apart; none for other keys.
struct MessageKey {
    std::int64_t conversation = 0;
    std::int64_t seq = 0;
};
std::optional<MessageKey> as_message_key(std::string_view key);
// The number behind "conversation/" or "offer/"; none for other keys.
std::optional<std::int64_t> as_numbered_key(std::string_view key, std::string_view kind);

} // namespace parley::client
