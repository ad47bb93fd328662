#include "app/operations/catalogue.hpp"
#include "gen/typescript.hpp"
#include "tidy/tree.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace parley;

TEST_CASE("the TypeScript types are those that the C++ structs give now (./dev gen)") {
    auto file = std::ranges::find(tidy::tree(), "web/packages/api/src/types.ts", &tidy::File::path);
    REQUIRE(file != tidy::tree().end());
    std::string written;
    for (const auto& line : file->lines)
        written += line + '\n';
    auto printed = gen::typescript(op::make_catalogue());
    bool current = written == printed;
    CHECK_MESSAGE(current, "stale: run ./dev gen");
}
