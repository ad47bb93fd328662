#include "app/edge/rate_limits.hpp"
#include "base/limits.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace parley;

TEST_CASE("[ED5] so many at once, then one after each pause") {
    RateLimit limit("call_rate", {2, 5}); // two a second, five at once
    Time now(1'000'000);
    for (int i = 0; i < 5; ++i)
        CHECK(limit.take("a", now));
    auto refused = limit.take("a", now);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::resource_exhausted);
    CHECK(refused.error().reason == "call_rate");
    CHECK(refused.error().retry_after_ms == 500);
    CHECK(limit.take("b", now)); // each key has its own
    CHECK_FALSE(limit.take("a", now + Millis(499)));
    CHECK(limit.take("a", now + Millis(500)));
    CHECK_FALSE(limit.take("a", now + Millis(500)));
    CHECK(limit.take("a", now + Millis(60'000)));
}

TEST_CASE("[ED5] what is given back may be taken again, and never more than the bucket holds") {
    RateLimit limit("sign_in_rate", {0.1, 2});
    Time now(1'000'000);
    CHECK(limit.take("a", now));
    CHECK(limit.take("a", now));
    limit.give_back("a");
    CHECK(limit.take("a", now));
    CHECK_FALSE(limit.take("a", now));
    for (int i = 0; i < 10; ++i)
        limit.give_back("a");
    limit.give_back("stranger");
    CHECK(limit.take("a", now));
    CHECK(limit.take("a", now));
    CHECK_FALSE(limit.take("a", now));
}

TEST_CASE("[ED5] waiting as long as is said is enough, and no shorter time is") {
    CHECK(rc::check("retry_after", [] {
        auto per_second = *rc::gen::inRange(1, 400) / 20.0;
        auto burst = *rc::gen::inRange(1, 20);
        RateLimit limit("rate", {per_second, double(burst)});
        Time now(1'000'000);
        for (int i = 0; i < 60; ++i) {
            now = now + Millis(*rc::gen::inRange(0, 300));
            auto taken = limit.take("a", now);
            if (taken)
                continue;
            auto wait = taken.error().retry_after_ms;
            RC_ASSERT(wait > 0);
            if (wait > 1)
                RC_ASSERT(!limit.take("a", now + Millis(wait - 1)));
            now = now + Millis(wait);
            RC_ASSERT(limit.take("a", now).has_value());
        }
    }));
}

TEST_CASE("[ED5] remembered keys are bounded, and forgetting one never lends more") {
    RateLimit limit("call_rate", {0.001, 1});
    Time now(1'000'000);
    CHECK(limit.take("busy", now));
    // As many strangers as are remembered come and are forgotten again: their buckets are full.
    Time later = now + Millis(2'000'000);
    for (std::size_t i = 0; i < limits::rate_keys_max + 10; ++i)
        CHECK(limit.take("early" + std::to_string(i), now));
    CHECK_FALSE(limit.take("busy", now));
    for (std::size_t i = 0; i < 10; ++i)
        CHECK(limit.take("late" + std::to_string(i), later));
    CHECK(limit.take("busy", later));
    CHECK_FALSE(limit.take("busy", later));
}
