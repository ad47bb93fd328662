#include "app/operations/arguments.hpp"
#include "app/operations/handlers.hpp"

// What belongs to one WebSocket: following. (authenticate is the connection's own,
// edge/socket.cpp.)

namespace parley::op {

namespace {

using detail::on_switchboard;

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

void handle_follow(Service& service, CallContext context, const boost::json::value& arguments) {
    auto request = read_json<follow::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    std::map<ConversationId, Seq> held;
    if (request->messages)
        for (const auto& [text, seq] : *request->messages) {
            std::int64_t id = 0;
            auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
            if (failed != std::errc() || end != text.data() + text.size())
                return service.refuse(
                    context, bad_field("messages", "a key is not a conversation id").value());
            held[ConversationId(id)] = seq;
        }
    on_switchboard(
        service, context, {}, [context, request = *request, held](Switchboard& first, Time now) {
            first.query(
                own_conversations(first.state(), *context.socket),
                [context, request, held](Switchboard& switchboard, Time) {
                    const auto& state = switchboard.state();
                    bool resumed = request.history_id == switchboard.history_id() &&
                                   request.position && *request.position <= state.position;
                    switchboard.reply(context.to, to_json(follow::Reply{switchboard.history_id(),
                                                                        state.position, resumed}));
                    switchboard.hub().follow({context.socket, resumed,
                                              resumed ? held : std::map<ConversationId, Seq>()});
                },
                now, context.to);
        });
}

void handle_follow_conversation(Service& service, CallContext context,
                                const boost::json::value& arguments) {
    auto request = read_json<follow_conversation::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    on_switchboard(service, context, {request->conversation},
                   [context, request = *request](Switchboard& switchboard, Time) {
                       const auto& state = switchboard.state();
                       auto c = state.conversations.find(request.conversation);
                       const auto& who = context.socket;
                       if (c == state.conversations.end() ||
                           !may_view(state, state.agents.at(who->actor.agent), c->second))
                           return switchboard.reply(
                               context.to, fail(ErrorCode::not_found, "conversation_not_found"));
                       if (who->opened.size() >= limits::opened_conversations_max &&
                           !who->opened.contains(c->first))
                           return switchboard.reply(context.to, fail(ErrorCode::resource_exhausted,
                                                                     "too_many_followed"));
                       switchboard.reply(context.to, to_json(Done{state.position}));
                       switchboard.hub().open(state, switchboard.batch(), who, c->first,
                                              request.after_seq.value_or(0));
                   });
}

void handle_unfollow_conversation(Service& service, CallContext context,
                                  const boost::json::value& arguments) {
    auto request = read_json<unfollow_conversation::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    on_switchboard(service, context, {},
                   [context, request = *request](Switchboard& switchboard, Time) {
                       switchboard.hub().unopen(switchboard.state(), switchboard.batch(),
                                                context.socket, request.conversation);
                       switchboard.reply(context.to, to_json(Done{switchboard.state().position}));
                   });
}

void handle_follow_list(Service& service, CallContext context,
                        const boost::json::value& arguments) {
    auto request = read_json<follow_list::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (request->list && *request->list != ConversationList::open)
        return service.refuse(context, bad_field("list", "only open can be followed").value());
    on_switchboard(service, context, {},
                   [context, on = request->list.has_value()](Switchboard& switchboard, Time) {
                       switchboard.hub().follow_open_list(switchboard.state(), switchboard.batch(),
                                                          context.socket, on);
                       switchboard.reply(context.to, to_json(Done{switchboard.state().position}));
                   });
}

constexpr Named handlers[] = {
    {"follow", handle_follow},
    {"follow_conversation", handle_follow_conversation},
    {"unfollow_conversation", handle_unfollow_conversation},
    {"follow_list", handle_follow_list},
};

} // namespace

const std::span<const Named> feed_handlers{handlers};

} // namespace parley::op
