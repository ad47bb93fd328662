#pragma once
// SQLite as the store's database: one file, parley.db, in a data folder.
//
// WAL with synchronous=FULL: a commit that returned is on the disk. Debian's 3.40 can corrupt a WAL
// when two connections write or checkpoint at the same instant; here only the writer's connection
// does either, readers are opened read-only, and automatic checkpoints are off: maintain() makes
// them between commits. Memory-mapped reading is refused, for an I/O error would be a signal.

#include "adapters/store/sql_driver.hpp"
#include "adapters/store/sqlite/data_folder.hpp"

#include <optional>

namespace parley::store {

class SqliteDriver : public SqlDriver {
public:
    // Takes the folder; errors as DataFolder::open.
    static Result<std::unique_ptr<SqliteDriver>> open(const std::filesystem::path& folder);
    // The file parley.db of a file system that was registered with SQLite under this name: it takes
    // the place of the folder, its lock and the disk. The simulator's door.
    static std::unique_ptr<SqliteDriver> on_vfs(const std::string& vfs);

    Dialect dialect() const override { return Dialect::sqlite; }
    // Errors: data_not_a_database, data_folder_read_only, disk_full, store_failed.
    Result<std::unique_ptr<SqlConnection>> open_writer() override;
    Result<std::unique_ptr<SqlConnection>> open_reader() override;
    std::string describe() const override { return description_; }

private:
    SqliteDriver(std::optional<DataFolder> folder, std::string file, std::string vfs)
        : folder_(std::move(folder)), file_(std::move(file)), vfs_(std::move(vfs)) {}

    std::optional<DataFolder> folder_; // none on a registered file system
    std::string file_;
    std::string vfs_; // "" = the machine's
    std::string description_;
};

} // namespace parley::store
