#include "core/agent/presence.hpp"
#include "core/conversation/transitions.hpp"
#include "core/workspace/validity.hpp"

#include <algorithm>

namespace parley {

Result<void> decide(Deciding& d, const command::MarkRead& command) {
    TRY(Conversation * c, unclosed_conversation(d, command.conversation));
    bool is_agent = d.actor.kind == ActorKind::agent;
    bool is_its_agent =
        c->session.state == SessionState::accepted && c->session.agent == d.actor.agent;
    if (is_agent && !is_its_agent)
        return fail(ErrorCode::failed_precondition, "not_your_session");
    d.receipt.conversation = c->id;
    Seq seq = std::min(command.seq, c->last_seq);
    if (seq <= (is_agent ? c->agent_read_seq : c->customer_read_seq))
        return {};
    d.happen(event::ReadMarked{c->id, is_agent ? AuthorKind::agent : AuthorKind::customer, seq});
    if (is_agent)
        touch_agent(d, d.actor.agent);
    return {};
}

Result<void> decide(Deciding& d, const command::SetContext& command) {
    if (d.actor.kind == ActorKind::agent)
        return fail(ErrorCode::permission_denied, "role_required", "customers only");
    DO(check_context(command.context));
    TRY(Conversation * c, unclosed_conversation(d, command.conversation));
    if (c->state == ConversationState::wrap_up)
        return conversation_closed(c->id);
    auto merged = c->context;
    for (const auto& [key, value] : command.context) {
        if (value.empty())
            merged.erase(key);
        else
            merged[key] = value;
    }
    DO(check_context(merged));
    d.receipt.conversation = c->id;
    if (merged != c->context)
        d.happen(event::ContextSet{c->id, std::move(merged)});
    return {};
}

} // namespace parley
