#include "app/operations/query.hpp"

#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

namespace parley::op {

TEST_CASE("[ED2] parameters of a GET take the types of the request's fields") {
    auto json = [](std::string_view operation, const std::map<std::string, std::string>& query) {
        return boost::json::serialize(from_query(operation, query));
    };
    CHECK(json("get_widget", {{"widget", "123"}}) == R"({"widget":"123"})");
    CHECK(json("list_messages", {{"conversation", "7"}, {"limit", "20"}}) ==
          R"({"conversation":7,"limit":20})");
    CHECK(json("list_messages", {{"conversation", "7x"}}) == R"({"conversation":"7x"})");
    CHECK(json("list_messages", {{"conversation", "99999999999999999999"}}) ==
          R"({"conversation":"99999999999999999999"})");
    CHECK(json("list_logins", {{"unknown", "true"}}) == R"({"unknown":true})");
    CHECK(json("no_such_operation", {}) == "{}");
}

} // namespace parley::op
