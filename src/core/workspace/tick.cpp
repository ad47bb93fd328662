// What is due happens, the earliest first, a bounded number at a time: next_deadline() stays in the
// past while there is more.

#include "base/check.hpp"
#include "base/limits.hpp"
#include "core/agent/presence.hpp"
#include "core/conversation/transitions.hpp"
#include "core/workspace/derived.hpp"

namespace parley {

namespace {

// An offer that ran out while the server was down is taken back, and nobody is to blame.
void offer_runs_out(Deciding& d, const Conversation& c) {
    bool unseen = c.session.expires_at <= d.workspace.loaded_at;
    return_to_queue(d, c, unseen ? SessionClosure::withdrawn : SessionClosure::agent_timeout,
                    StateCause::timed_out);
}

void conversation_is_due(Deciding& d, const Conversation& c) {
    const Workspace& w = d.workspace;
    switch (c.state) {
    case ConversationState::open:
    case ConversationState::active:
        if (customer_gone_at(w, c) <= d.now) {
            customer_leaves(d, c, SystemLine::customer_disconnected, StateCause::customer_gone);
        } else if (c.state == ConversationState::open) {
            add_line(d, c, SystemLine::no_agent_available);
            close_conversation(d, c, SessionClosure::none, StateCause::no_agent);
        } else {
            offer_runs_out(d, c);
        }
        return;
    case ConversationState::wrap_up:
        if (wrap_up_ends_at(w, c) <= d.now) {
            close_conversation(d, c, SessionClosure::conversation_timeout,
                               StateCause::wrap_up_timeout);
        } else {
            d.happen(event::CapacityReleased{c.id});
            follow_capacity(d, c.session.agent);
        }
        return;
    case ConversationState::waiting:
    case ConversationState::closed:
        ENSURE(false);
    }
}

void agent_disconnects(Deciding& d, const Agent& agent) {
    Presence off;
    off.kind = PresenceKind::offline;
    off.cause = PresenceCause::disconnected;
    off.since = d.now;
    off.version = agent.presence.version + 1;
    d.happen(event::AgentDisconnected{agent.id, off});
}

// Not back in time: the agent's customers get somebody else. Wrap-ups keep their own time-out.
void agent_is_gone(Deciding& d, const Agent& agent) {
    std::set<ConversationId> conversations;
    if (auto hot = d.workspace.hot_by_agent.find(agent.id); hot != d.workspace.hot_by_agent.end())
        conversations = hot->second;
    for (ConversationId id : conversations) {
        const Conversation& c = d.workspace.conversations.at(id);
        if (c.state == ConversationState::active)
            return_to_queue(d, c, SessionClosure::agent_disconnected, StateCause::agent_gone,
                            is_accepted(c) ? SystemLine::agent_disconnected : SystemLine::none);
    }
    d.happen(event::AgentReturned{agent.id, agent.presence});
}

} // namespace

Result<void> decide(Deciding& d, const command::Tick&) {
    DO(require_system(d));
    Workspace& w = d.workspace;
    for (std::size_t handled = 0; handled < limits::tick_items_max; ++handled) {
        Time due = next_deadline(w);
        if (due > d.now)
            break;
        if (!w.conversation_deadlines.empty() && w.conversation_deadlines.begin()->first == due) {
            ConversationId id = w.conversation_deadlines.begin()->second;
            conversation_is_due(d, w.conversations.at(id));
            ENSURE(w.conversation_deadlines.empty() ||
                   *w.conversation_deadlines.begin() != std::pair(due, id));
        } else {
            AgentId id = w.agent_deadlines.begin()->second;
            const Agent& agent = w.agents.at(id);
            if (agent.before_disconnect)
                agent_is_gone(d, agent);
            else
                agent_disconnects(d, agent);
            ENSURE(w.agent_deadlines.empty() || *w.agent_deadlines.begin() != std::pair(due, id));
        }
    }
    return {};
}

} // namespace parley
