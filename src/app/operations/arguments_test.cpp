#include "app/operations/arguments.hpp"
#include "app/operations/shapes.hpp"

#include <doctest/doctest.h>

using namespace parley;

namespace {
std::string detail_of(const Result<void>& result) {
    if (result)
        return "";
    CHECK(result.error().reason == "invalid_field");
    CHECK(result.error().code == ErrorCode::invalid_argument);
    return result.error().detail;
}
} // namespace

TEST_CASE("[MS3] texts are counted in characters and hold no control characters but two") {
    auto text = [](std::string_view t) { return detail_of(op::check_text("text", t, 1, 5)); };
    CHECK(text("hello") == "");
    CHECK(text("😀😀😀😀😀") == "");
    CHECK(text("hello!") == "text: longer than 5 characters");
    CHECK(text("😀😀😀😀😀😀") == "text: longer than 5 characters");
    CHECK(text(std::string(1'000'000, 'x')) == "text: longer than 5 characters");
    CHECK(text("") == "text: empty");
    CHECK(text(" \n\t ") == "text: empty");
    CHECK(text("a\tb\nc") == "");
    CHECK(text(std::string_view("a\0b", 3)) == "text: contains a control character");
    CHECK(text("a\x7f") == "text: contains a control character");
    CHECK(text("a\x1b[") == "text: contains a control character");
    CHECK(text("\xc3") == "text: not valid UTF-8");
    CHECK(text("\xc0\xaf") == "text: not valid UTF-8");
    CHECK(text("\xed\xa0\x80") == "text: not valid UTF-8");
    CHECK(detail_of(op::check_text("name", "", 0, 5)) == "");
    CHECK(detail_of(op::check_text("language", "d", 2, 5)) ==
          "language: shorter than 2 characters");
}

TEST_CASE("client ids are short and visible") {
    auto id = [](std::string_view t) { return detail_of(op::check_client_id("client_id", t)); };
    CHECK(id("0d3e9c52-77") == "");
    CHECK(id(std::string(64, 'x')) == "");
    CHECK(id(std::string(65, 'x')) == "client_id: longer than 64 bytes");
    CHECK(id("") == "client_id: empty");
    CHECK(id("a b") == "client_id: only visible ASCII characters");
    CHECK(id("ä") == "client_id: only visible ASCII characters");
    CHECK(id(std::string_view("a\0", 2)) == "client_id: only visible ASCII characters");
}

TEST_CASE("[MS11] context has limits for entries, keys, values and all together") {
    auto context = [](const std::map<std::string, std::string>& c) {
        return detail_of(op::check_context("context", c));
    };
    CHECK(context({}) == "");
    CHECK(context({{"k", ""}}) == "");
    CHECK(context({{"", "v"}}) == "context.: empty");
    CHECK(context({{"k", std::string(1'001, 'x')}}) == "context.k: longer than 1000 characters");
    CHECK(context({{"k\n\x01", "x"}}).ends_with("contains a control character"));
    CHECK(context({{"\xff", "x"}}) == "context.?: not valid UTF-8");
    std::map<std::string, std::string> many;
    for (int i = 0; i <= 100; ++i)
        many["k" + std::to_string(i)] = "v";
    CHECK(context(many) == "context: more than 100 entries");
    std::map<std::string, std::string> much;
    for (int i = 0; i < 17; ++i)
        much["k" + std::to_string(i)] = std::string(1'000, 'x');
    CHECK(context(much) == "context: more than 16384 bytes in all");
}

TEST_CASE("line ends of all systems become newlines") {
    CHECK(op::normalised("a\r\nb\rc\n") == "a\nb\nc\n");
    CHECK(op::normalised("\r\r\n\r") == "\n\n\n");
    CHECK(op::normalised("") == "");
}

TEST_CASE("[ED3] the hash of a request does not depend on its client id, and on everything else") {
    op::set_presence::Request away{PresenceKind::away, "one"};
    op::set_presence::Request again{PresenceKind::away, "two"};
    op::set_presence::Request busy{PresenceKind::busy, "one"};
    CHECK(op::body_hash(away) == op::body_hash(again));
    CHECK(op::body_hash(away) != op::body_hash(busy));
}
