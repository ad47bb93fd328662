// How each event changes the state, and which derived facts follow from it. Nothing is refused
// here: what cannot be true any more stops the process.

#include "base/check.hpp"
#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "core/workspace/derived.hpp"

#include <algorithm>

namespace parley {

std::uint64_t client_id_key(AuthorKind author, AgentId agent, std::string_view client_id) {
    auto key = fnv1a64(static_cast<std::int64_t>(author), fnv1a64_start);
    return fnv1a64(client_id, fnv1a64(agent.value, key));
}

namespace {

struct Evolver {
    Workspace& w;
    Time now;

    Conversation& conversation(ConversationId id) {
        auto known = w.conversations.find(id);
        ENSURE(known != w.conversations.end());
        return known->second;
    }
    Agent& agent(AgentId id) {
        auto known = w.agents.find(id);
        ENSURE(known != w.agents.end());
        return known->second;
    }

    void enter(Conversation& c, ConversationState state, StateCause cause) {
        c.state = state;
        c.cause = cause;
        c.state_at = now;
        c.active_at = now;
    }

    // The caller refreshes the agent.
    void release_capacity(Conversation& c) {
        if (c.cost == 0)
            return;
        Agent& holder = agent(c.session.agent);
        holder.load -= c.cost;
        holder.capacity_released_at = now;
        c.cost = 0;
        c.capacity_until = {};
    }

    void operator()(const event::CustomerSaved& e) {
        auto [known, is_new] = w.customers.insert_or_assign(e.customer, *e.value);
        if (is_new) {
            w.counters.customers = std::max(w.counters.customers, e.customer.value);
            w.customer_by_visitor[known->second.visitor] = e.customer;
            if (auto node = w.live.visitors.extract(known->second.visitor))
                w.live.customers.insert_or_assign(e.customer, node.mapped());
        }
    }

    void operator()(const event::ConversationStarted& e) {
        auto [made, is_new] = w.conversations.try_emplace(e.conversation);
        ENSURE(is_new);
        Conversation& c = made->second;
        c.id = e.conversation;
        c.customer = e.customer;
        c.workstream = e.workstream;
        c.queue = e.queue;
        c.widget = e.widget;
        c.language = e.language;
        c.device = e.device;
        c.page = *e.page;
        c.context = *e.context;
        c.created_at = now;
        c.queued_at = now;
        enter(c, ConversationState::open, StateCause::started);
        w.counters.conversations = std::max(w.counters.conversations, e.conversation.value);
        w.hot_by_customer[c.customer].push_back(c.id);
        w.sent[c.id].complete = true;
        join_line(w, c);
        refresh_conversation_deadline(w, c);
    }

    void operator()(const event::MessageAdded& e) {
        Conversation& c = conversation(e.conversation);
        ENSURE(e.seq == c.last_seq + 1);
        const Message& message = *e.message;
        c.last_seq = e.seq;
        c.active_at = now;
        if (e.author == AuthorKind::customer) {
            c.last_customer_seq = e.seq;
            c.last_customer_at = now;
            c.customer_read_seq = e.seq;
            if (!c.waits_since)
                c.waits_since = now;
        } else if (e.author == AuthorKind::agent) {
            c.last_agent_seq = e.seq;
            c.agent_read_seq = e.seq;
            c.waits_since = {};
        }
        if (message.line == SystemLine::none)
            c.last_text = first_characters(message.text, limits::preview_characters_max);
        if (!message.client_id.empty())
            w.sent[c.id].by_client_id[client_id_key(e.author, message.agent, message.client_id)] = {
                e.seq, fnv1a64(message.text)};
        if (c.state == ConversationState::open)
            refresh_conversation_deadline(w, c);
    }

    void operator()(const event::SessionOpened& e) {
        Conversation& c = conversation(e.conversation);
        ENSURE(c.state == ConversationState::open);
        leave_line(w, c);
        c.session = e.session;
        c.cost = e.cost;
        enter(c, ConversationState::active,
              e.session.state == SessionState::accepted ? StateCause::accepted
                                                        : StateCause::offered);
        agent(e.session.agent).load += e.cost;
        w.hot_by_agent[e.session.agent].insert(c.id);
        if (e.session.cause == AssignmentCause::automatic) {
            Queue& queue = w.queues.at(c.queue);
            ++queue.turns;
            if (auto member = queue.members.find(e.session.agent); member != queue.members.end())
                member->second = queue.turns;
        }
        refresh_conversation_deadline(w, c);
        refresh_agent(w, e.session.agent, now);
    }

    void operator()(const event::SessionAccepted& e) {
        Conversation& c = conversation(e.conversation);
        ENSURE(c.session.number == e.session && c.session.state == SessionState::offered);
        c.session.state = SessionState::accepted;
        c.session.accepted_at = now;
        enter(c, ConversationState::active, StateCause::accepted);
        refresh_conversation_deadline(w, c);
    }

    void operator()(const event::SessionClosed& e) {
        Conversation& c = conversation(e.conversation);
        ENSURE(c.session.number == e.session && c.session.state != SessionState::closed);
        c.session.state = SessionState::closed;
        c.session.closed_at = now;
        c.session.closure = e.closure;
        release_capacity(c);
        w.hot_by_agent[c.session.agent].erase(c.id);
        if (e.closure == SessionClosure::agent_reject ||
            e.closure == SessionClosure::agent_timeout || e.closure == SessionClosure::agent_closed)
            ++c.declines[c.session.agent];
        refresh_agent(w, c.session.agent, now);
    }

