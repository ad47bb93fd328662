#pragma once
// Opens the store behind app/ports/store.hpp: the one door to this folder.

#include "app/ports/store.hpp"

#include <memory>
#include <string>

namespace parley {

// The readers it gives must be gone before it.
class SqlStoreBundle : public Store, public StoreSecrets {};

// "dir:/path" or a plain path: SQLite in that folder, made when it is not there. "postgres://…" or
// "postgresql://…": that PostgreSQL database. Errors: see errors.hpp; `detail` is one line for
// people.
Result<std::unique_ptr<SqlStoreBundle>> open_store(const std::string& url_or_dir);

// SQLite on a file system that was registered with it under this name and holds a file parley.db,
// empty at first. For the simulator.
Result<std::unique_ptr<SqlStoreBundle>> open_store_on_vfs(const std::string& vfs);

} // namespace parley
