// What only a server can do to us: go away.
#include "contract/rows.hpp"
#include "contract/stores.hpp"

#include <doctest/doctest.h>

using namespace parley;
using namespace parley::contract;

namespace {
// Ends every connection of a store to the test's PostgreSQL.
void cut_connections(PostgresDatabase& database) {
    database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                     " WHERE application_name = 'parley' AND pid <> pg_backend_pid()");
}
} // namespace

TEST_CASE("a connection lost before COMMIT: rolled back for certain, and the next commit connects "
          "again") {
    OpenedStore<PostgresDatabase> opened;
    REQUIRE(commit_one(*opened.store, commit_at(1, 1)));
    cut_connections(opened.database);
    auto result = commit_one(*opened.store, commit_at(1, 2));
    REQUIRE_FALSE(result);
    CHECK(result.error().failure == CommitFailure::rolled_back);
    CHECK_FALSE(result.error().culprit);
    CHECK(value_of(opened.reader->position(WorkspaceId(1))) ==
          1); // the reader asks again by itself
    CHECK(opened.store->probe());
    REQUIRE(commit_one(*opened.store, commit_at(1, 2)));
    CHECK(value_of(opened.reader->position(WorkspaceId(1))) == 2);
}

TEST_CASE("a connection lost around COMMIT: the outcome is unknown until positions are compared") {
    OpenedStore<PostgresDatabase> opened;
    REQUIRE(commit_one(*opened.store, commit_at(1, 1)));
    // Runs within COMMIT, and ends the connection there.
    opened.database.execute(
        "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;"
        "CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION cut()");
    auto result = commit_one(*opened.store, commit_at(1, 2));
    REQUIRE_FALSE(result);
    CHECK(result.error().failure == CommitFailure::unknown);
    CHECK_FALSE(result.error().culprit);
    opened.database.execute("DROP TRIGGER cut ON journal");
    auto position = value_of(opened.reader->position(WorkspaceId(1)));
    REQUIRE(commit_one(*opened.store, commit_at(1, position + 1)));
}

TEST_CASE("a reader loads a workspace after its connection was lost") {
    OpenedStore<PostgresDatabase> opened;
    REQUIRE(commit_one(*opened.store, commit_at(1, 1)));
    cut_connections(opened.database);
    CHECK(value_of(opened.reader->load(WorkspaceId(1))).workspace.position == 1);
}

TEST_CASE("a server that is not there is a named error") {
    auto opened = open_store("postgresql://parley@127.0.0.1:1/parley");
    REQUIRE_FALSE(opened);
    CHECK(opened.error().reason == "store_unavailable");
    CHECK_FALSE(opened.error().detail.empty());
}
