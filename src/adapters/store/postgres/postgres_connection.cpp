#include "adapters/store/postgres/postgres_connection.hpp"

#include "adapters/store/postgres/sqlstate.hpp"
#include "base/check.hpp"
#include "base/limits.hpp"

#include <bit>
#include <cstring>
#include <endian.h>

namespace parley::store {
namespace {

constexpr Oid int8_type = 20;
constexpr Oid text_type = 25;
constexpr Oid bytea_type = 17;
constexpr Oid float8_type = 701;

Oid oid_of(SqlType type) {
    switch (type) {
    case SqlType::integer:
        return int8_type;
    case SqlType::real:
        return float8_type;
    case SqlType::text:
        return text_type;
    case SqlType::bytes:
        return bytea_type;
    }
    ENSURE(!"every type has a number");
}

std::string name_of(Sql statement) {
    return "s" + std::to_string(static_cast<std::size_t>(statement));
}

std::string one_line(const char* text) {
    std::string line = text ? text : "";
    while (!line.empty() && line.back() == '\n')
        line.pop_back();
    for (auto& c : line)
        if (c == '\n')
            c = ' ';
    return line;
}

class Row : public SqlRow {
public:
    Row(const PGresult* answer, int row) : answer_(answer), row_(row) {}
    std::int64_t integer(int column) const override {
        return std::bit_cast<std::int64_t>(number(column));
    }
    double real(int column) const override { return std::bit_cast<double>(number(column)); }
    std::string_view text(int column) const override {
        return {PQgetvalue(answer_, row_, column),
                static_cast<std::size_t>(PQgetlength(answer_, row_, column))};
    }

private:
    std::uint64_t number(int column) const {
        ENSURE(PQgetlength(answer_, row_, column) == sizeof(std::uint64_t));
        std::uint64_t network = 0;
        std::memcpy(&network, PQgetvalue(answer_, row_, column), sizeof network);
        return be64toh(network);
    }
    const PGresult* answer_;
    int row_;
};

} // namespace

SqlResult<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const std::string& url,
                                                                        Role role) {
    std::unique_ptr<PostgresConnection> made(new PostgresConnection(url, role));
    DO(made->connect());
    return made;
}

SqlResult<void> PostgresConnection::connect() {
    // What stands before the URL may be overridden in it.
    const char* keywords[] = {"application_name", "connect_timeout", "tcp_user_timeout",
                              "dbname",           "client_encoding", nullptr};
    const char* values[] = {"parley", "5", "10000", url_.c_str(), "UTF8", nullptr};
    awaited_.clear();
    prepared_ = {};
    reading_ = false;
    connection_.reset(PQconnectdbParams(keywords, values, 1));
    if (!is_alive()) {
        auto error = lost(group_);
        connection_.reset();
        return error;
    }
    PQsetNoticeProcessor(connection_.get(), [](void*, const char*) {}, nullptr);
    auto encoding = PQparameterStatus(connection_.get(), "server_encoding");
    if (!encoding || std::string_view(encoding) != "UTF8")
        return sql_fail(SqlFailure::not_a_database,
                        "postgresql: the database's encoding must be UTF8");
    if (role_ == Role::writer)
        return script("SELECT set_config('synchronous_commit', 'on', false)"
                      " WHERE current_setting('synchronous_commit') IN ('off', 'local')");
    return script("SET default_transaction_read_only = on; SET statement_timeout = " +
                  std::to_string(limits::store_wait_ms_max));
}

SqlFail PostgresConnection::lost(std::size_t group) const {
    return sql_fail(SqlFailure::lost, "postgresql: " + one_line(PQerrorMessage(connection_.get())),
                    group);
}

SqlFail PostgresConnection::refused(const PGresult* answer, std::size_t group) const {
    if (!is_alive())
        return lost(group);
    const char* state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const char* message = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    std::string code = state ? state : "";
    return sql_fail(failure_of_sqlstate(code),
                    "postgresql: " + one_line(message) + " (" + code + ")", group);
}

