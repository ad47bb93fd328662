#include "adapters/store/sqlite/sqlite_driver.hpp"

#include "adapters/store/errors.hpp"
#include "adapters/store/sqlite/sqlite_connection.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

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

// After a failed fsync the page cache shows what the disk does not have, and calls it clean: a
// later fsync would not write it. What a dead process left in the WAL is therefore written once
// more, the same bytes, before anybody builds on it.
SqlResult<void> rewrite_wal(const std::string& file, const std::string& vfs_name) {
    auto* vfs = sqlite3_vfs_find(vfs_name.empty() ? nullptr : vfs_name.c_str());
    // SQLite wants to find its own parameters behind the name of a file.
    std::unique_ptr<const char, decltype(&sqlite3_free_filename)> name(
        sqlite3_create_filename(file.c_str(), "", (file + "-wal").c_str(), 0, nullptr),
        sqlite3_free_filename);
    auto failed = [&](int code) {
        auto kind = code == SQLITE_FULL ? SqlFailure::full : SqlFailure::fatal;
        return sql_fail(kind, "the WAL cannot be written again (" + std::to_string(code) + ")");
    };
    int exists = 0;
    const char* wal_name = name ? sqlite3_filename_wal(name.get()) : nullptr;
    if (!vfs || !wal_name)
        return failed(SQLITE_NOMEM);
    if (int code = vfs->xAccess(vfs, wal_name, SQLITE_ACCESS_EXISTS, &exists); code != SQLITE_OK)
        return failed(code);
    if (exists == 0)
        return {};
    std::vector<std::max_align_t> room(
        static_cast<std::size_t>(vfs->szOsFile) / sizeof(std::max_align_t) + 1);
    auto* wal = reinterpret_cast<sqlite3_file*>(room.data());
    int opened = vfs->xOpen(vfs, wal_name, wal, SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL, nullptr);
    if (opened != SQLITE_OK)
        return failed(opened);
    auto rewrite = [&] {
        constexpr sqlite3_int64 step = 64 * 1024;
        std::vector<char> bytes(step);
        sqlite3_int64 size = 0;
        int code = wal->pMethods->xFileSize(wal, &size);
        for (sqlite3_int64 at = 0; at < size && code == SQLITE_OK; at += step) {
            int count = static_cast<int>(std::min(step, size - at));
            code = wal->pMethods->xRead(wal, bytes.data(), count, at);
            if (code == SQLITE_OK)
                code = wal->pMethods->xWrite(wal, bytes.data(), count, at);
        }
        return code == SQLITE_OK ? wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL) : code;
    };
    int code = rewrite();
    wal->pMethods->xClose(wal);
    if (code != SQLITE_OK)
        return failed(code);
    return {};
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
    if (auto written = rewrite_wal(file_, vfs_); !written)
        return fail_with(written.error());
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
