#pragma once
// Wall-clock instants in milliseconds since 1970 UTC. Nothing below app/ can ask what time it is:
// `now` is always an argument.

#include <chrono>
#include <compare>
#include <cstdint>

namespace parley {

using Millis = std::chrono::milliseconds;

struct Time {
    std::int64_t ms = 0;

    constexpr Time() = default;
    constexpr explicit Time(std::int64_t v) : ms(v) {}
    constexpr auto operator<=>(const Time&) const = default;
    constexpr explicit operator bool() const { return ms != 0; }
    static constexpr Time never() { return Time(INT64_MAX); }

    constexpr std::int64_t wire() const { return ms; }
    static constexpr Time from_wire(std::int64_t v) { return Time(v); }
};

constexpr Time operator+(Time t, Millis d) { return Time(t.ms + d.count()); }
constexpr Time operator-(Time t, Millis d) { return Time(t.ms - d.count()); }
constexpr Millis operator-(Time a, Time b) { return Millis(a.ms - b.ms); }

} // namespace parley