SqlResult<void> PostgresConnection::arguments(std::span<const SqlValue> parameters) {
    auto count = parameters.size();
    arguments_.numbers.resize(count); // before any address in it is taken
    arguments_.values.resize(count);
    arguments_.lengths.resize(count);
    arguments_.types.resize(count);
    arguments_.formats.assign(count, 1); // binary, which for text is the text
    for (std::size_t i = 0; i < count; ++i) {
        const auto& value = parameters[i];
        arguments_.types[i] = oid_of(value.type);
        if (value.type == SqlType::text || value.type == SqlType::bytes) {
            // A null pointer would be SQL's NULL.
            arguments_.values[i] = value.text.data() ? value.text.data() : "";
            arguments_.lengths[i] = static_cast<int>(value.text.size());
            if (value.type == SqlType::text &&
                std::memchr(arguments_.values[i], 0, value.text.size()))
                return sql_fail(SqlFailure::statement, "a text holds a NUL byte", group_);
        } else {
            auto bits = value.type == SqlType::real ? std::bit_cast<std::uint64_t>(value.real)
                                                    : std::bit_cast<std::uint64_t>(value.integer);
            arguments_.numbers[i] = htobe64(bits);
            arguments_.values[i] = reinterpret_cast<const char*>(&arguments_.numbers[i]);
            arguments_.lengths[i] = sizeof bits;
        }
    }
    return {};
}

SqlResult<void> PostgresConnection::begin() {
    ENSURE(role_ == Role::writer);
    rollback();
    group_ = 0;
    if (!is_alive())
        DO(connect());
    if (PQenterPipelineMode(connection_.get()) != 1 ||
        PQsendQueryParams(connection_.get(), "BEGIN", 0, nullptr, nullptr, nullptr, nullptr, 1) !=
            1)
        return lost(group_);
    awaited_.push_back({group_, std::nullopt, false});
    return {};
}

SqlResult<void> PostgresConnection::send(Sql statement) {
    auto& state = prepared_[static_cast<std::size_t>(statement)];
    auto name = name_of(statement);
    if (state == Preparation::none) {
        auto sql = number_parameters(sql_text(statement).text, Dialect::postgres).text;
        if (PQsendPrepare(connection_.get(), name.c_str(), sql.c_str(), arguments_.count(),
                          arguments_.types.data()) != 1)
            return lost(group_);
        state = Preparation::sent;
        awaited_.push_back({group_, statement, true});
    }
    if (PQsendQueryPrepared(connection_.get(), name.c_str(), arguments_.count(),
                            arguments_.values.data(), arguments_.lengths.data(),
                            arguments_.formats.data(), 1) != 1)
        return lost(group_);
    awaited_.push_back({group_, statement, false});
    return {};
}

SqlResult<void> PostgresConnection::run(Sql statement, std::span<const SqlValue> parameters) {
    DO(arguments(parameters));
    DO(send(statement));
    if (awaited_.size() < limits::postgres_queue_max)
        return {};
    if (PQsendFlushRequest(connection_.get()) != 1 || PQflush(connection_.get()) != 0)
        return lost(group_);
    return receive();
}

// Notes a failure, and what is prepared now.
void PostgresConnection::take(const PGresult* answer, const Awaited& awaited) {
    auto status = PQresultStatus(answer);
    bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (awaited.prepares)
        prepared_[static_cast<std::size_t>(*awaited.statement)] =
            good ? Preparation::done : Preparation::none;
    if (failed_)
        return;
    if (!good)
        failed_ = refused(answer, awaited.group).value();
    else if (awaited.statement && !awaited.prepares && sql_text(*awaited.statement).touches_one &&
             std::string_view(PQcmdTuples(const_cast<PGresult*>(answer))) != "1")
        failed_ = SqlError{SqlFailure::statement, "postgresql: the row to update is not there",
                           awaited.group};
}

// Reads every answer that is still to come. In a pipeline each is followed by a null.
SqlResult<void> PostgresConnection::receive() {
    while (!awaited_.empty()) {
        auto awaited = awaited_.front();
        Answer answer(PQgetResult(connection_.get()));
        if (!answer || !is_alive()) {
            failed_ = lost(awaited.group).value();
            awaited_.clear();
            break;
        }
        awaited_.pop_front();
        take(answer.get(), awaited);
        while (Answer rest{PQgetResult(connection_.get())}) {
        }
    }
    if (failed_)
        return SqlFail(*failed_);
    return {};
}

