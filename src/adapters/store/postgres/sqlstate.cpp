#include "adapters/store/postgres/sqlstate.hpp"

namespace parley::store {

SqlFailure failure_of_sqlstate(std::string_view sqlstate) {
    auto starts = [&](std::string_view prefix) { return sqlstate.starts_with(prefix); };
    if (sqlstate.empty() || starts("08") ||
        starts("57P")) // the connection, or the server goes down
        return SqlFailure::lost;
    if (sqlstate == "57014") // statement_timeout
        return SqlFailure::slow;
    if (sqlstate == "53100") // disk_full
        return SqlFailure::full;
    if (sqlstate == "25006") // a standby, or default_transaction_read_only
        return SqlFailure::read_only;
    // 40 serialization and deadlock, 53 resources, 55 locks, 58 and XX the server's own troubles
    if (starts("40") || starts("53") || starts("55") || starts("58") || starts("XX"))
        return SqlFailure::busy;
    return SqlFailure::statement;
}

} // namespace parley::store
