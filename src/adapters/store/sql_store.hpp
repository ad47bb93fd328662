#pragma once
// The store over any SqlDriver. One connection writes; each reader has one of its own.

#include "adapters/store/open_store.hpp"
#include "adapters/store/sql_driver.hpp"

#include <optional>

namespace parley::store {

class SqlStore : public SqlStoreBundle {
public:
    // Migrates, and makes the secret when the store is new.
    static Result<std::unique_ptr<SqlStoreBundle>> open(std::unique_ptr<SqlDriver> driver);

    CommitResult commit(std::vector<WorkspaceCommit>& commits) override;
    CommitResult probe() override;
    void housekeeping(Time now) override;
    Result<std::unique_ptr<StoreReader>> reader() override;
    std::string describe() override { return driver_->describe(); }
    std::string token_key() override { return token_key_; }

private:
    SqlStore(std::unique_ptr<SqlDriver> driver, std::unique_ptr<SqlConnection> writer)
        : driver_(std::move(driver)), writer_(std::move(writer)) {}

    Result<void> make_secret();
    // One transaction of all commits but the one at `left_out`.
    SqlResult<void> attempt(const std::vector<WorkspaceCommit>& commits,
                            std::optional<std::size_t> left_out);
    void drop_old_operations(Time now);
    void note(const SqlError& failed);

    std::unique_ptr<SqlDriver> driver_;
    std::unique_ptr<SqlConnection> writer_;
    std::string token_key_;
    std::optional<SqlError> fatal_; // after it nothing is written any more
    Time next_expiry_;
};

} // namespace parley::store
