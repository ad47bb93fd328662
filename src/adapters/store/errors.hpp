#pragma once
// A failure of the database as an Error with a stable reason: what opening and reading answer.
// Reasons: data_folder_in_use, data_folder_read_only, data_folder_unusable, data_not_a_database,
// data_of_newer_version, disk_full, store_busy, store_slow, store_unavailable, store_failed.

#include "adapters/store/sql_value.hpp"
#include "base/result.hpp"

namespace parley::store {
Error to_error(const SqlError& failed);
}
