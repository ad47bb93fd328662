#include "gen/typescript.hpp"

#include <doctest/doctest.h>

using namespace parley;

namespace {
op::Catalogue small_catalogue() {
    using Kind = op::Type::Kind;
    auto text = std::make_shared<const op::Type>(op::Type{Kind::string});
    op::Catalogue catalogue;
    catalogue.definitions = {
        {"Time", op::Definition::Kind::number},
        {"Colour", op::Definition::Kind::choice, {}, {"red", "dark_green"}},
        {"PaintRequest",
         op::Definition::Kind::structure,
         {{"colour", {Kind::named, "Colour"}},
          {"at", {Kind::named, "Time"}, true},
          {"tags", {Kind::list, {}, text}},
          {"notes", {Kind::map, {}, text}, true}}},
        {"Nothing"},
    };
    catalogue.operations = {
        {op::Entry{.name = "paint", .summary = "Paints."}, "PaintRequest", "Nothing"}};
    return catalogue;
}
bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}
} // namespace

TEST_CASE("structs become interfaces, with optional fields, lists and maps") {
    auto text = gen::typescript(small_catalogue());
    CHECK(contains(text, "export interface PaintRequest {\n  colour: Colour;\n  at?: Time;\n"
                         "  tags: string[];\n  notes?: Record<string, string>;\n}\n"));
    CHECK(contains(text, "export type Nothing = Record<string, never>;"));
    CHECK(contains(text, "export type Time = number;"));
}

TEST_CASE("enums become a list of their values and a union") {
    auto text = gen::typescript(small_catalogue());
    CHECK(contains(text,
                   "export const colourValues = [\n  \"red\",\n  \"dark_green\",\n] as const;\n"
                   "export type Colour = (typeof colourValues)[number];\n"));
}

TEST_CASE("operations name their request and reply; a shared shape gets a name of its own") {
    auto text = gen::typescript(small_catalogue());
    CHECK(contains(text, "export type PaintReply = Nothing;\n"));
    CHECK_FALSE(contains(text, "export type PaintRequest ="));
    CHECK(contains(text, "  paint: { request: PaintRequest; reply: PaintReply };\n"));
}
