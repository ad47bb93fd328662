#pragma once
// The port between the store's SQL and a database. Two drivers implement it: sqlite/ and postgres/.
//
// A connection is used by one thread at a time. A driver may send what run() is given later, at the
// latest with commit(): so a failure may show late, and names the group of its statement.

#include "adapters/store/sql_text.hpp"
#include "adapters/store/sql_value.hpp"
#include "adapters/store/statements.hpp"
#include "base/result.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace parley::store {

// One row of an answer; columns counted from 0. Text and bytes live until the next row.
class SqlRow {
public:
    virtual ~SqlRow() = default;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0; // bytes too
};

// Takes an answer: first the columns' names, then each row.
class SqlRowReader {
public:
    virtual ~SqlRowReader() = default;
    virtual void columns(std::span<const std::string> names) = 0;
    virtual void row(const SqlRow& row) = 0;
};

class SqlConnection {
public:
    virtual ~SqlConnection() = default;

    virtual SqlResult<void> begin() = 0;
    // The statements that follow belong to this group.
    virtual void at_group(std::size_t group) = 0;
    // A statement without an answer, within a transaction.
    virtual SqlResult<void> run(Sql statement, std::span<const SqlValue> parameters) = 0;
    // Ok means durable. After a failure the transaction is rolled back, or `unknown`.
    virtual SqlResult<void> commit() = 0;
    virtual void rollback() = 0; // never fails; does nothing outside a transaction

    // A read; outside begin_read() … end_read() it is a transaction of its own.
    virtual SqlResult<void> query(Sql statement, std::span<const SqlValue> parameters,
                                  SqlRowReader& reader) = 0;
    virtual SqlResult<void> begin_read() = 0;
    virtual void end_read() = 0;

    // Several statements separated by semicolons, already expanded; migrations only.
    virtual SqlResult<void> script(const std::string& sql) = 0;

    // Between transactions of the writer: bounded work that keeps files small. A failure is fatal.
    virtual SqlResult<void> maintain() = 0;
};

class SqlDriver {
public:
    virtual ~SqlDriver() = default;
    virtual Dialect dialect() const = 0;
    virtual Result<std::unique_ptr<SqlConnection>> open_writer() = 0; // once
    virtual Result<std::unique_ptr<SqlConnection>> open_reader() = 0; // any thread
    virtual std::string describe() const = 0;                         // after open_writer()
};

} // namespace parley::store
