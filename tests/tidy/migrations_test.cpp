#include "tidy/tree.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace parley;

TEST_CASE("migrations are numbered from 0001 without holes") {
    int next = 1;
    for (const auto& file : tidy::tree()) {
        if (!file.under("src/adapters/store/schema/") || !file.has_extension({".sql"}))
            continue;
        CHECK(file.path.starts_with(fmt::format("src/adapters/store/schema/{:04}", next)));
        ++next;
    }
    CHECK(next > 1);
}
