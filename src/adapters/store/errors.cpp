#include "adapters/store/errors.hpp"

#include "base/check.hpp"

namespace parley::store {

Error to_error(const SqlError& failed) {
    switch (failed.failure) {
    case SqlFailure::full:
        return {ErrorCode::unavailable, "disk_full", failed.detail};
    case SqlFailure::busy:
        return {ErrorCode::unavailable, "store_busy", failed.detail};
    case SqlFailure::slow:
        return {ErrorCode::unavailable, "store_slow", failed.detail};
    case SqlFailure::lost:
    case SqlFailure::unknown:
        return {ErrorCode::unavailable, "store_unavailable", failed.detail};
    case SqlFailure::read_only:
        return {ErrorCode::failed_precondition, "data_folder_read_only", failed.detail};
    case SqlFailure::not_a_database:
        return {ErrorCode::failed_precondition, "data_not_a_database", failed.detail};
    case SqlFailure::statement:
    case SqlFailure::fatal:
        return {ErrorCode::internal, "store_failed", failed.detail};
    }
    ENSURE(!"every failure is named");
}

} // namespace parley::store
