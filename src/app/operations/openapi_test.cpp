#include "app/operations/openapi.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>
#include <string>

using namespace parley;
namespace json = boost::json;

namespace {

const json::value& document() {
    static const json::value value = [] {
        auto parsed = parse_json(op::openapi(op::make_catalogue(), "1.2.3"));
        REQUIRE(parsed);
        return *parsed;
    }();
    return value;
}

// "#/components/schemas/Me" → the schema; nullptr when there is nothing.
const json::value* resolve(std::string_view reference) {
    const json::value* at = &document();
    if (!reference.starts_with("#/"))
        return nullptr;
    reference.remove_prefix(2);
    while (at && !reference.empty()) {
        auto step = reference.substr(0, reference.find('/'));
        reference.remove_prefix(std::min(reference.size(), step.size() + 1));
        at = at->is_object() ? at->get_object().if_contains(step) : nullptr;
    }
    return at;
}

// What of the schema the value breaks; "" when it fits. Knows the keywords that the printer uses.
std::string misfit(const json::value& value, const json::object& schema,
                   const std::string& at = "$") {
    if (const auto* reference = schema.if_contains("$ref")) {
        const auto* target = resolve(reference->get_string());
        return target ? misfit(value, target->get_object(), at) : at + ": dangling reference";
    }
    auto type = std::string_view(schema.at("type").get_string());
    bool right = type == "object"    ? value.is_object()
                 : type == "array"   ? value.is_array()
                 : type == "integer" ? value.is_int64() || value.is_uint64()
                 : type == "boolean" ? value.is_bool()
                 : type == "string"  ? value.is_string()
                                     : false;
    if (!right)
        return at + ": not of type " + std::string(type);
    if (const auto* choices = schema.if_contains("enum"))
        if (std::ranges::find(choices->get_array(), value) == choices->get_array().end())
            return at + ": not one of the choices";
    auto limit = [&](const char* name) {
        const auto* found = schema.if_contains(name);
        return found ? std::optional(found->to_number<std::int64_t>()) : std::nullopt;
    };
    if (type == "string") {
        auto length = std::int64_t(count_characters(value.get_string()));
        if (length < limit("minLength").value_or(0) || length > limit("maxLength").value_or(length))
            return at + ": length";
    }
    if (type == "integer") {
        auto number = value.to_number<std::int64_t>();
        if (number < limit("minimum").value_or(number) ||
            number > limit("maximum").value_or(number))
            return at + ": range";
    }
    if (type == "array")
        for (std::size_t i = 0; i < value.get_array().size(); ++i)
            if (auto problem = misfit(value.get_array()[i], schema.at("items").get_object(),
                                      at + "[" + std::to_string(i) + "]");
                !problem.empty())
                return problem;
    if (type == "object") {
        if (const auto* required = schema.if_contains("required"))
            for (const auto& name : required->get_array())
                if (!value.get_object().contains(name.get_string()))
                    return at + ": lacks " + std::string(name.get_string());
        const auto* properties = schema.if_contains("properties");
        const auto* others = schema.if_contains("additionalProperties");
        for (const auto& member : value.get_object()) {
            const auto* known =
                properties ? properties->get_object().if_contains(member.key()) : nullptr;
            if (!known && others && others->is_object())
                known = others;
            if (!known && others && others->is_bool() && !others->get_bool())
                return at + ": unknown " + std::string(member.key());
            if (!known)
                continue;
            if (auto problem = misfit(member.value(), known->get_object(),
                                      at + "." + std::string(member.key()));
                !problem.empty())
                return problem;
        }
    }
    return {};
}

// Calls f for every object below `value` that has a member `name`.
template <class F> void for_each_with(const json::value& value, std::string_view name, F&& f) {
    if (value.is_array())
        for (const auto& item : value.get_array())
            for_each_with(item, name, f);
    if (!value.is_object())
        return;
    if (value.get_object().contains(name))
        f(value.get_object());
    for (const auto& member : value.get_object())
        if (member.key() != "example")
            for_each_with(member.value(), name, f);
}

} // namespace

TEST_CASE("every reference of the document resolves") {
    int references = 0;
    for_each_with(document(), "$ref", [&](const json::object& object) {
        ++references;
        CAPTURE(object.at("$ref").get_string());
        CHECK(resolve(object.at("$ref").get_string()) != nullptr);
    });
    CHECK(references > 100);
}

TEST_CASE("every example fits its schema") {
    std::size_t examples = 0;
    for_each_with(document(), "example", [&](const json::object& content) {
        ++examples;
        CAPTURE(json::serialize(content.at("example")));
        CHECK(misfit(content.at("example"), content.at("schema").get_object()) == "");
    });
    CHECK(examples > 2 * op::operations().size());
}

TEST_CASE("the check of examples notices what does not fit") {
    auto problem = [](std::string_view name, std::string_view text) {
        auto schema = resolve("#/components/schemas/" + std::string(name));
        REQUIRE(schema);
        return misfit(*parse_json(text), schema->get_object());
    };
    CHECK(problem("SetPresenceRequest", R"({"presence":"away"})") == "");
    CHECK(problem("SetPresenceRequest", R"({"presence":"gone"})") ==
          "$.presence: not one of the choices");
    CHECK(problem("SetPresenceRequest", R"({})") == "$: lacks presence");
    CHECK(problem("SetPresenceRequest", R"({"presence":"away","why":1})") == "$: unknown why");
    CHECK(problem("SendMessageRequest", R"({"conversation":1,"text":"","client_id":"a"})") ==
          "$.text: length");
    CHECK(problem("SendMessageRequest", R"({"conversation":"1","text":"a","client_id":"a"})") ==
          "$.conversation: not of type integer");
    CHECK(problem("ListMessagesRequest", R"({"conversation":1,"limit":101})") == "$.limit: range");
}

TEST_CASE("every operation stands in the document under its carrier") {
    const auto& paths = document().at("paths").get_object();
    const auto& socket = paths.at("/feed").at("get").at("x-parley-operations").get_object();
    for (const auto& entry : op::operations()) {
        CAPTURE(entry.name);
        CHECK(socket.contains(entry.name) == entry.socket_only);
        const auto* path = paths.if_contains("/" + std::string(entry.name));
        CHECK((path != nullptr) == !entry.socket_only);
        if (!path)
            continue;
        CHECK(path->get_object().contains("get") == entry.read);
        auto open = path->at("post").at("security").get_array()[0].get_object().empty();
        CHECK(open == entry.may.anonymous);
    }
    CHECK(document().at("info").at("version") == "1.2.3");
}
