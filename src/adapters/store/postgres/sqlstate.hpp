#pragma once
// What PostgreSQL's five-character error codes mean to the store.

#include "adapters/store/sql_value.hpp"

#include <string_view>

namespace parley::store {

// Whatever the server reports by a code has been rolled back for certain. An empty code is the
// client library's own: the connection is gone.
SqlFailure failure_of_sqlstate(std::string_view sqlstate);

} // namespace parley::store
