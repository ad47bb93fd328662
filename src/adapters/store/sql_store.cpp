#include "adapters/store/sql_store.hpp"

#include "adapters/store/bind.hpp"
#include "adapters/store/errors.hpp"
#include "adapters/store/migrate.hpp"
#include "adapters/store/schema/embedded.hpp"
#include "adapters/store/sql_reader.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"

#include <sodium.h>

namespace parley::store {
namespace {

constexpr std::size_t token_key_bytes = 32;
constexpr std::string_view token_key_name = "token_key";
constexpr std::string_view probe_name = "probe";

// A workspace's row with the position it must still have.
struct FencedWorkspace : row::Workspace {
    std::int64_t position_before = 0;
};
BOOST_DESCRIBE_STRUCT(FencedWorkspace, (row::Workspace), (position_before))

template <Sql S, class Row>
SqlResult<void> write(SqlConnection& connection, const std::vector<Row>& rows) {
    for (const auto& row : rows)
        DO(connection.run(S, parameters_of<S>(row)));
    return {};
}

template <Sql S>
SqlResult<void> remove(SqlConnection& connection, std::int64_t workspace,
                       const std::vector<std::int64_t>& ids) {
    for (auto id : ids)
        DO(connection.run(S, named_parameters(S, {{"workspace", workspace}, {"id", id}})));
    return {};
}

SqlResult<void> write_workspace(SqlConnection& connection, const WorkspaceCommit& commit) {
    if (commit.position_before == 0)
        return connection.run(Sql::insert_workspace,
                              parameters_of<Sql::insert_workspace>(commit.workspace));
    return connection.run(Sql::update_workspace,
                          parameters_of<Sql::update_workspace>(
                              FencedWorkspace{commit.workspace, commit.position_before}));
}

SqlResult<void> write_conversations(SqlConnection& connection,
                                    const std::vector<row::Conversation>& rows) {
    for (const auto& row : rows) {
        if (row.closed_at == 0)
            DO(connection.run(Sql::upsert_open_conversation,
                              parameters_of<Sql::upsert_open_conversation>(row)));
        else
            DO(connection.run(Sql::upsert_closed_conversation,
                              parameters_of<Sql::upsert_closed_conversation>(row)));
    }
    return {};
}

// Removals first: what replaces a removed row may carry its unique token or key.
SqlResult<void> write_commit(SqlConnection& connection, const WorkspaceCommit& commit) {
    auto workspace = commit.workspace.id;
    DO(write_workspace(connection, commit));
    for (const auto& gone : commit.queue_members_removed)
        DO(connection.run(Sql::delete_queue_member,
                          named_parameters(Sql::delete_queue_member, {{"workspace", gone.workspace},
                                                                      {"queue", gone.queue},
                                                                      {"agent", gone.agent}})));
    DO(remove<Sql::delete_quick_reply>(connection, workspace, commit.quick_replies_removed));
    DO(remove<Sql::delete_login>(connection, workspace, commit.logins_removed));
    DO(write<Sql::upsert_agent>(connection, commit.agents));
    DO(write<Sql::upsert_queue>(connection, commit.queues));
    DO(write<Sql::upsert_queue_member>(connection, commit.queue_members));
    DO(write<Sql::upsert_workstream>(connection, commit.workstreams));
    DO(write<Sql::upsert_widget>(connection, commit.widgets));
    DO(write<Sql::upsert_quick_reply>(connection, commit.quick_replies));
    DO(write<Sql::upsert_login>(connection, commit.logins));
    DO(write<Sql::upsert_customer>(connection, commit.customers));
    DO(write_conversations(connection, commit.conversations));
    DO(write<Sql::upsert_session>(connection, commit.sessions));
    DO(write<Sql::insert_message>(connection, commit.messages));
    DO(write<Sql::upsert_client_operation>(connection, commit.client_operations));
    return connection.run(Sql::insert_journal, parameters_of<Sql::insert_journal>(commit.journal));
}

CommitFailure kind_of(SqlFailure failure) {
    switch (failure) {
    case SqlFailure::unknown:
        return CommitFailure::unknown;
    case SqlFailure::fatal:
    case SqlFailure::not_a_database:
        return CommitFailure::fatal;
    case SqlFailure::statement:
    case SqlFailure::full:
    case SqlFailure::busy:
    case SqlFailure::slow:
    case SqlFailure::lost:
    case SqlFailure::read_only:
        return CommitFailure::rolled_back;
    }
    ENSURE(!"every failure is named");
}

tl::unexpected<CommitError> commit_error(const SqlError& failed, WorkspaceId culprit = {}) {
    return tl::make_unexpected(CommitError{kind_of(failed.failure), culprit, failed.detail});
}

} // namespace

Result<std::unique_ptr<SqlStoreBundle>> SqlStore::open(std::unique_ptr<SqlDriver> driver) {
    TRY(auto writer, driver->open_writer());
    DO(migrate(*writer, driver->dialect(), schema_texts()));
    std::unique_ptr<SqlStore> made(new SqlStore(std::move(driver), std::move(writer)));
    DO(made->make_secret());
    return made;
}

Result<void> SqlStore::make_secret() {
    auto kept = [&]() -> SqlResult<std::string> {
        OneText value;
        DO(writer_->query(Sql::select_secret,
                          named_parameters(Sql::select_secret, {{"name", token_key_name}}), value));
        return value.value.value_or("");
    };
    auto stored = [&]() -> SqlResult<std::string> {
        TRY(auto key, kept());
        if (!key.empty())
            return key;
        if (sodium_init() < 0)
            return sql_fail(SqlFailure::fatal, "libsodium: no randomness");
        std::string fresh(token_key_bytes, '\0');
        randombytes_buf(fresh.data(), fresh.size());
        DO(writer_->begin());
        DO(writer_->run(Sql::insert_secret,
                        named_parameters(Sql::insert_secret, {{"name", token_key_name},
                                                              {"value", SqlValue::bytes(fresh)}})));
        DO(writer_->commit());
        return kept();
    }();
    if (!stored) {
        writer_->rollback();
        return fail(to_error(stored.error()));
    }
    if (stored->size() != token_key_bytes)
        return fail(ErrorCode::internal, "store_failed", "the store's token key is not 32 bytes");
    token_key_ = *std::move(stored);
    return {};
}

SqlResult<void> SqlStore::attempt(const std::vector<WorkspaceCommit>& commits,
                                  std::optional<std::size_t> left_out) {
    DO(writer_->begin());
    auto written = [&]() -> SqlResult<void> {
        for (std::size_t i = 0; i < commits.size(); ++i) {
            if (i == left_out)
                continue;
            writer_->at_group(i);
            DO(write_commit(*writer_, commits[i]));
        }
        return {};
    }();
    if (!written) {
        writer_->rollback();
        return written;
    }
    return writer_->commit();
}

// The usual commit has no savepoints: they would cost every one for the sake of a bug. When a
// workspace's statement fails by itself, everything is rolled back and done again without it. Two
// such workspaces at once: nothing is committed, for the answer can name one only.
CommitResult SqlStore::commit(std::vector<WorkspaceCommit>& commits) {
    if (fatal_)
        return commit_error(*fatal_);
    auto done = attempt(commits, std::nullopt);
    if (done)
        return {};
    if (done.error().failure != SqlFailure::statement) {
        note(done.error());
        return commit_error(done.error());
    }
    auto first = std::move(done).error();
    ENSURE(first.group < commits.size());
    if (commits.size() > 1) {
        if (auto others = attempt(commits, first.group); !others) {
            note(others.error());
            return commit_error(others.error());
        }
    }
    return commit_error(first, WorkspaceId(commits[first.group].workspace.id));
}

// What is only rolled back never reaches the disk, so the probe commits: one row, always the same.
CommitResult SqlStore::probe() {
    if (fatal_)
        return commit_error(*fatal_);
    auto written = [&]() -> SqlResult<void> {
        DO(writer_->begin());
        DO(writer_->run(
            Sql::upsert_secret,
            named_parameters(Sql::upsert_secret,
                             {{"name", probe_name}, {"value", SqlValue::bytes("probe")}})));
        return writer_->commit();
    }();
    if (written)
        return {};
    writer_->rollback();
    note(written.error());
    return commit_error(written.error());
}

void SqlStore::housekeeping(Time now) {
    if (fatal_)
        return;
    if (now >= next_expiry_)
        drop_old_operations(now);
    if (auto kept = writer_->maintain(); !kept)
        note(kept.error());
}

void SqlStore::drop_old_operations(Time now) {
    next_expiry_ = now + Millis(limits::expiry_pause_ms);
    auto before = (now - Millis(limits::client_operation_kept_ms)).ms;
    auto old = [&](std::int64_t skip) -> SqlResult<std::optional<std::int64_t>> {
        OneInteger at;
        DO(writer_->query(Sql::select_old_client_operation,
                          named_parameters(Sql::select_old_client_operation,
                                           {{"before", before}, {"skip", skip}}),
                          at));
        return at.value;
    };
    auto dropped = [&]() -> SqlResult<bool> {
        TRY(auto oldest, old(0));
        if (!oldest)
            return false;
        // The step's last one, and with it what is as old.
        TRY(auto last, old(limits::expiry_rows_max - 1));
        DO(writer_->begin());
        DO(writer_->run(Sql::delete_old_client_operations,
                        named_parameters(Sql::delete_old_client_operations,
                                         {{"before", last ? *last + 1 : before}})));
        DO(writer_->commit());
        return true;
    }();
    if (!dropped) {
        writer_->rollback();
        note(dropped.error());
    } else if (*dropped) {
        next_expiry_ = now; // there may be more: the next call looks again
    }
}

void SqlStore::note(const SqlError& failed) {
    log::error("store: {}", failed.detail);
    if (kind_of(failed.failure) == CommitFailure::fatal)
        fatal_ = failed;
}

Result<std::unique_ptr<StoreReader>> SqlStore::reader() {
    TRY(auto connection, driver_->open_reader());
    return std::make_unique<SqlReader>(std::move(connection));
}

} // namespace parley::store
