#include "adapters/store/sqlite/sqlite_driver.hpp"

#include "adapters/store/errors.hpp"
#include "adapters/store/sqlite/sqlite_connection.hpp"

namespace parley::store {
namespace {

constexpr std::string_view application_id = "1349677180"; // "Prl|" in the file's header

std::string synchronous_name(const std::string& level) {
    return level == "2" ? "FULL" : level == "3" ? "EXTRA" : level == "1" ? "NORMAL" : "OFF";
}

// A new file gets our mark; a database of another program is left as it is.
SqlResult<void> check_owner(SqliteConnection& connection) {
    TRY(auto id, connection.ask("PRAGMA application_id"));
    if (id == application_id)
        return {};
    TRY(auto tables, connection.ask("SELECT COUNT(*) FROM sqlite_schema"));
    if (id != "0" || tables != "0")
        return sql_fail(SqlFailure::not_a_database, "parley.db is a database of another program");
    return connection.script("PRAGMA application_id = " + std::string(application_id));
}

} // namespace

Result<std::unique_ptr<SqliteDriver>> SqliteDriver::open(const std::filesystem::path& folder) {
    TRY(auto taken, DataFolder::open(folder));
    TRY(auto file, taken.file("parley.db"));
    return std::unique_ptr<SqliteDriver>(new SqliteDriver(std::move(taken), std::move(file), {}));
}

std::unique_ptr<SqliteDriver> SqliteDriver::on_vfs(const std::string& vfs) {
    return std::unique_ptr<SqliteDriver>(new SqliteDriver(std::nullopt, "parley.db", vfs));
}

Result<std::unique_ptr<SqlConnection>> SqliteDriver::open_writer() {
    auto fail_with = [&](SqlError error) {
        error.detail = file_ + ": " + error.detail;
        return fail(to_error(error));
    };
    auto opened = SqliteConnection::open(file_, SqliteConnection::Role::writer, vfs_);
    if (!opened)
        return fail_with(opened.error());
    auto& connection = **opened;
    if (auto ours = check_owner(connection); !ours)
        return fail_with(ours.error());
    // What a killed server left in the WAL.
    if (auto moved = connection.checkpoint_all(); !moved)
        return fail_with(moved.error());
    auto mode = connection.ask("PRAGMA journal_mode");
    auto level = connection.ask("PRAGMA synchronous");
    if (!mode || !level)
        return fail_with(mode ? level.error() : mode.error());
    description_ = std::string("sqlite ") + sqlite3_libversion() + ", journal_mode=" + *mode +
                   ", synchronous=" + synchronous_name(*level);
    return std::unique_ptr<SqlConnection>(*std::move(opened));
}

Result<std::unique_ptr<SqlConnection>> SqliteDriver::open_reader() {
    auto opened = SqliteConnection::open(file_, SqliteConnection::Role::reader, vfs_);
    if (!opened)
        return fail(to_error(opened.error()));
    return std::unique_ptr<SqlConnection>(*std::move(opened));
}

} // namespace parley::store
