#include "adapters/store/sql_reader.hpp"

#include "adapters/store/bind.hpp"
#include "adapters/store/errors.hpp"

#include <algorithm>

namespace parley::store {
namespace {

template <class Row>
SqlResult<void> read_into(std::vector<Row>& rows, SqlConnection& connection, Sql sql,
                          std::initializer_list<NamedValue> values) {
    RowsOf<Row> reader(rows);
    return connection.query(sql, named_parameters(sql, values), reader);
}

template <class Row>
Result<std::vector<Row>> read_rows(SqlConnection& connection, Sql sql,
                                   std::initializer_list<NamedValue> values) {
    std::vector<Row> rows;
    if (auto read = read_into(rows, connection, sql, values); !read)
        return fail(to_error(read.error()));
    return rows;
}

template <class Row>
Result<std::optional<Row>> read_row(SqlConnection& connection, Sql sql,
                                    std::initializer_list<NamedValue> values) {
    TRY(auto rows, read_rows<Row>(connection, sql, values));
    if (rows.empty())
        return std::optional<Row>();
    return std::optional<Row>(std::move(rows.front()));
}

SqlResult<bool> load_rows(LoadedWorkspace& loaded, SqlConnection& connection, std::int64_t id) {
    std::vector<row::Workspace> found;
    DO(read_into(found, connection, Sql::select_workspace, {{"id", id}}));
    if (found.empty())
        return false;
    loaded.workspace = std::move(found.front());
    auto rows = [&](auto& into, Sql sql) {
        return read_into(into, connection, sql, {{"workspace", id}});
    };
    DO(rows(loaded.agents, Sql::select_agents));
    DO(rows(loaded.queues, Sql::select_queues));
    DO(rows(loaded.queue_members, Sql::select_queue_members));
    DO(rows(loaded.workstreams, Sql::select_workstreams));
    DO(rows(loaded.widgets, Sql::select_widgets));
    DO(rows(loaded.quick_replies, Sql::select_quick_replies));
    DO(rows(loaded.logins, Sql::select_logins));
    DO(rows(loaded.conversations, Sql::select_open_conversations));
    DO(rows(loaded.sessions, Sql::select_open_sessions));
    DO(rows(loaded.customers, Sql::select_open_customers));
    return true;
}

} // namespace

Result<std::vector<row::Workspace>> SqlReader::workspaces() {
    return read_rows<row::Workspace>(*connection_, Sql::select_workspaces, {});
}

Result<LoadedWorkspace> SqlReader::load(WorkspaceId workspace) {
    LoadedWorkspace loaded;
    if (auto begun = connection_->begin_read(); !begun)
        return fail(to_error(begun.error()));
    auto read = load_rows(loaded, *connection_, workspace.value);
    connection_->end_read();
    if (!read)
        return fail(to_error(read.error()));
    if (!*read)
        return fail(ErrorCode::not_found, "workspace_not_found");
    return loaded;
}

Result<Position> SqlReader::position(WorkspaceId workspace) {
    OneInteger position;
    auto values = named_parameters(Sql::select_position, {{"id", workspace.value}});
    if (auto read = connection_->query(Sql::select_position, values, position); !read)
        return fail(to_error(read.error()));
    if (!position.value)
        return fail(ErrorCode::not_found, "workspace_not_found");
    return *position.value;
}

Result<std::optional<row::Customer>> SqlReader::customer(WorkspaceId workspace, CustomerId id) {
    return read_row<row::Customer>(*connection_, Sql::select_customer,
                                   {{"workspace", workspace.value}, {"id", id.value}});
}

Result<std::optional<row::Customer>> SqlReader::customer_by_visitor(WorkspaceId workspace,
                                                                    const std::string& visitor) {
    return read_row<row::Customer>(*connection_, Sql::select_customer_by_visitor,
                                   {{"workspace", workspace.value}, {"visitor", visitor}});
}

Result<std::optional<row::Conversation>> SqlReader::conversation(WorkspaceId workspace,
                                                                 ConversationId id) {
    return read_row<row::Conversation>(*connection_, Sql::select_conversation,
                                       {{"workspace", workspace.value}, {"id", id.value}});
}

Result<std::vector<row::Session>> SqlReader::sessions(WorkspaceId workspace, ConversationId id) {
    return read_rows<row::Session>(*connection_, Sql::select_sessions,
                                   {{"workspace", workspace.value}, {"conversation", id.value}});
}

Result<std::optional<row::ClientOperation>>
SqlReader::client_operation(WorkspaceId workspace, const std::string& actor,
                            const std::string& client_id) {
    return read_row<row::ClientOperation>(
        *connection_, Sql::select_client_operation,
        {{"workspace", workspace.value}, {"actor", actor}, {"client_id", client_id}});
}

Result<std::vector<row::Message>> SqlReader::sent_messages(WorkspaceId workspace,
                                                           ConversationId id) {
    return read_rows<row::Message>(*connection_, Sql::select_sent_messages,
                                   {{"workspace", workspace.value}, {"conversation", id.value}});
}

Result<std::vector<row::Message>> SqlReader::messages(WorkspaceId workspace, ConversationId id,
                                                      Seq before_seq, std::optional<Seq> after_seq,
                                                      std::int64_t limit) {
    auto page = [&](Sql sql, Seq seq) {
        return read_rows<row::Message>(*connection_, sql,
                                       {{"workspace", workspace.value},
                                        {"conversation", id.value},
                                        {"seq", seq},
                                        {"limit", limit}});
    };
    if (after_seq)
        return page(Sql::select_messages_after, *after_seq);
    TRY(auto rows, page(Sql::select_messages_before, before_seq));
    std::ranges::reverse(rows);
    return rows;
}

Result<std::vector<row::Conversation>>
SqlReader::closed_by_agent(WorkspaceId workspace, AgentId agent, Time since, Time before,
                           ConversationId before_id, std::int64_t limit) {
    return read_rows<row::Conversation>(*connection_, Sql::select_closed_by_agent,
                                        {{"workspace", workspace.value},
                                         {"agent", agent.value},
                                         {"since", since.ms},
                                         {"before", before.ms},
                                         {"before_id", before_id.value},
                                         {"limit", limit}});
}

Result<std::vector<row::Conversation>> SqlReader::of_customer(WorkspaceId workspace,
                                                              CustomerId customer,
                                                              ConversationId before_id,
                                                              std::int64_t limit) {
    return read_rows<row::Conversation>(*connection_, Sql::select_of_customer,
                                        {{"workspace", workspace.value},
                                         {"customer", customer.value},
                                         {"before_id", before_id.value},
                                         {"limit", limit}});
}

Result<std::vector<row::Journal>> SqlReader::journal(WorkspaceId workspace, Position after,
                                                     std::int64_t limit) {
    return read_rows<row::Journal>(
        *connection_, Sql::select_journal,
        {{"workspace", workspace.value}, {"after", after}, {"limit", limit}});
}

} // namespace parley::store
