#include "app/operations/following.hpp"

#include "base/json.hpp"
#include "base/limits.hpp"

namespace parley::op {

namespace {

std::vector<ConversationId> own_conversations(const Workspace& state, const Subscriber& who) {
    std::vector<ConversationId> own(who.opened.begin(), who.opened.end());
    if (who.actor.kind == ActorKind::agent) {
        if (auto hot = state.hot_by_agent.find(who.actor.agent); hot != state.hot_by_agent.end())
            own.insert(own.end(), hot->second.begin(), hot->second.end());
    } else if (auto customer = state.customer_by_visitor.find(who.actor.visitor);
               customer != state.customer_by_visitor.end()) {
        if (auto hot = state.hot_by_customer.find(customer->second);
            hot != state.hot_by_customer.end())
            own.insert(own.end(), hot->second.begin(), hot->second.end());
    }
    return own;
}

} // namespace

void begin_follow(Switchboard& first, const FollowerRef& who, const follow::Request& request,
                  const std::map<ConversationId, Seq>& held, const ReplyTo& to, Time now) {
    first.query(
        own_conversations(first.state(), *who),
        [who, request, held, to](Switchboard& switchboard, Time) {
            const auto& state = switchboard.state();
            bool resumed = request.history_id == switchboard.history_id() && request.position &&
                           *request.position <= state.position;
            switchboard.reply(
                to, to_json(follow::Reply{switchboard.history_id(), state.position, resumed}));
            switchboard.hub().follow(
                {who, resumed, resumed ? held : std::map<ConversationId, Seq>()});
        },
        now, to);
}

void begin_follow_conversation(Switchboard& switchboard, const FollowerRef& who,
                               const follow_conversation::Request& request, const ReplyTo& to) {
    const auto& state = switchboard.state();
    auto c = state.conversations.find(request.conversation);
    if (c == state.conversations.end() ||
        !may_view(state, state.agents.at(who->actor.agent), c->second))
        return switchboard.reply(to, fail(ErrorCode::not_found, "conversation_not_found"));
    if (who->opened.size() >= limits::opened_conversations_max && !who->opened.contains(c->first))
        return switchboard.reply(to, fail(ErrorCode::resource_exhausted, "too_many_followed"));
    switchboard.reply(to, to_json(Done{state.position}));
    switchboard.hub().open(state, switchboard.batch(), who, c->first,
                           request.after_seq.value_or(0));
}

void end_follow_conversation(Switchboard& switchboard, const FollowerRef& who, ConversationId id,
                             const ReplyTo& to) {
    switchboard.hub().unopen(switchboard.state(), switchboard.batch(), who, id);
    switchboard.reply(to, to_json(Done{switchboard.state().position}));
}

void follow_open_list(Switchboard& switchboard, const FollowerRef& who, bool on,
                      const ReplyTo& to) {
    switchboard.hub().follow_open_list(switchboard.state(), switchboard.batch(), who, on);
    switchboard.reply(to, to_json(Done{switchboard.state().position}));
}

} // namespace parley::op
