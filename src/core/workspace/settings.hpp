#pragma once
// What an administrator may set for a whole workspace, with the defaults of the reference product
// (shared spec: contact-center §4.3, §5.6, §6.4). Durations are in milliseconds.

#include <boost/describe.hpp>
#include <cstdint>

namespace parley {

struct Settings {
    std::int64_t open_timeout_ms = 20 * 60'000; // Open without anybody: last message, then Closed
    std::int64_t wrap_up_timeout_ms = 15 * 60'000; // Wrap-up ends by itself
    std::int64_t customer_gone_ms = 3 * 60'000;    // customer without a connection and silent
    std::int64_t agent_gone_ms = 150'000;          // agent's conversations are offered again
    std::int64_t connection_grace_ms = 5'000;      // a reload disturbs nothing
    std::int64_t decline_limit = 3;                // 1–5; then no automatic offer to that agent
    std::int64_t sessions_open_max = 9;            // of one agent
    bool operator==(const Settings&) const = default;
};
BOOST_DESCRIBE_STRUCT(Settings, (),
                      (open_timeout_ms, wrap_up_timeout_ms, customer_gone_ms, agent_gone_ms,
                       connection_grace_ms, decline_limit, sessions_open_max))

} // namespace parley
