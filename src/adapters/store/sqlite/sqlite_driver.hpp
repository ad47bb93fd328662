#pragma once
// SQLite as the store's database: one file, parley.db, in a data folder.
//
// WAL with synchronous=FULL: a commit that returned is on the disk. Debian's 3.40 can corrupt a WAL
// when two connections write or checkpoint at the same instant; here only the writer's connection
// does either, readers are opened read-only, and automatic checkpoints are off: maintain() makes
// them between commits. Memory-mapped reading is refused, for an I/O error would be a signal.

#include "adapters/store/sql_driver.hpp"
#include "adapters/store/sqlite/data_folder.hpp"

namespace parley::store {

class SqliteDriver : public SqlDriver {
public:
    // Takes the folder; errors as DataFolder::open.
    static Result<std::unique_ptr<SqliteDriver>> open(const std::filesystem::path& folder);

    Dialect dialect() const override { return Dialect::sqlite; }
    // Errors: data_not_a_database, data_folder_read_only, disk_full, store_failed.
    Result<std::unique_ptr<SqlConnection>> open_writer() override;
    Result<std::unique_ptr<SqlConnection>> open_reader() override;
    std::string describe() const override { return description_; }

private:
    SqliteDriver(DataFolder folder, std::string file)
        : folder_(std::move(folder)), file_(std::move(file)) {}

    DataFolder folder_;
    std::string file_;
    std::string description_;
};

} // namespace parley::store
