#include "app/feed/build_views.hpp"
#include "app/operations/handlers.hpp"
#include "base/json.hpp"

// What has been set up, whole: there are thousands of a kind at most, and all of them are in
// memory.

namespace parley::op {

namespace {

// Answers with a reply made from the state.
template <class Request, class Reply, Reply (*make)(const Workspace&, const Actor&)>
void handle_list(Service& service, CallContext context, const boost::json::value& arguments) {
    if (auto request = read_json<Request>(arguments); !request)
        return service.refuse(context, request.error());
    detail::on_switchboard(service, context, {}, [context](Switchboard& switchboard, Time) {
        switchboard.reply(context.to, to_json(make(switchboard.state(), context.who->actor)));
    });
}

list_queues::Reply queues(const Workspace& state, const Actor&) {
    list_queues::Reply reply;
    for (const auto& [id, queue] : state.queues) {
        list_queues::Item item{id, queue.name, queue.priority, queue.method, {}, 0};
        for (const auto& [member, turn] : queue.members)
            item.members.push_back(member);
        item.waiting = static_cast<std::int64_t>(state.routing.waiting(id));
        reply.queues.push_back(std::move(item));
    }
    return reply;
}

list_workstreams::Reply workstreams(const Workspace& state, const Actor&) {
    list_workstreams::Reply reply;
    for (const auto& [id, w] : state.workstreams)
        reply.workstreams.push_back({id, w.name, w.queue, w.capacity_cost, w.offer_timeout_ms,
                                     w.wrap_up_capacity, w.wrap_up_capacity_ms, w.allow_busy});
    return reply;
}

list_widgets::Reply widgets(const Workspace& state, const Actor&) {
    list_widgets::Reply reply;
    for (const auto& [id, w] : state.widgets)
        reply.widgets.push_back({id, w.key, w.workstream, w.title, w.subtitle, w.colour, w.language,
                                 w.agent_name, w.domains});
    return reply;
}

list_quick_replies::Reply quick_replies(const Workspace& state, const Actor& actor) {
    list_quick_replies::Reply reply;
    for (const auto& [id, quick_reply] : state.quick_replies)
        if (!quick_reply.owner || quick_reply.owner == actor.agent)
            reply.quick_replies.push_back(build::quick_reply(quick_reply));
    return reply;
}

constexpr Named handlers[] = {
    {"list_queues", handle_list<list_queues::Request, list_queues::Reply, queues>},
    {"list_workstreams",
     handle_list<list_workstreams::Request, list_workstreams::Reply, workstreams>},
    {"list_widgets", handle_list<list_widgets::Request, list_widgets::Reply, widgets>},
    {"list_quick_replies",
     handle_list<list_quick_replies::Request, list_quick_replies::Reply, quick_replies>},
};

} // namespace

const std::span<const Named> setup_list_handlers{handlers};

} // namespace parley::op
