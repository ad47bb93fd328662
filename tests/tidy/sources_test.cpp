#include "tidy/tree.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace parley;

namespace {

constexpr std::size_t line_wanted = 100;
constexpr std::size_t line_max = 120;

bool is_source(const tidy::File& file) { return file.has_extension({".cpp", ".hpp"}); }

bool is_test(const tidy::File& file) {
    return file.under("tests/") || file.under("bench/") ||
           file.has_extension({"_test.cpp", "_prop.cpp"});
}

// Characters, not bytes: continuation bytes do not count.
std::size_t columns(std::string_view line) {
    return std::size_t(
        std::ranges::count_if(line, [](unsigned char c) { return (c & 0xc0) != 0x80; }));
}

// A description lists every field of a struct once; it is read by the compiler.
bool may_be_long(std::string_view line) { return line.starts_with("BOOST_DESCRIBE_"); }

} // namespace

TEST_CASE(
    "nobody below the adapters asks the wall clock or throws dice; base and core have no clock") {
    for (const auto& file : tidy::tree()) {
        if (!is_source(file) || is_test(file) || file.under("src/adapters/") ||
            file.under("src/app/ports/") || file.under("src/server/"))
            continue;
        bool low = file.under("src/base/") || file.under("src/core/");
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            for (std::string_view word : {"system_clock::now", "random_device", "gettimeofday"})
                CHECK_MESSAGE(file.lines[i].find(word) == std::string::npos,
                              file.at(i) << " says " << word);
            CHECK_MESSAGE((!low || file.lines[i].find("_clock::now") == std::string::npos),
                          file.at(i));
        }
    }
}

TEST_CASE("work in the background is never detached") {
    for (const auto& file : tidy::tree()) {
        if (!is_source(file) || file.under("tests/tidy/"))
            continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            for (std::string_view word : {"asio::detached", ".detach()"})
                CHECK_MESSAGE(file.lines[i].find(word) == std::string::npos, file.at(i));
    }
}

TEST_CASE("lines of code have at most 120 columns") {
    std::size_t longish = 0;
    for (const auto& file : tidy::tree()) {
        if (!is_source(file))
            continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            if (may_be_long(file.lines[i]))
                continue;
            auto length = columns(file.lines[i]);
            longish += length > line_wanted;
            CHECK_MESSAGE(length <= line_max, file.at(i) << " has " << length << " columns");
        }
    }
    MESSAGE(longish << " lines are longer than the " << line_wanted << " columns we want");
}

TEST_CASE("every header starts with #pragma once and says what it is") {
    for (const auto& file : tidy::tree()) {
        if (!file.has_extension({".hpp"}))
            continue;
        CAPTURE(file.path);
        REQUIRE(file.lines.size() > 2);
        CHECK(file.lines[0] == "#pragma once");
        CHECK(file.lines[1].starts_with("// "));
    }
}

TEST_CASE("an open end in the sources names its issue") {
    std::string mark = "TO";
    mark += "DO";
    for (const auto& file : tidy::tree()) {
        if (!is_source(file) && !file.has_extension({".ts", ".tsx"}))
            continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            if (auto found = file.lines[i].find(mark); found != std::string::npos)
                CHECK_MESSAGE(file.lines[i].compare(found + mark.size(), 2, "(#") == 0, file.at(i));
    }
}
