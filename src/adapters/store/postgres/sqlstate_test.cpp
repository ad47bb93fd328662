#include "adapters/store/postgres/sqlstate.hpp"

#include <doctest/doctest.h>

using namespace parley::store;

TEST_CASE("a constraint is the statement's own fault, a server that goes down is not") {
    CHECK(failure_of_sqlstate("23505") == SqlFailure::statement);
    CHECK(failure_of_sqlstate("23502") == SqlFailure::statement);
    CHECK(failure_of_sqlstate("22021") == SqlFailure::statement);
    CHECK(failure_of_sqlstate("57P01") == SqlFailure::lost);
    CHECK(failure_of_sqlstate("08006") == SqlFailure::lost);
    CHECK(failure_of_sqlstate("") == SqlFailure::lost);
}

TEST_CASE("time, space, locks and standbys are told apart") {
    CHECK(failure_of_sqlstate("57014") == SqlFailure::slow);
    CHECK(failure_of_sqlstate("53100") == SqlFailure::full);
    CHECK(failure_of_sqlstate("53200") == SqlFailure::busy);
    CHECK(failure_of_sqlstate("40P01") == SqlFailure::busy);
    CHECK(failure_of_sqlstate("25006") == SqlFailure::read_only);
}
