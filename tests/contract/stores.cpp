#include "contract/stores.hpp"

#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <unistd.h>

namespace parley::contract {
namespace {

void run_on_postgres(const std::string& url, const std::string& sql) {
    std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()), PQfinish);
    require(PQstatus(connection.get()) == CONNECTION_OK, PQerrorMessage(connection.get()));
    PQsetNoticeProcessor(connection.get(), [](void*, const char*) {}, nullptr);
    std::unique_ptr<PGresult, decltype(&PQclear)> done(PQexec(connection.get(), sql.c_str()),
                                                       PQclear);
    auto status = PQresultStatus(done.get());
    require(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK,
            PQerrorMessage(connection.get()));
}

std::string postgres_url() {
    const char* url = std::getenv("PARLEY_TEST_POSTGRES");
    require(url != nullptr,
            "PARLEY_TEST_POSTGRES is not set: tests/support/postgres.sh start DIR PORT");
    return url;
}

} // namespace

void require(bool good, const std::string& why) { REQUIRE_MESSAGE(good, why); }

SqliteDatabase::SqliteDatabase() {
    auto pattern = (std::filesystem::temp_directory_path() / "parley-contract-XXXXXX").string();
    require(::mkdtemp(pattern.data()) != nullptr, "mkdtemp");
    folder_ = pattern;
}

SqliteDatabase::~SqliteDatabase() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void SqliteDatabase::execute(const std::string& sql) {
    sqlite3* db = nullptr;
    require(sqlite3_open((folder_ + "/parley.db").c_str(), &db) == SQLITE_OK, "sqlite3_open");
    int code = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
    std::string message = sqlite3_errmsg(db);
    sqlite3_close(db);
    require(code == SQLITE_OK, message);
}

// A schema of its own inside the one database: quicker to make than a database.
PostgresDatabase::PostgresDatabase() {
    static int made = 0;
    schema_ = "contract_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
    auto base = postgres_url();
    run_on_postgres(base, "CREATE SCHEMA " + schema_);
    url_ = base + (base.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" +
           schema_;
}

PostgresDatabase::~PostgresDatabase() {
    run_on_postgres(postgres_url(), "DROP SCHEMA IF EXISTS " + schema_ + " CASCADE");
}

void PostgresDatabase::execute(const std::string& sql) { run_on_postgres(url_, sql); }

} // namespace parley::contract
