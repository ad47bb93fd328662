#pragma once
// Brings a database to this binary's schema. Migrations are numbered from 1 and each runs in a
// transaction of its own. A binary of schema N also runs on schema N+1 (expand first, contract one
// release later), and refuses what is newer.

#include "adapters/store/sql_driver.hpp"

namespace parley::store {

// Errors: data_of_newer_version, and what errors.hpp names.
Result<void> migrate(SqlConnection& connection, Dialect dialect,
                     std::span<const std::string_view> texts);

} // namespace parley::store
