#include "app/operations/openapi.hpp"

#include "base/check.hpp"
#include "base/json.hpp"
#include "base/limits.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <set>

namespace parley::op {

namespace {

namespace json = boost::json;

constexpr std::string_view description =
    "Every operation is `POST /api/v1/<operation>` with a JSON object; those that only read also "
    "answer `GET` with query parameters. Unknown fields are refused. Refusals are problem "
    "documents "
    "(RFC 9457) whose `reason` is stable. A `client_id` makes a change safe to repeat for 48 "
    "hours: "
    "the same id gets the first answer, with another body it is refused as `client_id_reused`. The "
    "same operations travel over the WebSocket `/api/v1/feed`, which also carries the feed of "
    "rows.";

constexpr std::string_view feed_description =
    "A WebSocket of text frames, one JSON object each. Requests are "
    "`{\"id\":1,\"op\":\"send_message\",\"args\":{…}}`, answers `{\"id\":1,\"ok\":{…}}` or "
    "`{\"id\":1,\"error\":{…}}` with a problem document. Every operation of this document can be "
    "asked here, and those under `x-parley-operations` here only. After `follow` the server also "
    "sends `rows` (`[{\"key\":\"offer/12\",\"version\":77,\"value\":{…}}]`; a row without `value` "
    "is "
    "gone), `keys` (all keys now in sight, after a resume), `live` (the position up to which "
    "everything has been sent) and `typing`.";

// Bounds that a client can check before it asks; lengths are in characters.
struct Bound {
    std::string_view definition;
    std::string_view field;
    std::int64_t min;
    std::int64_t max;
};
constexpr Bound bounds[] = {
    {"SendMessageRequest", "text", 1, limits::message_characters_max},
    {"SendMessageRequest", "client_id", 1, limits::client_id_bytes_max},
    {"StartChatRequest", "text", 0, limits::message_characters_max},
    {"StartChatRequest", "name", 0, limits::name_characters_max},
    {"CreateApiTokenRequest", "days", 1, 365},
    {"ListMessagesRequest", "limit", 1, limits::page_items_max},
    {"ListConversationsRequest", "limit", 1, limits::page_items_max},
    {"SaveQuickReplyRequest", "text", 1, limits::quick_reply_characters_max},
    {"SaveQuickReplyRequest", "shortcut", 1, limits::quick_reply_shortcut_characters_max},
};

json::object reference(std::string_view name) {
    return {{"$ref", "#/components/schemas/" + std::string(name)}};
}

json::object schema(const Type& type) {
    switch (type.kind) {
    case Type::Kind::boolean:
        return {{"type", "boolean"}};
    case Type::Kind::integer:
        return {{"type", "integer"}, {"format", "int64"}};
    case Type::Kind::string:
        return {{"type", "string"}};
    case Type::Kind::list:
        return {{"type", "array"}, {"items", schema(*type.item)}};
    case Type::Kind::map:
        return {{"type", "object"}, {"additionalProperties", schema(*type.item)}};
    case Type::Kind::named:
        return reference(type.name);
    }
    return {};
}

void add_bounds(json::object& field_schema, const Definition& definition, const Field& field) {
    for (const auto& bound : bounds) {
        if (bound.definition != definition.name || bound.field != field.name)
            continue;
        bool text = field.type.kind == Type::Kind::string;
        field_schema[text ? "minLength" : "minimum"] = bound.min;
        field_schema[text ? "maxLength" : "maximum"] = bound.max;
    }
}

// `strict`: the server refuses unknown fields. What it answers may grow, so replies are not strict.
json::object schema(const Definition& definition, bool strict) {
    if (definition.kind == Definition::Kind::number)
        return {{"type", "integer"},
                {"format", "int64"},
                {"description", definition.name == "Time" ? "Milliseconds since 1970 UTC."
                                                          : "Counts up from 1; 0 means none."}};
    if (definition.kind == Definition::Kind::choice) {
        json::array values;
        for (const auto& value : definition.values)
            values.emplace_back(value);
        return {{"type", "string"}, {"enum", std::move(values)}};
    }
    json::object properties;
    json::array required;
    for (const auto& field : definition.fields) {
        auto field_schema = schema(field.type);
        add_bounds(field_schema, definition, field);
        properties[field.name] = std::move(field_schema);
        if (!field.optional)
            required.emplace_back(field.name);
    }
    json::object object{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty())
        object["required"] = std::move(required);
    if (strict)
        object["additionalProperties"] = false;
    return object;
}

json::value example(std::string_view text) {
    auto parsed = parse_json(text);
    ENSURE(parsed);
    return *std::move(parsed);
}

json::object json_content(std::string_view definition, std::string_view example_text) {
    return {{"application/json",
             {{"schema", reference(definition)}, {"example", example(example_text)}}}};
}

json::array who_may(const May& may) {
    json::array roles;
    auto add = [&](bool allowed, std::string_view role) {
        if (allowed)
            roles.emplace_back(role);
    };
    add(may.anonymous, "anonymous");
    add(may.customer, "customer");
    add(may.agent, "agent");
    add(may.supervisor, "supervisor");
    add(may.administrator, "administrator");
    return roles;
}

std::string may_sentence(const May& may) {
    std::string sentence = "May ask:";
    for (const auto& role : who_may(may))
        (sentence += sentence.back() == ':' ? " " : ", ") += std::string_view(role.get_string());
    return sentence + ".";
}

json::array security(const May& may) {
    json::array ways;
    if (may.anonymous)
        ways.push_back(json::object());
    ways.push_back(json::object{{"bearer", json::array()}});
    if (may.agent || may.supervisor || may.administrator)
        ways.push_back(json::object{{"cookie", json::array()}});
    return ways;
}

json::object answers(const Shape& shape) {
    return {{"200",
             {{"description", "Done."},
              {"content", json_content(shape.reply, shape.entry.example_reply)}}},
            {"default", {{"$ref", "#/components/responses/Problem"}}}};
}

json::object operation(const Shape& shape, std::string_view id) {
    return {{"operationId", id},
            {"summary", shape.entry.summary},
            {"description", may_sentence(shape.entry.may)},
            {"security", security(shape.entry.may)},
            {"x-parley-may", who_may(shape.entry.may)}};
}

json::object post(const Shape& shape) {
    auto object = operation(shape, shape.entry.name);
    object["requestBody"] = {{"required", true},
                             {"content", json_content(shape.request, shape.entry.example_request)}};
    object["responses"] = answers(shape);
    return object;
}

json::object get(const Shape& shape, const Definition& request) {
    auto object = operation(shape, std::string(shape.entry.name) + "_by_get");
    json::array parameters;
    for (const auto& field : request.fields) {
        auto field_schema = schema(field.type);
        add_bounds(field_schema, request, field);
        parameters.push_back(json::object{{"name", field.name},
                                          {"in", "query"},
                                          {"required", !field.optional},
                                          {"schema", std::move(field_schema)}});
    }
    object["parameters"] = std::move(parameters);
    object["responses"] = answers(shape);
    return object;
}

json::object feed_path(const Catalogue& catalogue) {
    json::object socket_only;
    for (const auto& shape : catalogue.operations)
        if (shape.entry.socket_only)
            socket_only[shape.entry.name] = {
                {"summary", shape.entry.summary},
                {"x-parley-may", who_may(shape.entry.may)},
                {"request", json_content(shape.request, shape.entry.example_request)},
                {"reply", json_content(shape.reply, shape.entry.example_reply)}};
    return {{"get",
             {{"operationId", "feed"},
              {"summary", "Opens the WebSocket."},
              {"description", feed_description},
              {"security", security(may::everyone)},
              {"responses",
               {{"101", {{"description", "Switching to WebSocket."}}},
                {"default", {{"$ref", "#/components/responses/Problem"}}}}},
              {"x-parley-operations", std::move(socket_only)}}}};
}

json::object paths(const Catalogue& catalogue) {
    json::object all;
    for (const auto& shape : catalogue.operations) {
        if (shape.entry.socket_only)
            continue;
        json::object path{{"post", post(shape)}};
        if (shape.entry.read)
            path["get"] = get(shape, *catalogue.find(shape.request));
        all["/" + std::string(shape.entry.name)] = std::move(path);
    }
    all["/feed"] = feed_path(catalogue);
    return all;
}

json::object schemas(const Catalogue& catalogue) {
    std::set<std::string_view> requests;
    for (const auto& shape : catalogue.operations)
        requests.insert(shape.request);
    json::object all;
    for (const auto& definition : catalogue.definitions)
        all[definition.name] = schema(definition, requests.contains(definition.name));
    return all;
}

json::object problem_response() {
    json::object problem{{"type", "https://parley.invalid/problems/conversation_closed"},
                         {"title", "The conversation is closed"},
                         {"status", 412},
                         {"code", "failed_precondition"},
                         {"reason", "conversation_closed"},
                         {"detail", "conversation 1042"}};
    return {{"description", "Refused. With 429 the header Retry-After says when to try again."},
            {"content",
             {{"application/problem+json",
               {{"schema", reference("Problem")}, {"example", std::move(problem)}}}}}};
}

json::object security_schemes() {
    return {{"bearer",
             {{"type", "http"},
              {"scheme", "bearer"},
              {"description", "A login token, an API token, or a customer's visitor token."}}},
            {"cookie",
             {{"type", "apiKey"},
              {"in", "cookie"},
              {"name", "parley_login"},
              {"description", "Set by sign_in with `cookie`; over https its name is "
                              "__Host-parley_login."}}}};
}

} // namespace

std::string openapi(const Catalogue& catalogue, std::string_view version) {
    for (const auto& bound : bounds) {
        const auto* definition = catalogue.find(bound.definition);
        ENSURE(definition && std::ranges::find(definition->fields, bound.field, &Field::name) !=
                                 definition->fields.end());
    }
    json::object document{{"openapi", "3.1.0"},
                          {"info",
                           {{"title", "Parley"},
                            {"version", version},
                            {"description", description},
                            {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
                          {"servers", {{{"url", "/api/v1"}}}},
                          {"paths", paths(catalogue)},
                          {"components",
                           {{"schemas", schemas(catalogue)},
                            {"responses", {{"Problem", problem_response()}}},
                            {"securitySchemes", security_schemes()}}}};
    return json::serialize(document);
}

} // namespace parley::op
