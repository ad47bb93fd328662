#include "app/edge/problem.hpp"
#include "base/json.hpp"

#include <doctest/doctest.h>

using namespace parley;

namespace {
boost::json::object problem_of(const Error& error) {
    std::string text;
    write_problem(text, error);
    auto value = parse_json(text);
    REQUIRE_MESSAGE(value, text);
    return value->as_object();
}
} // namespace

TEST_CASE("[ED12] every code has its status") {
    const std::pair<ErrorCode, int> expected[] = {
        {ErrorCode::invalid_argument, 400},   {ErrorCode::unauthenticated, 401},
        {ErrorCode::permission_denied, 403},  {ErrorCode::not_found, 404},
        {ErrorCode::conflict, 409},           {ErrorCode::failed_precondition, 412},
        {ErrorCode::resource_exhausted, 429}, {ErrorCode::unavailable, 503},
        {ErrorCode::internal, 500},           {ErrorCode::unimplemented, 404}};
    CHECK(std::size(expected) ==
          boost::mp11::mp_size<boost::describe::describe_enumerators<ErrorCode>>());
    for (auto [code, status] : expected) {
        CHECK(http_status(code) == status);
        auto problem = problem_of({code, "some_reason"});
        CHECK(problem.at("status") == status);
        CHECK(problem.at("code").as_string() == enum_name(code));
        CHECK(problem.at("reason") == "some_reason");
        CHECK(problem.at("title") == "Some reason");
        CHECK(problem.at("type") == "https://parley.invalid/problems/some_reason");
    }
}

TEST_CASE("[ED12] details are told as they are, but for internal ones") {
    auto problem = problem_of({ErrorCode::invalid_argument, "wrong_type", "text: \"a\"\n\\"});
    CHECK(problem.at("detail") == "text: \"a\"\n\\");
    problem = problem_of({ErrorCode::invalid_argument, "wrong_type", ": expected an object"});
    CHECK(problem.at("detail") == "expected an object");
    problem = problem_of({ErrorCode::internal, "broken", "SELECT secret"});
    CHECK_FALSE(problem.contains("detail"));
    CHECK_FALSE(problem.contains("retry_after_ms"));
    problem = problem_of({ErrorCode::resource_exhausted, "call_rate", {}, 1'500});
    CHECK(problem.at("retry_after_ms") == 1'500);
    CHECK_FALSE(problem.contains("detail"));
}
