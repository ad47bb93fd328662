#include "core/agent/presence.hpp"
#include "core/conversation/transitions.hpp"

namespace parley {

namespace {

Failure not_your_session() { return fail(ErrorCode::failed_precondition, "not_your_session"); }

// How the session of a wrap-up ends: as its conversation did.
SessionClosure closure_of_wrap_up(StateCause cause) {
    switch (cause) {
    case StateCause::ended_by_customer:
        return SessionClosure::customer_end_conversation;
    case StateCause::customer_gone:
        return SessionClosure::customer_disconnect;
    default:
        return SessionClosure::agent_end_conversation;
    }
}

} // namespace

Result<void> decide(Deciding& d, const command::EndConversation& command) {
    TRY(Conversation * c, unclosed_conversation(d, command.conversation));
    if (d.actor.kind == ActorKind::customer) {
        if (c->state == ConversationState::wrap_up)
            return conversation_closed(c->id);
        customer_leaves(d, *c, SystemLine::customer_ended, StateCause::ended_by_customer);
    } else {
        bool is_mine =
            c->session.agent == d.actor.agent && c->session.state == SessionState::accepted;
        if (!is_mine)
            return not_your_session();
        if (c->state == ConversationState::wrap_up)
            return conversation_closed(c->id);
        add_line(d, *c, SystemLine::agent_ended, d.actor.agent);
        begin_wrap_up(d, *c, StateCause::ended_by_agent);
        touch_agent(d, d.actor.agent);
    }
    d.receipt.conversation = c->id;
    return {};
}

Result<void> decide(Deciding& d, const command::LeaveConversation& command) {
    DO(acting_agent(d));
    TRY(Conversation * c, unclosed_conversation(d, command.conversation));
    if (c->session.agent != d.actor.agent || c->session.state != SessionState::accepted)
        return not_your_session();
    if (c->state == ConversationState::wrap_up)
        close_conversation(d, *c, closure_of_wrap_up(c->cause), StateCause::wrapped_up);
    else
        return_to_queue(d, *c, SessionClosure::agent_closed, StateCause::agent_left,
                        SystemLine::agent_left);
    touch_agent(d, d.actor.agent);
    d.receipt.conversation = c->id;
    return {};
}

} // namespace parley
