#include "app/operations/handlers.hpp"

#include "base/json.hpp"

namespace parley::op {

Handler find_handler(std::string_view name) {
    static const auto by_name = [] {
        std::unordered_map<std::string_view, Handler> handlers;
        for (auto table : {sign_in_handlers, password_handlers, conversation_handlers,
                           list_handlers, setup_handlers, setup_list_handlers, feed_handlers})
            for (const auto& named : table)
                handlers.emplace(named.name, named.handler);
        return handlers;
    }();
    auto it = by_name.find(name);
    return it == by_name.end() ? nullptr : it->second;
}

namespace detail {

Result<void> authorise(const Entry& entry, const Workspace& workspace, const Actor& actor) {
    const auto& may = entry.may;
    switch (actor.kind) {
    case ActorKind::system:
        return {};
    case ActorKind::anonymous:
        if (may.anonymous)
            return {};
        return fail(ErrorCode::unauthenticated, "not_signed_in");
    case ActorKind::customer:
        if (may.customer)
            return {};
        return fail(ErrorCode::permission_denied, "role_required");
    case ActorKind::agent: {
        auto agent = workspace.agents.find(actor.agent);
        if (agent == workspace.agents.end() || agent->second.disabled)
            return fail(ErrorCode::unauthenticated, "agent_disabled");
        auto role = agent->second.role;
        if ((role == Role::agent && may.agent) || (role == Role::supervisor && may.supervisor) ||
            (role == Role::administrator && may.administrator))
            return {};
        return fail(ErrorCode::permission_denied, "role_required");
    }
    }
    return fail(ErrorCode::internal, "unknown_actor");
}

void on_switchboard(Service& service, const CallContext& context, std::vector<ConversationId> tails,
                    std::function<void(Switchboard&, Time)> then) {
    auto task = [context, tails = std::move(tails),
                 then = std::move(then)](Switchboard& switchboard, Time now) {
        if (auto may = authorise(*context.entry, switchboard.state(), context.who->actor); !may)
            return switchboard.reply(context.to, fail(may.error()));
        switchboard.query(tails, then, now, context.to);
    };
    if (!service.executor().post_read(context.who->workspace, std::move(task)))
        service.refuse(context, service.not_now());
}

void command(Service& service, CallContext context, Command command, std::string client_id,
             std::uint64_t arguments_hash, WriteReply write) {
    auto call = std::make_shared<Call>();
    call->request = {context.who->actor, std::move(client_id), std::move(command)};
    call->operation = context.entry->name;
    call->body_hash = arguments_hash;
    call->write = write;
    call->to = context.to;
    call->touch = context.over_http();
    auto task = [call, entry = context.entry](Switchboard& switchboard, Time now) {
        if (auto may = authorise(*entry, switchboard.state(), call->request.actor); !may)
            return switchboard.reply(call->to, fail(may.error()));
        switchboard.handle(std::move(*call), now);
    };
    if (!service.executor().post(context.who->workspace, std::move(task)))
        service.refuse(context, service.not_now());
}

void command_from_state(Service& service, CallContext context, std::string client_id,
                        std::uint64_t arguments_hash, WriteReply write, BuildCommand build) {
    auto task = [context, client_id, arguments_hash, write,
                 build = std::move(build)](Switchboard& switchboard, Time now) {
        if (auto may = authorise(*context.entry, switchboard.state(), context.who->actor); !may)
            return switchboard.reply(context.to, fail(may.error()));
        auto built = build(switchboard, now);
        if (!built)
            return switchboard.reply(context.to, fail(built.error()));
        Call call;
        call.request = {context.who->actor, client_id, *std::move(built)};
        call.operation = context.entry->name;
        call.body_hash = arguments_hash;
        call.write = write;
        call.to = context.to;
        call.touch = context.over_http();
        switchboard.handle(std::move(call), now);
    };
    if (!service.executor().post(context.who->workspace, std::move(task)))
        service.refuse(context, service.not_now());
}

void write_done(std::string& out, const Receipt&, Position position) {
    out += "{\"position\":";
    write_json(out, position);
    out += '}';
}

} // namespace detail

} // namespace parley::op
