#include "server/wall_clock.hpp"

#include <doctest/doctest.h>

using namespace parley;

TEST_CASE("the clock goes on from what is stored when the system's was set back") {
    WallClock clock;
    auto before = clock.now();
    clock.not_before(before - Millis(60'000));
    CHECK(clock.now() < before + Millis(30'000));
    auto stored = before + Millis(3'600'000);
    clock.not_before(stored);
    CHECK(clock.now() >= stored);
    CHECK(clock.now() < stored + Millis(30'000));
}
