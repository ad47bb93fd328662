#pragma once
// Wall time anchored to the steady clock: it never goes back, and a jump of the system's clock is
// followed only when it is no more than five seconds off; a larger one is logged, and followed
// slowly never: the process goes on with its own time until it is restarted.

#include "app/ports/clock.hpp"

#include <atomic>

namespace parley {

class WallClock final : public Clock {
public:
    WallClock();
    Time now() override;
    // The system's clock was set back while nobody ran: the time from before goes on here too.
    void not_before(Time stored) override;
    // Looks at the system's clock; called about once a second. Logs a jump once.
    void compare();

private:
    static std::int64_t system_ms();
    static std::int64_t steady_ms();

    std::atomic<std::int64_t> offset_; // wall − steady
    std::atomic<std::int64_t> last_{0};
    std::atomic<bool> jumped_{false};
};

} // namespace parley
