#include "adapters/store/sqlite/sqlite_connection.hpp"

#include "adapters/store/bind.hpp"
#include "base/check.hpp"
#include "base/limits.hpp"

#include <cerrno>
#include <cstring>

namespace parley::store {
namespace {

constexpr int page_bytes = 4096;

// A failed write that took nothing to the disk: nothing before it is in doubt.
bool is_out_of_space(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

SqlFailure classify(int code, int system_error) {
    switch (code & 0xff) {
    case SQLITE_FULL:
        return SqlFailure::full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
        return SqlFailure::busy;
    case SQLITE_INTERRUPT:
        return SqlFailure::slow;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return SqlFailure::read_only;
    case SQLITE_NOTADB:
        return SqlFailure::not_a_database;
    case SQLITE_CORRUPT:
        return SqlFailure::fatal;
    case SQLITE_IOERR:
        switch (code) {
        case SQLITE_IOERR_NOMEM:
            return SqlFailure::busy;
        case SQLITE_IOERR_SHMSIZE: // the WAL's index is rebuilt from the WAL, it holds no data
        case SQLITE_IOERR_SHMOPEN:
        case SQLITE_IOERR_SHMMAP:
        case SQLITE_IOERR_SHMLOCK:
            return SqlFailure::full;
        case SQLITE_IOERR_WRITE:
            return is_out_of_space(system_error) ? SqlFailure::full : SqlFailure::fatal;
        default:
            return SqlFailure::fatal;
        }
    default:
        return SqlFailure::statement;
    }
}

class Row : public SqlRow {
public:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
    std::int64_t integer(int column) const override {
        return sqlite3_column_int64(statement_, column);
    }
    double real(int column) const override { return sqlite3_column_double(statement_, column); }
    std::string_view text(int column) const override {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

private:
    sqlite3_stmt* statement_;
};

} // namespace

SqlFail SqliteConnection::failed(int code) const {
    auto failure = classify(code, sqlite3_system_errno(db_));
    return sql_fail(
        failure, std::string("sqlite: ") + sqlite3_errmsg(db_) + " (" + std::to_string(code) + ")",
        group_);
}

SqlResult<std::unique_ptr<SqliteConnection>>
SqliteConnection::open(const std::string& file, Role role, const std::string& vfs) {
    std::unique_ptr<SqliteConnection> made(new SqliteConnection);
    made->role_ = role;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                (role == Role::writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    int code =
        sqlite3_open_v2(file.c_str(), &made->db_, flags, vfs.empty() ? nullptr : vfs.c_str());
    if (code != SQLITE_OK)
        return made->failed(code);
    sqlite3_busy_timeout(made->db_, static_cast<int>(limits::store_wait_ms_max));
    sqlite3_db_config(made->db_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);

    auto cache =
        role == Role::writer ? limits::sqlite_writer_cache_kib : limits::sqlite_reader_cache_kib;
    DO(made->script("PRAGMA page_size = " + std::to_string(page_bytes) +
                    "; PRAGMA mmap_size = 0; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;"
                    "PRAGMA cache_size = -" +
                    std::to_string(cache)));
    if (role == Role::reader) {
        DO(made->script("PRAGMA query_only = ON"));
        sqlite3_progress_handler(
            made->db_, 10'000,
            [](void* self) {
                auto deadline = static_cast<SqliteConnection*>(self)->deadline_;
                return std::chrono::steady_clock::now() > deadline ? 1 : 0;
            },
            made.get());
        return made;
    }
    TRY(auto mode, made->ask("PRAGMA journal_mode = WAL"));
    if (mode != "wal")
        return sql_fail(SqlFailure::fatal, "sqlite: no write-ahead log on this file system");
    DO(made->script(
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST; PRAGMA journal_size_limit = " +
        std::to_string(limits::wal_bytes_max)));
    sqlite3_wal_hook(
        made->db_,
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<SqliteConnection*>(self)->note_commit(pages);
            return SQLITE_OK;
        },
        made.get());
    return made;
}

SqliteConnection::~SqliteConnection() {
    statements_ = {};
    sqlite3_close(db_);
}

SqlResult<SqliteConnection::Prepared> SqliteConnection::prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v3(db_, sql.c_str(), static_cast<int>(sql.size() + 1),
                                  SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return failed(code);
    return Prepared(statement);
}

SqlResult<sqlite3_stmt*> SqliteConnection::prepared(Sql statement) {
    auto& slot = statements_[static_cast<std::size_t>(statement)];
    if (!slot) {
        TRY(slot, prepare(number_parameters(sql_text(statement).text, Dialect::sqlite).text));
    }
    return slot.get();
}

SqlResult<void> SqliteConnection::bind(sqlite3_stmt* statement,
                                       std::span<const SqlValue> parameters) {
    for (int number = 1; const auto& value : parameters) {
        int code = SQLITE_OK;
        auto size = value.text.size();
        const char* text = value.text.data() ? value.text.data() : "";
        switch (value.type) {
        case SqlType::integer:
            code = sqlite3_bind_int64(statement, number, value.integer);
            break;
        case SqlType::real:
            code = sqlite3_bind_double(statement, number, value.real);
            break;
        case SqlType::text:
            if (std::memchr(text, 0, size))
                return sql_fail(SqlFailure::statement, "a text holds a NUL byte", group_);
            code = sqlite3_bind_text64(statement, number, text, size, SQLITE_STATIC, SQLITE_UTF8);
            break;
        case SqlType::bytes:
            code = sqlite3_bind_blob64(statement, number, text, size, SQLITE_STATIC);
            break;
        }
        if (code != SQLITE_OK)
            return failed(code);
        ++number;
    }
    return {};
}

SqlResult<void> SqliteConnection::begin() {
    ENSURE(role_ == Role::writer);
    group_ = 0;
    return script("BEGIN IMMEDIATE");
}

SqlResult<void> SqliteConnection::run(Sql sql, std::span<const SqlValue> parameters) {
    TRY(auto* statement, prepared(sql));
    DO(bind(statement, parameters));
    if (int code = sqlite3_step(statement); code != SQLITE_DONE) {
        auto error = failed(code);
        sqlite3_reset(statement);
        return error;
    }
    sqlite3_reset(statement);
    if (sql_text(sql).touches_one && sqlite3_changes(db_) != 1)
        return sql_fail(SqlFailure::statement, "sqlite: the row to update is not there", group_);
    return {};
}

SqlResult<void> SqliteConnection::commit() {
    auto done = script("COMMIT");
    if (!done)
        rollback();
    return done;
}

void SqliteConnection::rollback() {
    // Some failures roll back by themselves.
    if (sqlite3_get_autocommit(db_) == 0)
        sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
}

void SqliteConnection::note_commit(int wal_pages) {
    commit_pages_ = wal_pages < wal_pages_ ? wal_pages : wal_pages - wal_pages_;
    wal_pages_ = wal_pages;
}

void SqliteConnection::start_clock(std::int64_t limit_ms) {
    deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(limit_ms);
}

SqlResult<void> SqliteConnection::query(Sql sql, std::span<const SqlValue> parameters,
                                        SqlRowReader& reader) {
    if (!reading_)
        start_clock(limits::store_wait_ms_max);
    TRY(auto* statement, prepared(sql));
    DO(bind(statement, parameters));
    return answer(statement, reader);
}

SqlResult<void> SqliteConnection::answer(sqlite3_stmt* statement, SqlRowReader& reader) {
    std::vector<std::string> names;
    for (int column = 0; column < sqlite3_column_count(statement); ++column)
        names.emplace_back(sqlite3_column_name(statement, column));
    reader.columns(names);
    Row row(statement);
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement))
        reader.row(row);
    if (code != SQLITE_DONE) {
        auto error = failed(code);
        sqlite3_reset(statement);
        return error;
    }
    sqlite3_reset(statement);
    return {};
}

SqlResult<void> SqliteConnection::begin_read() {
    start_clock(limits::store_load_ms_max);
    DO(script("BEGIN"));
    reading_ = true;
    return {};
}

void SqliteConnection::end_read() {
    reading_ = false;
    rollback();
}

SqlResult<void> SqliteConnection::script(const std::string& sql) {
    if (int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
        return failed(code);
    return {};
}

SqlResult<void> SqliteConnection::read(const std::string& sql, SqlRowReader& reader) {
    start_clock(limits::store_wait_ms_max);
    TRY(auto statement, prepare(sql));
    return answer(statement.get(), reader);
}

SqlResult<std::string> SqliteConnection::ask(const std::string& sql) {
    OneText value;
    DO(read(sql, value));
    return value.value.value_or("");
}

// While commits are small, people wait for each: checkpoints are short and frequent. Large commits
// mean a busy server: checkpoints are seldom, for a page that changed many times is then written
// once.
//
// A passive checkpoint takes what no reader still needs and never waits. Once all of the WAL is in
// the database and no reader is in it, the next commit starts the WAL anew: its size stays bounded.
// Readers that follow one another without a gap prevent that; then RESTART waits for the ones that
// are there.
SqlResult<void> SqliteConnection::maintain() {
    if (wal_pages_ < checkpointed_pages_)
        checkpointed_pages_ = 0; // it was started anew
    bool light = commit_pages_ <= limits::wal_light_commit_bytes / page_bytes;
    auto step = (light ? limits::wal_light_step_bytes : limits::wal_heavy_step_bytes) / page_bytes;
    if (wal_pages_ - checkpointed_pages_ < step)
        return {};
    constexpr int most = limits::wal_bytes_max / page_bytes;
    return checkpoint(wal_pages_ < most ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART);
}

SqlResult<void> SqliteConnection::checkpoint_all() {
    return checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
}

SqlResult<void> SqliteConnection::checkpoint(int mode) {
    int pages = 0;
    int done = 0;
    int code = sqlite3_wal_checkpoint_v2(db_, nullptr, mode, &pages, &done);
    // Nothing is lost when the database cannot grow or a reader stays: the WAL keeps it all.
    if (code != SQLITE_OK && classify(code, sqlite3_system_errno(db_)) == SqlFailure::fatal)
        return failed(code);
    if (code == SQLITE_OK || code == SQLITE_BUSY)
        checkpointed_pages_ = done;
    return {};
}

} // namespace parley::store
