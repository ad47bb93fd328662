#pragma once
// PostgreSQL as the store's database.

#include "adapters/store/sql_driver.hpp"

namespace parley::store {

class PostgresDriver : public SqlDriver {
public:
    // Connects once to see that it can. Errors: store_unavailable, store_failed.
    static Result<std::unique_ptr<PostgresDriver>> open(const std::string& url);

    Dialect dialect() const override { return Dialect::postgres; }
    Result<std::unique_ptr<SqlConnection>> open_writer() override;
    Result<std::unique_ptr<SqlConnection>> open_reader() override;
    std::string describe() const override { return description_; }

private:
    explicit PostgresDriver(std::string url) : url_(std::move(url)) {}

    std::string url_;
    std::string description_;
};

} // namespace parley::store
