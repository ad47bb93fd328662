#include "base/json.hpp"

#include "base/ids.hpp"
#include "base/time.hpp"

#include <doctest/doctest.h>

namespace parley {
namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Leaf {
    std::string text;
    std::optional<std::int64_t> count;
    bool operator==(const Leaf&) const = default;
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (text, count))

struct Tree {
    ConversationId id;
    Time at;
    Colour colour = Colour::red;
    std::vector<Leaf> leaves;
    std::map<std::string, std::string> context;
    bool operator==(const Tree&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (id, at, colour, leaves, context))

struct Added {
    static constexpr std::string_view type_name = "added";
    std::int64_t seq = 0;
};
BOOST_DESCRIBE_STRUCT(Added, (), (seq))
struct Gone {
    static constexpr std::string_view type_name = "gone";
};
BOOST_DESCRIBE_STRUCT(Gone, (), ())
using Change = std::variant<Added, Gone>;

TEST_CASE("a described struct survives the way to JSON and back") {
    Tree tree{
        ConversationId(1042), Time(17), Colour::green, {{"a\"\n\x01ü", 3}, {"", {}}}, {{"k", "v"}}};
    auto text = to_json(tree);
    CHECK(text ==
          R"({"id":1042,"at":17,"colour":"green","leaves":[{"text":"a\"\n\u0001ü","count":3},)"
          R"({"text":""}],"context":{"k":"v"}})");
    auto back = from_json<Tree>(text);
    REQUIRE(back);
    CHECK(*back == tree);
}

TEST_CASE("a variant is tagged with its type") {
    CHECK(to_json(Change(Added{7})) == R"({"type":"added","seq":7})");
    CHECK(to_json(Change(Gone{})) == R"({"type":"gone"})");
    auto back = from_json<Change>(R"({"seq":7,"type":"added"})");
    REQUIRE(back);
    CHECK(std::get<Added>(*back).seq == 7);
    CHECK_FALSE(from_json<Change>(R"({"type":"other"})"));
}

TEST_CASE("an error names the path of what is wrong") {
    auto detail = [](std::string_view text) { return from_json<Tree>(text).error().detail; };
    CHECK(detail(R"({"id":1,"at":1,"colour":"red","leaves":[{"text":5}],"context":{}})") ==
          "leaves[0].text: expected a string");
    CHECK(detail(R"({"id":1,"at":1,"colour":"blue","leaves":[],"context":{}})") ==
          "colour: expected one of red green");
    CHECK(detail(R"({"id":1.5,"at":1,"colour":"red","leaves":[],"context":{}})") ==
          "id: expected an integer");
    CHECK(detail(R"({"id":1,"at":1,"colour":"red","leaves":[]})") == "context: missing");
    CHECK(detail(R"({"id":1,"at":1,"colour":"red","leaves":[],"context":{},"x":1})") ==
          "x: unknown field");
    CHECK(detail(R"([])") == ": expected an object");
    CHECK(from_json<Tree>(R"({"id":1)").error().reason == "malformed_json");
}

TEST_CASE("unknown fields of our own rows are ignored when asked for") {
    CHECK(from_json<Leaf>(R"({"text":"a","new":1})", UnknownFields::ignore));
}

} // namespace
} // namespace parley
