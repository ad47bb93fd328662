#pragma once
// One PostgreSQL connection. A transaction's statements go out in libpq's pipeline mode; their
// answers are read every few hundred statements, so that neither side blocks on a full buffer.
// COMMIT is sent alone, when all answers were good: a connection lost before is rolled back for
// certain. A lost connection is made anew by the next begin() or query().

#include "adapters/store/sql_driver.hpp"

#include <array>
#include <deque>
#include <libpq-fe.h>
#include <memory>
#include <optional>
#include <vector>

namespace parley::store {

class PostgresConnection : public SqlConnection {
public:
    enum class Role { writer, reader };
    static SqlResult<std::unique_ptr<PostgresConnection>> open(const std::string& url, Role role);

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
    SqlResult<void> maintain() override { return {}; } // the server's own autovacuum does it

    // The answer of a one-value statement.
    SqlResult<std::string> ask(const std::string& sql);

private:
    struct Finish {
        void operator()(PGconn* connection) const { PQfinish(connection); }
    };
    struct Clear {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    using Answer = std::unique_ptr<PGresult, Clear>;

    // Parameters as libpq takes them; integers in network order.
    struct Arguments {
        std::vector<std::uint64_t> numbers;
        std::vector<const char*> values;
        std::vector<int> lengths;
        std::vector<int> formats;
        std::vector<Oid> types;
        int count() const { return static_cast<int>(values.size()); }
    };

    enum class Preparation : std::uint8_t { none, sent, done };
    // An answer that is still to come.
    struct Awaited {
        std::size_t group = 0;
        std::optional<Sql> statement;
        bool prepares = false;
    };

    PostgresConnection(std::string url, Role role) : url_(std::move(url)), role_(role) {}
    bool is_alive() const { return connection_ && PQstatus(connection_.get()) == CONNECTION_OK; }
    SqlResult<void> connect();
    SqlFail lost(std::size_t group) const;
    SqlFail refused(const PGresult* answer, std::size_t group) const;
    SqlResult<void> arguments(std::span<const SqlValue> parameters);
    SqlResult<void> send(Sql statement);
    SqlResult<void> receive();
    void take(const PGresult* answer, const Awaited& awaited);
    SqlResult<void> end_pipeline();
    SqlResult<void> prepare_now(Sql statement);
    SqlResult<Answer> execute(const std::string& sql);

    std::string url_;
    Role role_;
    std::unique_ptr<PGconn, Finish> connection_;
    std::array<Preparation, sql_count> prepared_{};
    Arguments arguments_;
    std::deque<Awaited> awaited_;
    std::optional<SqlError> failed_; // of the running transaction: its first failure
    std::size_t group_ = 0;
    bool reading_ = false;
};

} // namespace parley::store
