#include "server/wall_clock.hpp"

#include "base/log.hpp"

#include <chrono>

namespace parley {

namespace {
constexpr std::int64_t drift_followed_ms = 5'000;
}

WallClock::WallClock() : offset_(system_ms() - steady_ms()) {}

std::int64_t WallClock::system_ms() {
    return std::chrono::duration_cast<Millis>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::int64_t WallClock::steady_ms() {
    return std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

Time WallClock::now() {
    auto at = steady_ms() + offset_.load(std::memory_order_relaxed);
    auto last = last_.load(std::memory_order_relaxed);
    while (at > last && !last_.compare_exchange_weak(last, at, std::memory_order_relaxed)) {
    }
    return Time(std::max(at, last));
}

void WallClock::not_before(Time stored) {
    auto behind = stored - now();
    if (behind <= Millis(0))
        return;
    offset_.fetch_add(behind.count(), std::memory_order_relaxed);
    log::warn("the system clock is {} ms behind what is stored; going on from there",
              behind.count());
}

void WallClock::compare() {
    auto offset = system_ms() - steady_ms();
    auto off = offset - offset_.load(std::memory_order_relaxed);
    if (off > -drift_followed_ms && off < drift_followed_ms) {
        offset_.store(offset, std::memory_order_relaxed);
        jumped_ = false;
    } else if (!jumped_.exchange(true)) {
        log::error(
            "the system clock jumped by {} ms; going on with the time from before until a restart",
            off);
    }
}

} // namespace parley
