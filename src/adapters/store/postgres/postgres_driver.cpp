#include "adapters/store/postgres/postgres_driver.hpp"

#include "adapters/store/errors.hpp"
#include "adapters/store/postgres/postgres_connection.hpp"

namespace parley::store {

Result<std::unique_ptr<PostgresDriver>> PostgresDriver::open(const std::string& url) {
    return std::unique_ptr<PostgresDriver>(new PostgresDriver(url));
}

Result<std::unique_ptr<SqlConnection>> PostgresDriver::open_writer() {
    auto opened = PostgresConnection::open(url_, PostgresConnection::Role::writer);
    if (!opened)
        return fail(to_error(opened.error()));
    description_ = "postgresql";
    for (std::string setting : {"server_version", "fsync", "synchronous_commit"}) {
        auto value = (*opened)->ask("SHOW " + setting);
        if (!value)
            return fail(to_error(value.error()));
        description_ += setting == "server_version" ? " " + *value : ", " + setting + "=" + *value;
    }
    return std::unique_ptr<SqlConnection>(*std::move(opened));
}

Result<std::unique_ptr<SqlConnection>> PostgresDriver::open_reader() {
    auto opened = PostgresConnection::open(url_, PostgresConnection::Role::reader);
    if (!opened)
        return fail(to_error(opened.error()));
    return std::unique_ptr<SqlConnection>(*std::move(opened));
}

} // namespace parley::store
