#include "app/feed/build_views.hpp"

#include "base/text.hpp"

namespace parley::build {

namespace {

std::optional<Time> if_set(Time time) { return time ? std::optional(time) : std::nullopt; }

view::Message without_names(const Message& message) {
    view::Message view;
    view.conversation = message.conversation;
    view.seq = message.seq;
    view.author = message.author;
    if (message.line != SystemLine::none)
        view.line = message.line;
    view.text = message.text;
    view.sent_at = message.sent_at;
    return view;
}

} // namespace

view::Me me(const Workspace& workspace, const Agent& agent) {
    view::Me me{agent.id,
                agent.email,
                agent.name,
                agent.role,
                agent.language,
                agent.capacity,
                agent.load,
                agent.presence,
                {},
                workspace.settings.sessions_open_max,
                workspace.settings.agent_gone_ms};
    for (const auto& [id, queue] : workspace.queues)
        if (queue.members.contains(agent.id))
            me.queues.push_back(id);
    return me;
}

view::QuickReply quick_reply(const QuickReply& reply) {
    return {reply.id, reply.owner ? std::optional(reply.owner) : std::nullopt, reply.shortcut,
            reply.language, reply.text};
}

view::Conversation conversation(const Workspace& workspace, const Conversation& c) {
    view::Conversation view;
    view.id = c.id;
    view.state = c.state;
    view.cause = c.cause;
    view.customer = c.customer;
    if (auto customer = workspace.customers.find(c.customer); customer != workspace.customers.end())
        view.customer_name = customer->second.name;
    view.customer_connected = is_connected(workspace, c.customer);
    view.queue = c.queue;
    if (auto queue = workspace.queues.find(c.queue); queue != workspace.queues.end())
        view.queue_name = queue->second.name;
    if (c.session.number != 0 && c.state != ConversationState::open) {
        view.agent = c.session.agent;
        if (auto agent = workspace.agents.find(c.session.agent); agent != workspace.agents.end())
            view.agent_name = agent->second.name;
        view.session = c.session.number;
        view.session_state = c.session.state;
        view.accepted_at = if_set(c.session.accepted_at);
        if (c.session.closure != SessionClosure::none)
            view.closure = c.session.closure;
    }
    view.created_at = c.created_at;
    view.state_at = c.state_at;
    view.queued_at = c.queued_at;
    view.closed_at = if_set(c.closed_at);
    if (c.state == ConversationState::wrap_up)
        view.wrap_up_until = c.state_at + Millis(workspace.settings.wrap_up_timeout_ms);
    view.last_seq = c.last_seq;
    view.last_customer_seq = c.last_customer_seq;
    view.agent_read_seq = c.agent_read_seq;
    view.customer_read_seq = c.customer_read_seq;
    view.waits_since = if_set(c.waits_since);
    view.last_text = c.last_text;
    view.page = c.page;
    view.device = c.device;
    view.language = c.language;
    view.context = c.context;
    return view;
}

view::Offer offer(const Conversation& c) {
    return {c.id, c.session.number, c.session.assigned_at, c.session.expires_at, c.queued_at};
}

view::CustomerConversation customer_conversation(const Workspace& workspace, const Conversation& c,
                                                 Availability availability) {
    view::CustomerConversation view;
    view.id = c.id;
    view.state = c.state;
    view.cause = c.cause;
    if (c.session.number != 0 && c.session.accepted_at && c.state != ConversationState::open)
        if (auto agent = workspace.agents.find(c.session.agent); agent != workspace.agents.end())
            view.agent_name = display_name(agent->second, name_mode(workspace, c));
    view.availability = availability;
    view.last_seq = c.last_seq;
    view.agent_read_seq = c.agent_read_seq;
    view.customer_read_seq = c.customer_read_seq;
    view.created_at = c.created_at;
    return view;
}

view::Message message_for_agents(const Workspace& workspace, const Message& message) {
    auto view = without_names(message);
    if (message.agent) {
        view.agent = message.agent;
        if (auto agent = workspace.agents.find(message.agent); agent != workspace.agents.end())
            view.name = agent->second.name;
    }
    if (message.author == AuthorKind::agent && !message.client_id.empty())
        view.client_id = message.client_id;
    return view;
}

view::Message message_for_customer(const Workspace& workspace, AgentNameMode mode,
                                   const Message& message) {
    auto view = without_names(message);
    if (message.author == AuthorKind::agent)
        if (auto agent = workspace.agents.find(message.agent); agent != workspace.agents.end())
            view.name = display_name(agent->second, mode);
    if (message.author == AuthorKind::customer && !message.client_id.empty())
        view.client_id = message.client_id;
    return view;
}

AgentNameMode name_mode(const Workspace& workspace, const Conversation& c) {
    auto widget = workspace.widgets.find(c.widget);
    return widget == workspace.widgets.end() ? AgentNameMode::first : widget->second.agent_name;
}

bool is_connected(const Workspace& workspace, CustomerId customer) {
    auto there = workspace.live.customers.find(customer);
    return there != workspace.live.customers.end() && there->second.connections > 0;
}

bool is_connected(const Workspace& workspace, AgentId agent) {
    auto there = workspace.live.agents.find(agent);
    return there != workspace.live.agents.end() && there->second.connections > 0;
}

} // namespace parley::build
