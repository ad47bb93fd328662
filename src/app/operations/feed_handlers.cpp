#include "app/operations/arguments.hpp"
#include "app/operations/following.hpp"
#include "app/operations/handlers.hpp"

// What belongs to one WebSocket: following. (authenticate is the connection's own,
// edge/socket.cpp.)

namespace parley::op {

namespace {

using detail::on_switchboard;

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
    on_switchboard(service, context, {},
                   [context, request = *request, held](Switchboard& switchboard, Time now) {
                       begin_follow(switchboard, context.socket, request, held, context.to, now);
                   });
}

void handle_follow_conversation(Service& service, CallContext context,
                                const boost::json::value& arguments) {
    auto request = read_json<follow_conversation::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    on_switchboard(service, context, {request->conversation},
                   [context, request = *request](Switchboard& switchboard, Time) {
                       begin_follow_conversation(switchboard, context.socket, request, context.to);
                   });
}

void handle_unfollow_conversation(Service& service, CallContext context,
                                  const boost::json::value& arguments) {
    auto request = read_json<unfollow_conversation::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    on_switchboard(service, context, {},
                   [context, id = request->conversation](Switchboard& switchboard, Time) {
                       end_follow_conversation(switchboard, context.socket, id, context.to);
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
                       follow_open_list(switchboard, context.socket, on, context.to);
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
