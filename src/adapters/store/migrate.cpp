#include "adapters/store/migrate.hpp"

#include "adapters/store/bind.hpp"
#include "adapters/store/errors.hpp"
#include "base/log.hpp"

namespace parley::store {
namespace {

constexpr std::string_view version_table =
    "CREATE TABLE IF NOT EXISTS schema_version (version {int} PRIMARY KEY) {strict}";

Result<std::int64_t> read_version(SqlConnection& connection) {
    OneInteger version;
    auto read = connection.query(Sql::select_schema_version, {}, version);
    if (!read)
        return fail(to_error(read.error()));
    return version.value.value_or(0);
}

} // namespace

Result<void> migrate(SqlConnection& connection, Dialect dialect,
                     std::span<const std::string_view> texts) {
    auto known = static_cast<std::int64_t>(texts.size());
    // Two servers that open one new PostgreSQL database meet here: the loser's script fails, and
    // then the version is already there.
    if (auto made = connection.script(expand_tokens(version_table, dialect)); !made) {
        connection.rollback();
        if (!read_version(connection))
            return fail(to_error(made.error()));
    }
    TRY(auto version, read_version(connection));
    if (version > known + 1)
        return fail(ErrorCode::failed_precondition, "data_of_newer_version",
                    "the data has schema version " + std::to_string(version) +
                        ", this program knows " + std::to_string(known) +
                        " and can serve one more: start a newer parley, or restore a backup");
    if (version > known)
        log::warn("the data has schema version {}, one newer than this program: served as it is, "
                  "for going back a release",
                  version);
    while (version < known) {
        auto next = version + 1;
        auto text = texts[static_cast<std::size_t>(version)];
        auto done = connection.script("BEGIN;\n" + expand_tokens(text, dialect) +
                                      "\nINSERT INTO schema_version (version) VALUES (" +
                                      std::to_string(next) + ");\nCOMMIT;");
        if (!done)
            connection.rollback();
        TRY(version, read_version(connection));
        if (version < next)
            return fail(to_error(done ? SqlError{SqlFailure::fatal, "a migration left no version"}
                                      : done.error()));
    }
    return {};
}

} // namespace parley::store
