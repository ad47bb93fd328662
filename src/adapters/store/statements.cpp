#include "adapters/store/statements.hpp"

#include "base/check.hpp"

#include <array>

namespace parley::store {
namespace {

// In the order of the enumeration. Upserts replace every column but the key.
constexpr SqlText texts[] = {
    {Sql::insert_workspace,
     R"(
    INSERT INTO workspace
        (id, name, settings, counters, position, history_id, created_at)
    VALUES
        (:id, :name, :settings, :counters, :position, :history_id, :created_at))",
     true},
    // A stale writer sets NULL, which the column refuses.
    {Sql::update_workspace,
     R"(
    UPDATE workspace SET
        name = :name, settings = :settings, counters = :counters,
        position = CASE WHEN position = :position_before THEN :position END,
        history_id = :history_id, created_at = :created_at
    WHERE id = :id)",
     true},
    {Sql::upsert_agent,
     R"(
    INSERT INTO agent
        (workspace, id, position, email, name, nickname, role, language, capacity,
         default_presence, password_hash, disabled, presence, before_disconnect,
         disconnected_at, capacity_released_at)
    VALUES
        (:workspace, :id, :position, :email, :name, :nickname, :role, :language, :capacity,
         :default_presence, :password_hash, :disabled, :presence, :before_disconnect,
         :disconnected_at, :capacity_released_at)
    ON CONFLICT (workspace, id) DO UPDATE SET
        position = excluded.position, email = excluded.email, name = excluded.name,
        nickname = excluded.nickname, role = excluded.role, language = excluded.language,
        capacity = excluded.capacity, default_presence = excluded.default_presence,
        password_hash = excluded.password_hash, disabled = excluded.disabled,
        presence = excluded.presence, before_disconnect = excluded.before_disconnect,
        disconnected_at = excluded.disconnected_at,
        capacity_released_at = excluded.capacity_released_at)"},
    {Sql::upsert_queue,
     R"(
    INSERT INTO queue
        (workspace, id, position, name, priority, method, turns)
    VALUES
        (:workspace, :id, :position, :name, :priority, :method, :turns)
    ON CONFLICT (workspace, id) DO UPDATE SET
        position = excluded.position, name = excluded.name, priority = excluded.priority,
        method = excluded.method, turns = excluded.turns)"},
    {Sql::upsert_queue_member,
     R"(
    INSERT INTO queue_member
        (workspace, queue, agent, turn)
    VALUES
        (:workspace, :queue, :agent, :turn)
    ON CONFLICT (workspace, queue, agent) DO UPDATE SET
        turn = excluded.turn)"},
    {Sql::delete_queue_member,
     R"(
    DELETE FROM queue_member
    WHERE workspace = :workspace AND queue = :queue AND agent = :agent)"},
    {Sql::upsert_workstream,
     R"(
    INSERT INTO workstream
        (workspace, id, position, name, queue, capacity_cost, offer_timeout_ms,
         wrap_up_capacity, wrap_up_capacity_ms, allow_busy)
    VALUES
        (:workspace, :id, :position, :name, :queue, :capacity_cost, :offer_timeout_ms,
         :wrap_up_capacity, :wrap_up_capacity_ms, :allow_busy)
    ON CONFLICT (workspace, id) DO UPDATE SET
        position = excluded.position, name = excluded.name, queue = excluded.queue,
        capacity_cost = excluded.capacity_cost, offer_timeout_ms = excluded.offer_timeout_ms,
        wrap_up_capacity = excluded.wrap_up_capacity,
        wrap_up_capacity_ms = excluded.wrap_up_capacity_ms, allow_busy = excluded.allow_busy)"},
    {Sql::upsert_widget,
     R"(
    INSERT INTO widget
        (workspace, id, position, key, workstream, title, subtitle, colour, language,
         agent_name, domains)
    VALUES
        (:workspace, :id, :position, :key, :workstream, :title, :subtitle, :colour, :language,
         :agent_name, :domains)
    ON CONFLICT (workspace, id) DO UPDATE SET
        position = excluded.position, key = excluded.key, workstream = excluded.workstream,
        title = excluded.title, subtitle = excluded.subtitle, colour = excluded.colour,
        language = excluded.language, agent_name = excluded.agent_name,
        domains = excluded.domains)"},
    {Sql::upsert_quick_reply,
     R"(
    INSERT INTO quick_reply
        (workspace, id, position, owner, shortcut, language, text)
    VALUES
        (:workspace, :id, :position, :owner, :shortcut, :language, :text)
    ON CONFLICT (workspace, id) DO UPDATE SET
        position = excluded.position, owner = excluded.owner, shortcut = excluded.shortcut,
        language = excluded.language, text = excluded.text)"},
    {Sql::delete_quick_reply,
     R"(
    DELETE FROM quick_reply WHERE workspace = :workspace AND id = :id)"},
    {Sql::upsert_login,
     R"(
    INSERT INTO login
        (workspace, id, agent, kind, token_hash, label, created_at, expires_at)
    VALUES
        (:workspace, :id, :agent, :kind, :token_hash, :label, :created_at, :expires_at)
    ON CONFLICT (workspace, id) DO UPDATE SET
        agent = excluded.agent, kind = excluded.kind, token_hash = excluded.token_hash,
        label = excluded.label, created_at = excluded.created_at,
        expires_at = excluded.expires_at)"},
    {Sql::delete_login,
     R"(
    DELETE FROM login WHERE workspace = :workspace AND id = :id)"},
    {Sql::upsert_customer,
     R"(
    INSERT INTO customer
        (workspace, id, position, visitor, name, created_at)
    VALUES
        (:workspace, :id, :position, :visitor, :name, :created_at)
    ON CONFLICT (workspace, id) DO UPDATE SET
        position = excluded.position, visitor = excluded.visitor, name = excluded.name,
        created_at = excluded.created_at)"},
    // Runs with each message. It sets neither customer nor closed_at, so SQLite leaves the indexes
    // on them alone. That both stay what they were is a law (Closed is never reopened), and whoever
    // breaks it sets NULL, which the column refuses.
    {Sql::upsert_open_conversation,
     R"(
    INSERT INTO conversation
        (workspace, id, position, customer, workstream, queue, widget, state, cause, created_at,
         state_at, queued_at, active_at, closed_at, agent, session, cost, capacity_until,
         declines, last_seq, last_customer_seq, last_agent_seq, customer_read_seq,
         agent_read_seq, last_customer_at, waits_since, last_text, page, device, language,
         context)
    VALUES
        (:workspace, :id, :position, :customer, :workstream, :queue, :widget, :state, :cause,
         :created_at, :state_at, :queued_at, :active_at, :closed_at, :agent, :session, :cost,
         :capacity_until, :declines, :last_seq, :last_customer_seq, :last_agent_seq,
         :customer_read_seq, :agent_read_seq, :last_customer_at, :waits_since, :last_text, :page,
         :device, :language, :context)
    ON CONFLICT (workspace, id) DO UPDATE SET
        position = CASE WHEN conversation.customer = excluded.customer
            AND conversation.closed_at = 0
            THEN excluded.position END,
        workstream = excluded.workstream, queue = excluded.queue, widget = excluded.widget,
        state = excluded.state, cause = excluded.cause, created_at = excluded.created_at,
        state_at = excluded.state_at, queued_at = excluded.queued_at,
        active_at = excluded.active_at, agent = excluded.agent, session = excluded.session,
        cost = excluded.cost, capacity_until = excluded.capacity_until,
        declines = excluded.declines, last_seq = excluded.last_seq,
        last_customer_seq = excluded.last_customer_seq,
        last_agent_seq = excluded.last_agent_seq,
        customer_read_seq = excluded.customer_read_seq,
        agent_read_seq = excluded.agent_read_seq, last_customer_at = excluded.last_customer_at,
        waits_since = excluded.waits_since, last_text = excluded.last_text,
        page = excluded.page, device = excluded.device, language = excluded.language,
        context = excluded.context)"},
    {Sql::upsert_closed_conversation,
     R"(
    INSERT INTO conversation
        (workspace, id, position, customer, workstream, queue, widget, state, cause, created_at,
         state_at, queued_at, active_at, closed_at, agent, session, cost, capacity_until,
         declines, last_seq, last_customer_seq, last_agent_seq, customer_read_seq,
         agent_read_seq, last_customer_at, waits_since, last_text, page, device, language,
         context)
    VALUES
        (:workspace, :id, :position, :customer, :workstream, :queue, :widget, :state, :cause,
         :created_at, :state_at, :queued_at, :active_at, :closed_at, :agent, :session, :cost,
         :capacity_until, :declines, :last_seq, :last_customer_seq, :last_agent_seq,
         :customer_read_seq, :agent_read_seq, :last_customer_at, :waits_since, :last_text, :page,
         :device, :language, :context)
    ON CONFLICT (workspace, id) DO UPDATE SET
        position = excluded.position, customer = excluded.customer,
        workstream = excluded.workstream, queue = excluded.queue, widget = excluded.widget,
        state = excluded.state, cause = excluded.cause, created_at = excluded.created_at,
        state_at = excluded.state_at, queued_at = excluded.queued_at,
        active_at = excluded.active_at, closed_at = excluded.closed_at, agent = excluded.agent,
        session = excluded.session, cost = excluded.cost,
        capacity_until = excluded.capacity_until, declines = excluded.declines,
        last_seq = excluded.last_seq, last_customer_seq = excluded.last_customer_seq,
        last_agent_seq = excluded.last_agent_seq,
        customer_read_seq = excluded.customer_read_seq,
        agent_read_seq = excluded.agent_read_seq, last_customer_at = excluded.last_customer_at,
        waits_since = excluded.waits_since, last_text = excluded.last_text,
        page = excluded.page, device = excluded.device, language = excluded.language,
        context = excluded.context)"},
    {Sql::upsert_session,
     R"(
    INSERT INTO session
        (workspace, conversation, number, agent, state, cause, over_capacity, assigned_at,
         expires_at, accepted_at, closed_at, closure)
    VALUES
        (:workspace, :conversation, :number, :agent, :state, :cause, :over_capacity,
         :assigned_at, :expires_at, :accepted_at, :closed_at, :closure)
    ON CONFLICT (workspace, conversation, number) DO UPDATE SET
        agent = excluded.agent, state = excluded.state, cause = excluded.cause,
        over_capacity = excluded.over_capacity, assigned_at = excluded.assigned_at,
        expires_at = excluded.expires_at, accepted_at = excluded.accepted_at,
        closed_at = excluded.closed_at, closure = excluded.closure)"},
    {Sql::insert_message,
     R"(
    INSERT INTO message
        (workspace, conversation, seq, author, agent, line, text, client_id, sent_at)
    VALUES
        (:workspace, :conversation, :seq, :author, :agent, :line, :text, :client_id, :sent_at))"},
    {Sql::insert_journal,
     R"(
    INSERT INTO journal
        (workspace, position, at, events)
    VALUES
        (:workspace, :position, :at, :events))"},
    {Sql::upsert_client_operation,
     R"(
    INSERT INTO client_operation
        (workspace, actor, client_id, body_hash, reply, at)
    VALUES
        (:workspace, :actor, :client_id, :body_hash, :reply, :at)
    ON CONFLICT (workspace, actor, client_id) DO UPDATE SET
        body_hash = excluded.body_hash, reply = excluded.reply, at = excluded.at)"},
    {Sql::delete_old_client_operations,
     R"(
    DELETE FROM client_operation WHERE at < :before)"},
    // The first one stays, whoever else opens the store at the same time.
    {Sql::insert_secret,
     R"(
    INSERT INTO secret (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO NOTHING)"},
    {Sql::upsert_secret,
     R"(
    INSERT INTO secret (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value)"},
    {Sql::select_workspaces,
     R"(
    SELECT id, name, settings, counters, position, history_id, created_at
    FROM workspace ORDER BY id)"},
    {Sql::select_workspace,
     R"(
    SELECT id, name, settings, counters, position, history_id, created_at
    FROM workspace WHERE id = :id)"},
    {Sql::select_position,
     R"(
    SELECT position FROM workspace WHERE id = :id)"},
    {Sql::select_agents,
     R"(
    SELECT workspace, id, position, email, name, nickname, role, language, capacity,
           default_presence, password_hash, disabled, presence, before_disconnect,
           disconnected_at, capacity_released_at
    FROM agent WHERE workspace = :workspace ORDER BY id)"},
    {Sql::select_queues,
     R"(
    SELECT workspace, id, position, name, priority, method, turns
    FROM queue WHERE workspace = :workspace ORDER BY id)"},
    {Sql::select_queue_members,
     R"(
    SELECT workspace, queue, agent, turn
    FROM queue_member WHERE workspace = :workspace ORDER BY queue, agent)"},
    {Sql::select_workstreams,
     R"(
    SELECT workspace, id, position, name, queue, capacity_cost, offer_timeout_ms,
           wrap_up_capacity, wrap_up_capacity_ms, allow_busy
    FROM workstream WHERE workspace = :workspace ORDER BY id)"},
    {Sql::select_widgets,
     R"(
    SELECT workspace, id, position, key, workstream, title, subtitle, colour, language,
           agent_name, domains
    FROM widget WHERE workspace = :workspace ORDER BY id)"},
    {Sql::select_quick_replies,
     R"(
    SELECT workspace, id, position, owner, shortcut, language, text
    FROM quick_reply WHERE workspace = :workspace ORDER BY id)"},
    {Sql::select_logins,
     R"(
    SELECT workspace, id, agent, kind, token_hash, label, created_at, expires_at
    FROM login WHERE workspace = :workspace ORDER BY id)"},
    {Sql::select_open_conversations,
     R"(
    SELECT workspace, id, position, customer, workstream, queue, widget, state, cause,
           created_at, state_at, queued_at, active_at, closed_at, agent, session, cost,
           capacity_until, declines, last_seq, last_customer_seq, last_agent_seq,
           customer_read_seq, agent_read_seq, last_customer_at, waits_since, last_text, page,
           device,
           language, context
    FROM conversation {by_closed}
    WHERE workspace = :workspace AND closed_at = 0 ORDER BY id)"},
    {Sql::select_open_sessions,
     R"(
    SELECT s.workspace, s.conversation, s.number, s.agent, s.state, s.cause, s.over_capacity,
           s.assigned_at, s.expires_at, s.accepted_at, s.closed_at, s.closure
    FROM conversation c {by_closed} JOIN session s
        ON s.workspace = c.workspace AND s.conversation = c.id AND s.number = c.session
    WHERE c.workspace = :workspace AND c.closed_at = 0 ORDER BY c.id)"},
    {Sql::select_open_customers,
     R"(
    SELECT workspace, id, position, visitor, name, created_at
    FROM customer WHERE workspace = :workspace AND id IN
        (SELECT customer FROM conversation {by_closed}
         WHERE workspace = :workspace AND closed_at = 0)
    ORDER BY id)"},
    {Sql::select_customer,
     R"(
    SELECT workspace, id, position, visitor, name, created_at
    FROM customer WHERE workspace = :workspace AND id = :id)"},
    {Sql::select_customer_by_visitor,
     R"(
    SELECT workspace, id, position, visitor, name, created_at
    FROM customer WHERE workspace = :workspace AND visitor = :visitor)"},
    {Sql::select_conversation,
     R"(
    SELECT workspace, id, position, customer, workstream, queue, widget, state, cause,
           created_at, state_at, queued_at, active_at, closed_at, agent, session, cost,
           capacity_until, declines, last_seq, last_customer_seq, last_agent_seq,
           customer_read_seq, agent_read_seq, last_customer_at, waits_since, last_text, page,
           device,
           language, context
    FROM conversation WHERE workspace = :workspace AND id = :id)"},
    {Sql::select_sessions,
     R"(
    SELECT workspace, conversation, number, agent, state, cause, over_capacity, assigned_at,
           expires_at, accepted_at, closed_at, closure
    FROM session WHERE workspace = :workspace AND conversation = :conversation ORDER BY number)"},
    {Sql::select_client_operation,
     R"(
    SELECT workspace, actor, client_id, body_hash, reply, at
    FROM client_operation
    WHERE workspace = :workspace AND actor = :actor AND client_id = :client_id)"},
    {Sql::select_sent_messages,
     R"(
    SELECT workspace, conversation, seq, author, agent, line, text, client_id, sent_at
    FROM message
    WHERE workspace = :workspace AND conversation = :conversation AND client_id <> ''
    ORDER BY seq)"},
    {Sql::select_messages_before,
     R"(
    SELECT workspace, conversation, seq, author, agent, line, text, client_id, sent_at
    FROM message
    WHERE workspace = :workspace AND conversation = :conversation AND seq < :seq
    ORDER BY seq DESC LIMIT :limit)"},
    {Sql::select_messages_after,
     R"(
    SELECT workspace, conversation, seq, author, agent, line, text, client_id, sent_at
    FROM message
    WHERE workspace = :workspace AND conversation = :conversation AND seq > :seq
    ORDER BY seq LIMIT :limit)"},
    {Sql::select_closed_by_agent,
     R"(
    SELECT workspace, id, position, customer, workstream, queue, widget, state, cause,
           created_at, state_at, queued_at, active_at, closed_at, agent, session, cost,
           capacity_until, declines, last_seq, last_customer_seq, last_agent_seq,
           customer_read_seq, agent_read_seq, last_customer_at, waits_since, last_text, page,
           device,
           language, context
    FROM conversation
    WHERE workspace = :workspace AND agent = :agent AND closed_at <> 0 AND closed_at >= :since
        AND (closed_at, id) < (:before, :before_id)
    ORDER BY closed_at DESC, id DESC LIMIT :limit)"},
    {Sql::select_of_customer,
     R"(
    SELECT workspace, id, position, customer, workstream, queue, widget, state, cause,
           created_at, state_at, queued_at, active_at, closed_at, agent, session, cost,
           capacity_until, declines, last_seq, last_customer_seq, last_agent_seq,
           customer_read_seq, agent_read_seq, last_customer_at, waits_since, last_text, page,
           device,
           language, context
    FROM conversation
    WHERE workspace = :workspace AND customer = :customer AND id < :before_id
    ORDER BY id DESC LIMIT :limit)"},
    {Sql::select_journal,
     R"(
    SELECT workspace, position, at, events
    FROM journal
    WHERE workspace = :workspace AND position > :after ORDER BY position LIMIT :limit)"},
    {Sql::select_old_client_operation,
     R"(
    SELECT at FROM client_operation WHERE at < :before ORDER BY at LIMIT 1 OFFSET :skip)"},
    {Sql::select_secret,
     R"(
    SELECT value FROM secret WHERE name = :name)"},
    {Sql::select_schema_version,
     R"(
    SELECT COALESCE(MAX(version), 0) AS version FROM schema_version)"},
};
static_assert(std::size(texts) == sql_count);

constexpr bool in_order() {
    for (std::size_t i = 0; i < sql_count; ++i)
        if (static_cast<std::size_t>(texts[i].sql) != i)
            return false;
    return true;
}
static_assert(in_order(), "a statement stands at its enumerator's place");

std::array<std::vector<std::string>, sql_count> all_names() {
    std::array<std::vector<std::string>, sql_count> names;
    for (std::size_t i = 0; i < sql_count; ++i)
        names[i] = number_parameters(texts[i].text, Dialect::sqlite).names;
    return names;
}

} // namespace

const SqlText& sql_text(Sql sql) { return texts[static_cast<std::size_t>(sql)]; }

const std::vector<std::string>& parameter_names(Sql sql) {
    static const auto names = all_names();
    return names[static_cast<std::size_t>(sql)];
}

} // namespace parley::store
