#include "tidy/tree.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace parley;

// Guards the other tests: they would pass on an empty tree.
TEST_CASE("the tree is read: sources, documents and web files") {
    auto holds = [](std::string_view path) {
        return std::ranges::any_of(tidy::tree(), [&](const auto& file) {
            return file.path == path && !file.lines.empty();
        });
    };
    CHECK(holds("src/base/json.hpp"));
    CHECK(holds("docs/guide/protocol.md"));
    CHECK(holds("web/packages/api/src/types.ts"));
    CHECK(std::ranges::none_of(tidy::tree(), [](const auto& file) {
        return file.under("build/") || file.path.find("node_modules/") != std::string::npos;
    }));
}

TEST_CASE("an include line gives its path") {
    CHECK(tidy::quoted_include("#include \"base/json.hpp\"") == "base/json.hpp");
    CHECK(tidy::quoted_include("#include \"base/json.hpp\" // why") == "base/json.hpp");
    CHECK(tidy::quoted_include("#include <vector>") == "");
    CHECK(tidy::quoted_include("// #include \"base/json.hpp\"") == "");
}