SqlResult<void> PostgresConnection::end_pipeline() {
    if (PQpipelineSync(connection_.get()) != 1)
        return lost(group_);
    auto received = receive();
    if (is_alive()) {
        Answer sync(PQgetResult(connection_.get()));
        if (!sync || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC ||
            PQexitPipelineMode(connection_.get()) != 1) {
            connection_.reset(); // the connection ended, or is out of step
            if (received)
                return sql_fail(SqlFailure::lost, "postgresql: the pipeline is out of step",
                                group_);
        }
    }
    return received;
}

SqlResult<void> PostgresConnection::commit() {
    if (auto done = end_pipeline(); !done) {
        rollback();
        return done;
    }
    Answer answer(PQexec(connection_.get(), "COMMIT"));
    if (!is_alive()) {
        auto error = lost(group_);
        error.value().failure = SqlFailure::unknown;
        return error;
    }
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) {
        auto error = refused(answer.get(), group_);
        // A deferred constraint would be somebody's statement; there is none. So it is the server.
        if (error.value().failure == SqlFailure::statement)
            error.value().failure = SqlFailure::busy;
        rollback();
        return error;
    }
    if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT")
        return sql_fail(SqlFailure::busy, "postgresql: the server rolled back", group_);
    return {};
}

void PostgresConnection::rollback() {
    failed_.reset();
    if (!is_alive()) {
        awaited_.clear();
        return;
    }
    if (PQpipelineStatus(connection_.get()) != PQ_PIPELINE_OFF)
        (void)end_pipeline();
    failed_.reset();
    if (is_alive() && PQtransactionStatus(connection_.get()) != PQTRANS_IDLE)
        Answer(PQexec(connection_.get(), "ROLLBACK"));
}

SqlResult<void> PostgresConnection::prepare_now(Sql statement) {
    auto& state = prepared_[static_cast<std::size_t>(statement)];
    if (state == Preparation::done)
        return {};
    auto sql = number_parameters(sql_text(statement).text, Dialect::postgres).text;
    Answer answer(PQprepare(connection_.get(), name_of(statement).c_str(), sql.c_str(),
                            arguments_.count(), arguments_.types.data()));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK)
        return refused(answer.get(), group_);
    state = Preparation::done;
    return {};
}

SqlResult<void> PostgresConnection::query(Sql statement, std::span<const SqlValue> parameters,
                                          SqlRowReader& reader) {
    DO(arguments(parameters));
    auto ask_once = [&]() -> SqlResult<Answer> {
        DO(prepare_now(statement));
        Answer answer(PQexecPrepared(connection_.get(), name_of(statement).c_str(),
                                     arguments_.count(), arguments_.values.data(),
                                     arguments_.lengths.data(), arguments_.formats.data(), 1));
        if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK)
            return refused(answer.get(), group_);
        return answer;
    };
    if (!is_alive() && !reading_)
        DO(connect());
    auto answer = ask_once();
    if (!answer && answer.error().failure == SqlFailure::lost && !reading_) {
        DO(connect()); // a read can be asked again
        answer = ask_once();
    }
    if (!answer)
        return tl::make_unexpected(std::move(answer).error());
    const auto* table = answer->get();
    std::vector<std::string> names;
    for (int column = 0; column < PQnfields(table); ++column)
        names.emplace_back(PQfname(table, column));
    reader.columns(names);
    for (int row = 0; row < PQntuples(table); ++row)
        reader.row(Row(table, row));
    return {};
}

SqlResult<void> PostgresConnection::begin_read() {
    auto begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = " +
                 std::to_string(limits::store_load_ms_max);
    if (!is_alive())
        DO(connect());
    auto begun = script(begin);
    if (!begun && begun.error().failure == SqlFailure::lost) {
        DO(connect());
        begun = script(begin);
    }
    reading_ = begun.has_value();
    return begun;
}

void PostgresConnection::end_read() {
    reading_ = false;
    rollback();
}

SqlResult<PostgresConnection::Answer> PostgresConnection::execute(const std::string& sql) {
    Answer answer(PQexec(connection_.get(), sql.c_str()));
    auto status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        return refused(answer.get(), group_);
    return answer;
}

SqlResult<void> PostgresConnection::script(const std::string& sql) {
    DO(execute(sql));
    return {};
}

SqlResult<std::string> PostgresConnection::ask(const std::string& sql) {
    TRY(auto answer, execute(sql));
    if (PQntuples(answer.get()) == 0)
        return std::string();
    return std::string(PQgetvalue(answer.get(), 0, 0));
}

} // namespace parley::store
