// Who may ask for what. What is another's is not there for the asker (not_found); only roles are
// refused openly.

#include "core/workspace/deciding.hpp"

#include <string>

namespace parley {

namespace {

Failure role_required(std::string detail) {
    return fail(ErrorCode::permission_denied, "role_required", std::move(detail));
}

Failure conversation_not_found(ConversationId id) {
    return fail(ErrorCode::not_found, "conversation_not_found",
                "conversation " + std::to_string(id.value));
}

} // namespace

Result<Agent*> acting_agent(const Deciding& d) {
    if (d.actor.kind == ActorKind::anonymous)
        return fail(ErrorCode::unauthenticated, "not_signed_in");
    if (d.actor.kind != ActorKind::agent)
        return role_required("agents only");
    auto agent = d.workspace.agents.find(d.actor.agent);
    if (agent == d.workspace.agents.end())
        return fail(ErrorCode::unauthenticated, "not_signed_in");
    if (agent->second.disabled)
        return fail(ErrorCode::unauthenticated, "agent_disabled");
    if (d.actor.login) {
        auto login = d.workspace.logins.find(d.actor.login);
        if (login == d.workspace.logins.end() || login->second.agent != d.actor.agent ||
            (login->second.expires_at && login->second.expires_at <= d.now))
            return fail(ErrorCode::unauthenticated, "login_closed");
    }
    return &agent->second;
}

Result<void> require_administrator(const Deciding& d) {
    if (d.actor.kind == ActorKind::system)
        return {};
    TRY(Agent * agent, acting_agent(d));
    if (agent->role != Role::administrator)
        return role_required("administrators only");
    return {};
}

Result<void> require_system(const Deciding& d) {
    if (d.actor.kind != ActorKind::system)
        return role_required("the system only");
    return {};
}

Result<CustomerId> acting_customer(Deciding& d) {
    if (d.actor.kind == ActorKind::anonymous)
        return fail(ErrorCode::unauthenticated, "not_signed_in");
    if (d.actor.kind != ActorKind::customer)
        return role_required("customers only");
    auto known = d.workspace.customer_by_visitor.find(d.actor.visitor);
    if (known != d.workspace.customer_by_visitor.end())
        return known->second;
    if (d.hydrated.absent_visitors.contains(d.actor.visitor))
        return CustomerId();
    return d.need(NeedCustomer{d.actor.visitor});
}

bool may_view(const Workspace& w, const Agent& agent, const Conversation& c) {
    if (agent.role != Role::agent || c.session.agent == agent.id)
        return true;
    auto queue = w.queues.find(c.queue);
    return queue != w.queues.end() && queue->second.members.contains(agent.id);
}

Result<Conversation*> visible_conversation(Deciding& d, ConversationId id) {
    CustomerId customer;
    const Agent* agent = nullptr;
    if (d.actor.kind == ActorKind::agent) {
        TRY(agent, acting_agent(d));
    } else {
        TRY(customer, acting_customer(d));
        if (!customer)
            return conversation_not_found(id);
    }
    auto known = d.workspace.conversations.find(id);
    if (known != d.workspace.conversations.end()) {
        Conversation& c = known->second;
        if (agent ? may_view(d.workspace, *agent, c) : c.customer == customer)
            return &c;
        return conversation_not_found(id);
    }
    if (id.value <= 0 || id.value > d.workspace.counters.conversations)
        return conversation_not_found(id); // never given
    auto cold = d.hydrated.cold_conversations.find(id);
    if (cold == d.hydrated.cold_conversations.end())
        return d.need(NeedConversation{id});
    if (!cold->second || (!agent && *cold->second != customer))
        return conversation_not_found(id);
    return nullptr;
}

Failure conversation_closed(ConversationId id) {
    return fail(ErrorCode::failed_precondition, "conversation_closed",
                "conversation " + std::to_string(id.value));
}

Result<Conversation*> unclosed_conversation(Deciding& d, ConversationId id) {
    TRY(Conversation * c, visible_conversation(d, id));
    if (!c || c->state == ConversationState::closed)
        return conversation_closed(id);
    return c;
}

} // namespace parley
