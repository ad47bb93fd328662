#include "core/agent/presence.hpp"
#include "core/conversation/transitions.hpp"
#include "core/workspace/derived.hpp"

namespace parley {

namespace {

// The conversation, if it is offered to this agent and still may be answered.
Result<Conversation*> offered_conversation(Deciding& d, ConversationId id) {
    DO(acting_agent(d));
    TRY(Conversation * c, visible_conversation(d, id));
    bool is_mine = c && c->session.agent == d.actor.agent;
#ifdef PARLEY_PLANT_DOUBLE_ASSIGNMENT
    is_mine = c && c->session.state == SessionState::offered; // for the simulator to find
#endif
    if (is_mine && c->session.state == SessionState::accepted)
        return fail(ErrorCode::conflict, "already_accepted");
    if (!is_mine || c->session.state != SessionState::offered || d.now >= c->session.expires_at)
        return fail(ErrorCode::conflict, "offer_gone");
    return c;
}

} // namespace

Result<void> decide(Deciding& d, const command::AcceptOffer& command) {
    TRY(Conversation * c, offered_conversation(d, command.conversation));
    touch_agent(d, d.actor.agent);
    d.happen(event::SessionAccepted{c->id, c->session.number});
    add_line(d, *c, SystemLine::agent_joined, d.actor.agent);
    follow_capacity(d, d.actor.agent);
    d.receipt.conversation = c->id;
    return {};
}

Result<void> decide(Deciding& d, const command::RejectOffer& command) {
    TRY(Conversation * c, offered_conversation(d, command.conversation));
    touch_agent(d, d.actor.agent);
    return_to_queue(d, *c, SessionClosure::agent_reject, StateCause::rejected);
    d.receipt.conversation = c->id;
    return {};
}

Result<void> decide(Deciding& d, const command::PickConversation& command) {
    TRY(Agent * agent, acting_agent(d));
    TRY(Conversation * c, visible_conversation(d, command.conversation));
    if (!c || c->state != ConversationState::open)
        return fail(ErrorCode::conflict, "not_open");
    if (agent->role == Role::agent && !d.workspace.queues.at(c->queue).members.contains(agent->id))
        return fail(ErrorCode::not_found, "conversation_not_found");
    if (sessions_open(d.workspace, agent->id) >=
        static_cast<std::size_t>(d.workspace.settings.sessions_open_max))
        return fail(ErrorCode::failed_precondition, "sessions_open_max");

    touch_agent(d, agent->id);
    std::int64_t cost = d.workspace.workstreams.at(c->workstream).capacity_cost;
    Session session;
    session.number = c->session.number + 1;
    session.agent = agent->id;
    session.state = SessionState::accepted;
    session.cause = AssignmentCause::pick;
    session.over_capacity = agent->load + cost > agent->capacity;
    session.assigned_at = d.now;
    session.accepted_at = d.now;
    d.happen(event::SessionOpened{c->id, session, cost});
    add_line(d, *c, SystemLine::agent_joined, agent->id);
    follow_capacity(d, agent->id);
    d.receipt.conversation = c->id;
    return {};
}

} // namespace parley
