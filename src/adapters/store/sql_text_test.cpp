#include "adapters/store/sql_text.hpp"

#include <doctest/doctest.h>

using namespace parley::store;

TEST_CASE("parameters are numbered by their first appearance, in each dialect's spelling") {
    auto sql = "UPDATE t SET a = :a, b = :b WHERE c = :a";
    auto sqlite = number_parameters(sql, Dialect::sqlite);
    CHECK(sqlite.text == "UPDATE t SET a = ?1, b = ?2 WHERE c = ?1");
    CHECK(number_parameters(sql, Dialect::postgres).text ==
          "UPDATE t SET a = $1, b = $2 WHERE c = $1");
    CHECK(sqlite.names == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a quoted literal is left alone and a comment is dropped") {
    CHECK(
        number_parameters("SELECT ':x {int}', :y -- :z {nothing}\nFROM t", Dialect::sqlite).text ==
        "SELECT ':x {int}', ?1 FROM t");
}

TEST_CASE("tokens become the dialect's words") {
    CHECK(expand_tokens("a {text}, b {bytes}", Dialect::sqlite) == "a TEXT, b BLOB");
    CHECK(expand_tokens("a {text}, b {int}", Dialect::postgres) ==
          "a text COLLATE \"C\", b bigint");
}
