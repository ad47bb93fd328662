#pragma once
// One SQLite connection with its prepared statements.

#include "adapters/store/sql_driver.hpp"

#include <array>
#include <chrono>
#include <memory>
#include <sqlite3.h>

namespace parley::store {

class SqliteConnection : public SqlConnection {
public:
    enum class Role { writer, reader };
    // `vfs`: SQLite's name of the file system to use, "" = the machine's.
    static SqlResult<std::unique_ptr<SqliteConnection>> open(const std::string& file, Role role,
                                                             const std::string& vfs = {});
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    SqlResult<void> begin() override;
    void at_group(std::size_t group) override { group_ = group; }
    SqlResult<void> run(Sql statement, std::span<const SqlValue> parameters) override;
    SqlResult<void> commit() override;
    void rollback() override;
    SqlResult<void> query(Sql statement, std::span<const SqlValue> parameters,
                          SqlRowReader& reader) override;
    SqlResult<void> begin_read() override;
    void end_read() override;
    SqlResult<void> script(const std::string& sql) override;
    SqlResult<void> maintain() override;

    // Moves the whole WAL into the database; at opening, when nobody reads.
    SqlResult<void> checkpoint_all();
    // The answer of a PRAGMA or other one-value statement.
    SqlResult<std::string> ask(const std::string& sql);
    SqlResult<void> read(const std::string& sql, SqlRowReader& reader);

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

    SqliteConnection() = default;
    SqlFail failed(int code) const;
    SqlResult<Prepared> prepare(const std::string& sql);
    SqlResult<sqlite3_stmt*> prepared(Sql statement);
    SqlResult<void> bind(sqlite3_stmt* statement, std::span<const SqlValue> parameters);
    SqlResult<void> answer(sqlite3_stmt* statement, SqlRowReader& reader);
    void note_commit(int wal_pages);
    void start_clock(std::int64_t limit_ms);
    SqlResult<void> checkpoint(int mode);

    sqlite3* db_ = nullptr;
    Role role_ = Role::reader;
    std::array<Prepared, sql_count> statements_;
    std::size_t group_ = 0;
    std::chrono::steady_clock::time_point deadline_{}; // of the running read
    bool reading_ = false;                             // inside begin_read … end_read
    int commit_pages_ = 0;                             // of the last commit
    int wal_pages_ = 0;                                // in the WAL after the last commit
    int checkpointed_pages_ = 0;                       // of these, already in the database
};

} // namespace parley::store
