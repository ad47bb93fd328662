#include "adapters/store/open_store.hpp"

#include "adapters/store/postgres/postgres_driver.hpp"
#include "adapters/store/sql_store.hpp"
#include "adapters/store/sqlite/sqlite_driver.hpp"

namespace parley {

Result<std::unique_ptr<SqlStoreBundle>> open_store(const std::string& url_or_dir) {
    if (url_or_dir.starts_with("postgres://") || url_or_dir.starts_with("postgresql://")) {
        TRY(auto driver, store::PostgresDriver::open(url_or_dir));
        return store::SqlStore::open(std::move(driver));
    }
    auto folder = url_or_dir.starts_with("dir:") ? url_or_dir.substr(4) : url_or_dir;
    if (folder.empty())
        return fail(ErrorCode::invalid_argument, "data_folder_unusable",
                    "the data folder has no name");
    TRY(auto driver, store::SqliteDriver::open(folder));
    return store::SqlStore::open(std::move(driver));
}

Result<std::unique_ptr<SqlStoreBundle>> open_store_on_vfs(const std::string& vfs) {
    return store::SqlStore::open(store::SqliteDriver::on_vfs(vfs));
}

} // namespace parley
