#pragma once
// What goes into and comes out of SQL, and how SQL fails: the same for both databases.
// A SqlValue borrows its text for the call that it is given to.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace parley::store {

enum class SqlType : std::uint8_t { integer, real, text, bytes };

struct SqlValue {
    SqlType type = SqlType::integer;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text; // text and bytes

    SqlValue() = default;
    template <std::integral T> SqlValue(T value) : integer(static_cast<std::int64_t>(value)) {}
    SqlValue(double value) : type(SqlType::real), real(value) {}
    SqlValue(std::string_view value) : type(SqlType::text), text(value) {}
    SqlValue(const std::string& value) : type(SqlType::text), text(value) {}
    static SqlValue bytes(std::string_view value) {
        SqlValue made(value);
        made.type = SqlType::bytes;
        return made;
    }
};

enum class SqlFailure {
    statement, // this statement cannot be done: a constraint, a refused value, a wrong row count
    full,      // no space left; the transaction is rolled back
    busy,      // not now: locked, out of memory, serialization; rolled back
    slow,      // a read passed its time limit
    lost,      // no connection, before COMMIT was sent: rolled back for certain
    unknown,   // connection lost around COMMIT
    read_only, // files or server refuse writes
    not_a_database,
    fatal, // fsync or I/O error, corruption: what is on disk is not known any more
};

struct SqlError {
    SqlFailure failure = SqlFailure::statement;
    std::string detail;
    std::size_t group = 0; // of the statement that failed (SqlConnection::at_group)
};

template <class T> using SqlResult = tl::expected<T, SqlError>;
using SqlFail = tl::unexpected<SqlError>;

inline SqlFail sql_fail(SqlFailure failure, std::string detail, std::size_t group = 0) {
    return SqlFail(SqlError{failure, std::move(detail), group});
}

} // namespace parley::store
