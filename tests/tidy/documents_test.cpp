#include "tidy/tree.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <regex>

using namespace parley;

TEST_CASE("a document has one title, and it comes first") {
    for (const auto& file : tidy::tree()) {
        if (!file.has_extension({".md"}))
            continue;
        CAPTURE(file.path);
        REQUIRE_FALSE(file.lines.empty());
        CHECK(file.lines[0].starts_with("# "));
        int titles = 0;
        bool in_code = false;
        for (const auto& line : file.lines) {
            if (line.starts_with("```"))
                in_code = !in_code;
            titles += !in_code && line.starts_with("# ");
        }
        CHECK(titles == 1);
        CHECK_FALSE(in_code);
    }
}

TEST_CASE("a document's links into the tree lead somewhere") {
    static const std::regex link(R"(\]\(([^)#:]+)(#[^)]*)?\))");
    std::filesystem::path root = PARLEY_TREE;
    for (const auto& file : tidy::tree()) {
        if (!file.has_extension({".md"}))
            continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            for (std::sregex_iterator at(file.lines[i].begin(), file.lines[i].end(), link), end;
                 at != end; ++at) {
                auto target = (root / file.path).parent_path() / (*at)[1].str();
                CHECK_MESSAGE(std::filesystem::exists(target), file.at(i)
                                                                   << " links to " << (*at)[1]);
            }
    }
}
