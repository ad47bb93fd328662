#pragma once
// Every statement the store runs, by name. Their text stands in statements.cpp and nowhere else.

#include "adapters/store/sql_text.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace parley::store {

enum class Sql : std::size_t {
    insert_workspace,
    update_workspace,
    upsert_agent,
    upsert_queue,
    upsert_queue_member,
    delete_queue_member,
    upsert_workstream,
    upsert_widget,
    upsert_quick_reply,
    delete_quick_reply,
    upsert_login,
    delete_login,
    upsert_customer,
    upsert_open_conversation,
    upsert_closed_conversation,
    upsert_session,
    insert_message,
    insert_journal,
    upsert_client_operation,
    delete_old_client_operations,
    insert_secret,
    upsert_secret,

    select_workspaces,
    select_workspace,
    select_position,
    select_agents,
    select_queues,
    select_queue_members,
    select_workstreams,
    select_widgets,
    select_quick_replies,
    select_logins,
    select_open_conversations,
    select_open_sessions,
    select_open_customers,
    select_customer,
    select_customer_by_visitor,
    select_conversation,
    select_sessions,
    select_client_operation,
    select_sent_messages,
    select_messages_before,
    select_messages_after,
    select_closed_by_agent,
    select_of_customer,
    select_journal,
    select_old_client_operation,
    select_secret,
    select_schema_version,
    count_,
};
inline constexpr std::size_t sql_count = static_cast<std::size_t>(Sql::count_);

struct SqlText {
    Sql sql;
    std::string_view text;
    bool touches_one = false; // must insert, update or delete exactly one row, else it fails
};

const SqlText& sql_text(Sql sql);

// The names of a statement's parameters in the order a driver numbers them.
const std::vector<std::string>& parameter_names(Sql sql);

} // namespace parley::store
