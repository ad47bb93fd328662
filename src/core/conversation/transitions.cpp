#include "core/conversation/transitions.hpp"

#include "core/agent/presence.hpp"

namespace parley {

bool is_accepted(const Conversation& c) {
    return c.state == ConversationState::active && c.session.state == SessionState::accepted;
}

void add_line(Deciding& d, const Conversation& c, SystemLine line, AgentId about) {
    Message message;
    message.conversation = c.id;
    message.seq = c.last_seq + 1;
    message.author = AuthorKind::system;
    message.line = line;
    message.agent = about;
    message.sent_at = d.now;
    if (about) {
        auto widget = d.workspace.widgets.find(c.widget);
        AgentNameMode mode =
            widget == d.workspace.widgets.end() ? AgentNameMode::first : widget->second.agent_name;
        message.text = display_name(d.workspace.agents.at(about), mode);
    }
    Seq seq = message.seq;
    d.happen(event::MessageAdded{c.id, seq, AuthorKind::system, std::move(message)});
}

void offer(Deciding& d, const Conversation& c, AgentId agent) {
    const Workstream& workstream = d.workspace.workstreams.at(c.workstream);
    Session session;
    session.number = c.session.number + 1;
    session.agent = agent;
    session.state = SessionState::offered;
    session.cause = AssignmentCause::automatic;
    session.assigned_at = d.now;
    session.expires_at = d.now + Millis(workstream.offer_timeout_ms);
    d.happen(event::SessionOpened{c.id, session, workstream.capacity_cost});
}

void return_to_queue(Deciding& d, const Conversation& c, SessionClosure closure, StateCause cause,
                     SystemLine line) {
    AgentId agent = c.session.agent;
    bool was_accepted = is_accepted(c);
    if (line != SystemLine::none)
        add_line(d, c, line, agent);
    d.happen(event::SessionClosed{c.id, c.session.number, closure});
    d.happen(event::StateChanged{c.id, ConversationState::open, cause, {}, false});
    if (was_accepted)
        follow_capacity(d, agent);
}

void begin_wrap_up(Deciding& d, const Conversation& c, StateCause cause) {
    const Workstream& workstream = d.workspace.workstreams.at(c.workstream);
    event::StateChanged changed{c.id, ConversationState::wrap_up, cause, {}, false};
    switch (workstream.wrap_up_capacity) {
    case WrapUpCapacity::always:
        break;
    case WrapUpCapacity::custom:
        changed.capacity_until = d.now + Millis(workstream.wrap_up_capacity_ms);
        break;
    case WrapUpCapacity::none:
        changed.release = true;
        break;
    }
    d.happen(changed);
    if (changed.release)
        follow_capacity(d, c.session.agent);
}

void close_conversation(Deciding& d, const Conversation& c, SessionClosure closure,
                        StateCause cause) {
    bool has_session = c.session.number > 0 && c.session.state != SessionState::closed;
    bool was_accepted = has_session && c.session.state == SessionState::accepted;
    if (has_session)
        d.happen(event::SessionClosed{c.id, c.session.number, closure});
    d.happen(event::StateChanged{c.id, ConversationState::closed, cause, {}, false});
    if (was_accepted)
        follow_capacity(d, c.session.agent);
}

void customer_leaves(Deciding& d, const Conversation& c, SystemLine line, StateCause cause) {
    add_line(d, c, line);
    if (is_accepted(c))
        begin_wrap_up(d, c, cause);
    else
        close_conversation(d, c, SessionClosure::withdrawn, cause);
}

void agent_signs_off(Deciding& d, const Conversation& c) {
    if (c.state == ConversationState::wrap_up)
        close_conversation(d, c, SessionClosure::agent_signed_out, StateCause::agent_signed_out);
    else
        return_to_queue(d, c, SessionClosure::agent_signed_out, StateCause::agent_signed_out,
                        is_accepted(c) ? SystemLine::agent_left : SystemLine::none);
}

} // namespace parley
