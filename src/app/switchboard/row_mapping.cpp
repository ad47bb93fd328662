#include "app/switchboard/row_mapping.hpp"

#include "base/hash.hpp"
#include "base/json.hpp"

namespace parley {

namespace {

std::string name_of(auto value) { return std::string(enum_name(value)); }

Failure unreadable(std::string_view where, std::int64_t id, const std::string& what) {
    return fail(ErrorCode::internal, "unreadable_row",
                std::string(where) + " of " + std::to_string(id) + ": " + what);
}

template <class E>
Result<E> value_of(const std::string& name, std::string_view where, std::int64_t id) {
    if (auto value = enum_value<E>(name))
        return *value;
    return unreadable(where, id, "unknown value " + name);
}

template <class T>
Result<T> json_of(const std::string& text, std::string_view where, std::int64_t id) {
    auto value = from_json<T>(text, UnknownFields::ignore);
    if (!value)
        return unreadable(where, id, value.error().detail);
    return value;
}

Result<Agent> from_row(const row::Agent& row) {
    Agent agent;
    agent.id = AgentId(row.id);
    agent.email = row.email;
    agent.name = row.name;
    agent.nickname = row.nickname;
    TRY(agent.role, value_of<Role>(row.role, "agent.role", row.id));
    agent.language = row.language;
    agent.capacity = row.capacity;
    TRY(agent.default_presence,
        value_of<PresenceKind>(row.default_presence, "agent.default_presence", row.id));
    agent.password_hash = row.password_hash;
    agent.disabled = row.disabled != 0;
    TRY(agent.presence, json_of<Presence>(row.presence, "agent.presence", row.id));
    if (!row.before_disconnect.empty()) {
        TRY(agent.before_disconnect,
            json_of<Presence>(row.before_disconnect, "agent.before_disconnect", row.id));
    }
    agent.disconnected_at = Time(row.disconnected_at);
    agent.capacity_released_at = Time(row.capacity_released_at);
    agent.position = row.position;
    return agent;
}

Result<Queue> from_row(const row::Queue& row) {
    Queue queue;
    queue.id = QueueId(row.id);
    queue.name = row.name;
    queue.priority = row.priority;
    TRY(queue.method, value_of<AssignmentMethod>(row.method, "queue.method", row.id));
    queue.turns = row.turns;
    queue.position = row.position;
    return queue;
}

Result<Workstream> from_row(const row::Workstream& row) {
    Workstream workstream;
    workstream.id = WorkstreamId(row.id);
    workstream.name = row.name;
    workstream.queue = QueueId(row.queue);
    workstream.capacity_cost = row.capacity_cost;
    workstream.offer_timeout_ms = row.offer_timeout_ms;
    TRY(workstream.wrap_up_capacity,
        value_of<WrapUpCapacity>(row.wrap_up_capacity, "workstream.wrap_up_capacity", row.id));
    workstream.wrap_up_capacity_ms = row.wrap_up_capacity_ms;
    workstream.allow_busy = row.allow_busy != 0;
    workstream.position = row.position;
    return workstream;
}

Result<Widget> from_row(const row::Widget& row) {
    Widget widget;
    widget.id = WidgetId(row.id);
    widget.key = row.key;
    widget.workstream = WorkstreamId(row.workstream);
    widget.title = row.title;
    widget.subtitle = row.subtitle;
    widget.colour = row.colour;
    widget.language = row.language;
    TRY(widget.agent_name, value_of<AgentNameMode>(row.agent_name, "widget.agent_name", row.id));
    TRY(widget.domains, json_of<std::vector<std::string>>(row.domains, "widget.domains", row.id));
    widget.position = row.position;
    return widget;
}

QuickReply from_row(const row::QuickReply& row) {
    return {QuickReplyId(row.id), AgentId(row.owner), row.shortcut,
            row.language,         row.text,           row.position};
}

Result<Login> from_row(const row::Login& row) {
    Login login;
    login.id = LoginId(row.id);
    login.agent = AgentId(row.agent);
    TRY(login.kind, value_of<LoginKind>(row.kind, "login.kind", row.id));
    login.token_hash = row.token_hash;
    login.label = row.label;
    login.created_at = Time(row.created_at);
    login.expires_at = Time(row.expires_at);
    return login;
}

std::string declines_text(const std::map<AgentId, std::int64_t>& declines) {
    if (declines.empty())
        return {};
    std::map<std::string, std::int64_t> by_text;
    for (const auto& [agent, count] : declines)
        by_text[std::to_string(agent.value)] = count;
    return to_json(by_text);
}

} // namespace

row::Workspace to_row(const Workspace& w, const std::string& history_id, Time created_at) {
    return {w.id.value, w.name,     to_json(w.settings), to_json(w.counters),
            w.position, history_id, created_at.ms};
}

row::Agent to_row(WorkspaceId workspace, const Agent& a) {
    return {workspace.value,
            a.id.value,
            a.position,
            a.email,
            a.name,
            a.nickname,
            name_of(a.role),
            a.language,
            a.capacity,
            name_of(a.default_presence),
            a.password_hash,
            a.disabled,
            to_json(a.presence),
            a.before_disconnect ? to_json(*a.before_disconnect) : "",
            a.disconnected_at.ms,
            a.capacity_released_at.ms};
}

row::Queue to_row(WorkspaceId workspace, const Queue& q) {
    return {workspace.value, q.id.value,        q.position, q.name,
            q.priority,      name_of(q.method), q.turns};
}

row::Workstream to_row(WorkspaceId workspace, const Workstream& s) {
    return {workspace.value,       s.id.value,      s.position,         s.name,
            s.queue.value,         s.capacity_cost, s.offer_timeout_ms, name_of(s.wrap_up_capacity),
            s.wrap_up_capacity_ms, s.allow_busy};
}

row::Widget to_row(WorkspaceId workspace, const Widget& w) {
    return {workspace.value,   w.id.value, w.position, w.key,      w.workstream.value,
            w.title,           w.subtitle, w.colour,   w.language, name_of(w.agent_name),
            to_json(w.domains)};
}

row::QuickReply to_row(WorkspaceId workspace, const QuickReply& r) {
    return {workspace.value, r.id.value, r.position, r.owner.value, r.shortcut, r.language, r.text};
}

row::Login to_row(WorkspaceId workspace, const Login& l) {
    return {workspace.value, l.id.value, l.agent.value,   name_of(l.kind),
            l.token_hash,    l.label,    l.created_at.ms, l.expires_at.ms};
}

row::Customer to_row(WorkspaceId workspace, const Customer& c) {
    return {workspace.value, c.id.value, c.position, c.visitor, c.name, c.created_at.ms};
}

row::Conversation to_row(WorkspaceId workspace, const Conversation& c) {
    return {workspace.value,
            c.id.value,
            c.position,
            c.customer.value,
            c.workstream.value,
            c.queue.value,
            c.widget.value,
            name_of(c.state),
            name_of(c.cause),
            c.created_at.ms,
            c.state_at.ms,
            c.queued_at.ms,
            c.active_at.ms,
            c.closed_at.ms,
            c.session.agent.value,
            c.session.number,
            c.cost,
            c.capacity_until.ms,
            declines_text(c.declines),
            c.last_seq,
            c.last_customer_seq,
            c.last_agent_seq,
            c.customer_read_seq,
            c.agent_read_seq,
            c.last_customer_at.ms,
            c.waits_since.ms,
            c.last_text,
            c.page,
            c.device,
            c.language,
            c.context.empty() ? "" : to_json(c.context)};
}

row::Session to_row(WorkspaceId workspace, ConversationId conversation, const Session& s) {
    return {workspace.value,  conversation.value, s.number,        s.agent.value,
            name_of(s.state), name_of(s.cause),   s.over_capacity, s.assigned_at.ms,
            s.expires_at.ms,  s.accepted_at.ms,   s.closed_at.ms,  name_of(s.closure)};
}

row::Message to_row(WorkspaceId workspace, const Message& m) {
    return {workspace.value, m.conversation.value,
            m.seq,           name_of(m.author),
            m.agent.value,   m.line == SystemLine::none ? "" : name_of(m.line),
            m.text,          m.client_id,
            m.sent_at.ms};
}

Result<Customer> from_row(const row::Customer& row) {
    return Customer{CustomerId(row.id), row.visitor, row.name, Time(row.created_at), row.position};
}

Result<Session> from_row(const row::Session& row) {
    Session session;
    session.number = row.number;
    session.agent = AgentId(row.agent);
    TRY(session.state, value_of<SessionState>(row.state, "session.state", row.conversation));
    TRY(session.cause, value_of<AssignmentCause>(row.cause, "session.cause", row.conversation));
    session.over_capacity = row.over_capacity != 0;
    session.assigned_at = Time(row.assigned_at);
    session.expires_at = Time(row.expires_at);
    session.accepted_at = Time(row.accepted_at);
    session.closed_at = Time(row.closed_at);
    TRY(session.closure,
        value_of<SessionClosure>(row.closure, "session.closure", row.conversation));
    return session;
}

Result<Message> from_row(const row::Message& row) {
    Message message;
    message.conversation = ConversationId(row.conversation);
    message.seq = row.seq;
    TRY(message.author, value_of<AuthorKind>(row.author, "message.author", row.conversation));
    message.agent = AgentId(row.agent);
    if (!row.line.empty()) {
        TRY(message.line, value_of<SystemLine>(row.line, "message.line", row.conversation));
    }
    message.text = row.text;
    message.client_id = row.client_id;
    message.sent_at = Time(row.sent_at);
    return message;
}

Result<Conversation> from_row(const row::Conversation& row) {
    Conversation c;
    c.id = ConversationId(row.id);
    c.customer = CustomerId(row.customer);
    c.workstream = WorkstreamId(row.workstream);
    c.queue = QueueId(row.queue);
    c.widget = WidgetId(row.widget);
    TRY(c.state, value_of<ConversationState>(row.state, "conversation.state", row.id));
    TRY(c.cause, value_of<StateCause>(row.cause, "conversation.cause", row.id));
    c.created_at = Time(row.created_at);
    c.state_at = Time(row.state_at);
    c.queued_at = Time(row.queued_at);
    c.active_at = Time(row.active_at);
    c.closed_at = Time(row.closed_at);
    c.session.agent = AgentId(row.agent);
    c.session.number = row.session;
    c.cost = row.cost;
    c.capacity_until = Time(row.capacity_until);
    if (!row.declines.empty()) {
        using Declines = std::map<std::string, std::int64_t>;
        TRY(auto declines, json_of<Declines>(row.declines, "conversation.declines", row.id));
        for (const auto& [agent, count] : declines)
            c.declines[AgentId(std::stoll(agent))] = count;
    }
    c.last_seq = row.last_seq;
    c.last_customer_seq = row.last_customer_seq;
    c.last_agent_seq = row.last_agent_seq;
    c.customer_read_seq = row.customer_read_seq;
    c.agent_read_seq = row.agent_read_seq;
    c.last_customer_at = Time(row.last_customer_at);
    c.waits_since = Time(row.waits_since);
    c.last_text = row.last_text;
    c.page = row.page;
    c.device = row.device;
    c.language = row.language;
    if (!row.context.empty()) {
        using Context = std::map<std::string, std::string>;
        TRY(c.context, json_of<Context>(row.context, "conversation.context", row.id));
    }
    c.position = row.position;
    return c;
}

Result<Workspace> from_rows(const LoadedWorkspace& loaded, Time now) {
    Workspace w;
    w.id = WorkspaceId(loaded.workspace.id);
    w.name = loaded.workspace.name;
    TRY(w.settings,
        json_of<Settings>(loaded.workspace.settings, "workspace.settings", loaded.workspace.id));
    TRY(w.counters,
        json_of<Counters>(loaded.workspace.counters, "workspace.counters", loaded.workspace.id));
    w.position = loaded.workspace.position;
    for (const auto& row : loaded.agents) {
        TRY(auto agent, from_row(row));
        w.agents.emplace(agent.id, std::move(agent));
    }
    for (const auto& row : loaded.queues) {
        TRY(auto queue, from_row(row));
        w.queues.emplace(queue.id, std::move(queue));
    }
    for (const auto& row : loaded.queue_members) {
        auto queue = w.queues.find(QueueId(row.queue));
        if (queue == w.queues.end())
            return fail(ErrorCode::internal, "unreadable_row",
                        "queue_member of missing queue " + std::to_string(row.queue));
        queue->second.members[AgentId(row.agent)] = row.turn;
    }
    for (const auto& row : loaded.workstreams) {
        TRY(auto workstream, from_row(row));
        w.workstreams.emplace(workstream.id, std::move(workstream));
    }
    for (const auto& row : loaded.widgets) {
        TRY(auto widget, from_row(row));
        w.widgets.emplace(widget.id, std::move(widget));
    }
    for (const auto& row : loaded.quick_replies)
        w.quick_replies.emplace(QuickReplyId(row.id), from_row(row));
    for (const auto& row : loaded.logins) {
        TRY(auto login, from_row(row));
        w.logins.emplace(login.id, std::move(login));
    }
    for (const auto& row : loaded.customers) {
        TRY(auto customer, from_row(row));
        w.customers.emplace(customer.id, std::move(customer));
    }
    for (const auto& row : loaded.conversations) {
        TRY(auto conversation, from_row(row));
        w.conversations.emplace(conversation.id, std::move(conversation));
    }
    for (const auto& row : loaded.sessions) {
        auto conversation = w.conversations.find(ConversationId(row.conversation));
        if (conversation == w.conversations.end() ||
            conversation->second.session.number != row.number)
            continue;
        TRY(conversation->second.session, from_row(row));
    }
    rebuild(w, now);
    return w;
}

SentMessages sent_messages_of(const std::vector<Message>& messages) {
    SentMessages sent;
    sent.complete = true;
    for (const auto& m : messages)
        if (!m.client_id.empty())
            sent.by_client_id[client_id_key(m.author, m.agent, m.client_id)] = {m.seq,
                                                                                fnv1a64(m.text)};
    return sent;
}

} // namespace parley
