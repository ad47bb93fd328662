#include "app/operations/table.hpp"
#include "base/json.hpp"

#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>
#include <set>

using namespace parley;

TEST_CASE("every operation has its own name, a sentence, and somebody who may ask it") {
    std::set<std::string_view> names;
    for (const auto& entry : op::operations()) {
        CAPTURE(entry.name);
        CHECK(names.insert(entry.name).second);
        CHECK(entry.summary.ends_with('.'));
        const auto& may = entry.may;
        CHECK((may.anonymous || may.customer || may.agent || may.supervisor || may.administrator));
        CHECK(op::find_operation(entry.name) == &entry);
    }
    CHECK(op::find_operation("send_messages") == nullptr);
}

// What is open to people without credentials is listed here a second time, so that it grows on
// purpose.
TEST_CASE("only these operations are open to anybody") {
    std::set<std::string_view> open;
    for (const auto& entry : op::operations())
        if (entry.may.anonymous)
            open.insert(entry.name);
    CHECK(open == std::set<std::string_view>{"authenticate", "describe_password_link", "get_widget",
                                             "new_visitor", "set_password", "set_up", "sign_in",
                                             "start_chat"});
}

TEST_CASE("what an agent may, a supervisor and an administrator may") {
    for (const auto& entry : op::operations()) {
        CAPTURE(entry.name);
        CHECK(entry.may.agent <= entry.may.supervisor);
        CHECK(entry.may.supervisor <= entry.may.administrator);
    }
}

namespace {
template <class T> void check_example(std::string_view example) {
    CAPTURE(example);
    auto given = parse_json(example);
    REQUIRE(given);
    auto read = read_json<T>(*given);
    REQUIRE_MESSAGE(read, (read ? "" : read.error().detail));
    auto printed = parse_json(to_json(*read));
    REQUIRE(printed);
    CHECK(boost::json::serialize(*printed) == boost::json::serialize(*given));
}
} // namespace

TEST_CASE("the examples parse into their structs and come out as they went in") {
    op::for_each_operation([]<class Request, class Reply>(const op::Entry& entry,
                                                          boost::mp11::mp_identity<Request>,
                                                          boost::mp11::mp_identity<Reply>) {
        CAPTURE(entry.name);
        check_example<Request>(entry.example_request);
        check_example<Reply>(entry.example_reply);
    });
}