    void operator()(const event::StateChanged& e) {
        Conversation& c = conversation(e.conversation);
        bool was_open = c.state == ConversationState::open;
        if (was_open)
            leave_line(w, c);
        enter(c, e.to, e.cause);
        c.capacity_until = e.capacity_until;
        if (e.release)
            release_capacity(c);
        if (e.to == ConversationState::open)
            join_line(w, c);
        if (e.to == ConversationState::closed)
            c.closed_at = now;
        refresh_conversation_deadline(w, c);
        if (e.to == ConversationState::wrap_up)
            refresh_agent(w, c.session.agent, now);
    }

    void operator()(const event::CapacityReleased& e) {
        Conversation& c = conversation(e.conversation);
        release_capacity(c);
        refresh_conversation_deadline(w, c);
        refresh_agent(w, c.session.agent, now);
    }

    void operator()(const event::ReadMarked& e) {
        Conversation& c = conversation(e.conversation);
        Seq& read = e.reader == AuthorKind::customer ? c.customer_read_seq : c.agent_read_seq;
        read = std::max(read, std::min(e.seq, c.last_seq));
    }

    void operator()(const event::ContextSet& e) {
        conversation(e.conversation).context = *e.context;
    }

    void operator()(const event::PresenceChanged& e) {
        agent(e.agent).presence = e.presence;
        refresh_agent(w, e.agent, now);
    }

    void operator()(const event::AgentDisconnected& e) {
        Agent& a = agent(e.agent);
        a.before_disconnect = a.presence;
        a.disconnected_at = now;
        a.presence = e.presence;
        refresh_agent(w, e.agent, now);
    }

    void operator()(const event::AgentReturned& e) {
        Agent& a = agent(e.agent);
        a.before_disconnect.reset();
        a.disconnected_at = {};
        a.presence = e.presence;
        refresh_agent(w, e.agent, now);
    }

    void operator()(const event::AgentSaved& e) {
        auto [known, is_new] = w.agents.try_emplace(e.agent);
        Agent& a = known->second;
        const Agent& saved = *e.value;
        if (!is_new)
            w.agent_by_email.erase(a.email);
        a.id = e.agent;
        a.email = saved.email;
        a.name = saved.name;
        a.nickname = saved.nickname;
        a.role = saved.role;
        a.language = saved.language;
        a.capacity = saved.capacity;
        a.default_presence = saved.default_presence;
        a.password_hash = saved.password_hash;
        a.disabled = saved.disabled;
        w.agent_by_email[a.email] = a.id;
        w.counters.agents = std::max(w.counters.agents, e.agent.value);
        refresh_agent(w, a.id, now);
    }

    void operator()(const event::QueueSaved& e) {
        auto [known, is_new] = w.queues.try_emplace(e.queue);
        Queue& queue = known->second;
        const Queue& saved = *e.value;
        w.routing.set_queue(e.queue, saved.priority, saved.method);
        for (const auto& [member, turn] : queue.members)
            if (!saved.members.contains(member)) {
                w.queues_of_agent[member].erase(e.queue);
                w.routing.remove_candidate(e.queue, member);
            }
        Position position = queue.position;
        queue = saved;
        queue.id = e.queue;
        queue.position = position;
        for (const auto& [member, turn] : queue.members)
            w.queues_of_agent[member].insert(e.queue);
        w.counters.queues = std::max(w.counters.queues, e.queue.value);
        refresh_candidates(w, e.queue, now);
    }

    // What a conversation costs may change while it waits; what it took of an agent stays.
    void operator()(const event::WorkstreamSaved& e) {
        auto [known, is_new] = w.workstreams.try_emplace(e.workstream);
        Workstream& workstream = known->second;
        bool other_class = !is_new && (workstream.capacity_cost != e.value->capacity_cost ||
                                       workstream.allow_busy != e.value->allow_busy);
        std::vector<const Conversation*> waiting;
        if (other_class)
            for (const auto& [id, c] : w.conversations)
                if (c.workstream == e.workstream && c.state == ConversationState::open)
                    waiting.push_back(&c);
        for (const Conversation* c : waiting)
            leave_line(w, *c);
        Position position = workstream.position;
        workstream = *e.value;
        workstream.id = e.workstream;
        workstream.position = position;
        for (const Conversation* c : waiting)
            join_line(w, *c);
        w.counters.workstreams = std::max(w.counters.workstreams, e.workstream.value);
    }

    void operator()(const event::WidgetSaved& e) {
        auto [known, is_new] = w.widgets.try_emplace(e.widget);
        Widget& widget = known->second;
        if (!is_new)
            w.widget_by_key.erase(widget.key);
        Position position = widget.position;
        widget = *e.value;
        widget.id = e.widget;
        widget.position = position;
        w.widget_by_key[widget.key] = widget.id;
        w.counters.widgets = std::max(w.counters.widgets, e.widget.value);
    }

    void operator()(const event::QuickReplySaved& e) {
        QuickReply& reply = w.quick_replies[e.quick_reply];
        Position position = reply.position;
        reply = *e.value;
        reply.id = e.quick_reply;
        reply.position = position;
        w.counters.quick_replies = std::max(w.counters.quick_replies, e.quick_reply.value);
    }

    void operator()(const event::QuickReplyDeleted& e) { w.quick_replies.erase(e.quick_reply); }

    void operator()(const event::SettingsChanged& e) {
        w.settings = e.settings;
        refresh_everything(w, now);
    }

    void operator()(const event::LoginOpened& e) {
        w.logins[e.login] = *e.value;
        w.counters.logins = std::max(w.counters.logins, e.login.value);
    }

    void operator()(const event::LoginClosed& e) { w.logins.erase(e.login); }
};

} // namespace

void evolve(Workspace& workspace, const Event& event, Time now) {
    std::visit(Evolver{workspace, now}, event);
}

} // namespace parley
