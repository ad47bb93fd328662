#include "server/log_format.hpp"

#include "base/json.hpp"

#include <doctest/doctest.h>
#include <spdlog/details/log_msg.h>

namespace parley {
namespace {

std::string line(LogFormat format, std::string_view message) {
    spdlog::memory_buf_t out;
    log_formatter(format)->format(
        spdlog::details::log_msg("", spdlog::level::warn,
                                 spdlog::string_view_t(message.data(), message.size())),
        out);
    return {out.data(), out.size()};
}

TEST_CASE("a JSON log line is one JSON object, whatever the message holds") {
    for (std::string message :
         {"plain", "with \"quotes\" and \\", "two\nlines\t", "\xff\xfe", "ü"}) {
        auto text = line(LogFormat::json, message);
        CHECK(text.find('\n') == text.size() - 1);
        auto parsed = parse_json(std::string_view(text).substr(0, text.size() - 1));
        REQUIRE_MESSAGE(parsed.has_value(), text);
        CHECK(parsed->at("level") == "warning");
        CHECK(parsed->at("at").as_string().ends_with("Z"));
        if (message != "\xff\xfe")
            CHECK(parsed->at("message").as_string() == message);
    }
}

TEST_CASE("a log line for people ends with the message") {
    CHECK(line(LogFormat::text, "hello").ends_with("warning hello\n"));
}

} // namespace
} // namespace parley
