#include "app/edge/tokens.hpp"
#include "app/operations/arguments.hpp"
#include "app/operations/handlers.hpp"

// What customers and agents do with conversations.

namespace parley::op {

namespace {

using detail::command;
using detail::on_switchboard;
using detail::write_done;

constexpr Millis visitor_token_lasts{400LL * 86'400'000};

void handle_get_widget(Service& service, CallContext context, const boost::json::value& arguments) {
    auto request = read_json<get_widget::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    auto workspace = service.directory().workspace_of_widget(request->widget);
    if (!workspace)
        return service.refuse(context, {ErrorCode::not_found, "widget_not_found", "widget"});
    CallContext inner = context;
    inner.who = std::make_shared<Identity>(Identity{*workspace, Actor::system(), Time::never()});
    on_switchboard(
        service, inner, {}, [context, key = request->widget](Switchboard& switchboard, Time now) {
            const auto& state = switchboard.state();
            auto id = state.widget_by_key.find(key);
            if (id == state.widget_by_key.end())
                return switchboard.reply(context.to,
                                         fail(ErrorCode::not_found, "widget_not_found", "widget"));
            const auto& widget = state.widgets.at(id->second);
            get_widget::Reply reply{
                widget.title,
                widget.subtitle,
                widget.colour,
                widget.language,
                availability(state, state.workstreams.at(widget.workstream), now),
                limits::message_characters_max};
            switchboard.reply(context.to, to_json(reply));
        });
}

// A fresh credential; nothing is stored for it.
Identity make_visitor(Service& service, WorkspaceId workspace, std::string& token) {
    tokens::Visitor visitor{workspace, tokens::make_subject(), service.now() + visitor_token_lasts};
    token = tokens::sign_visitor(visitor, service.options().token_key);
    return {workspace, Actor::of_customer(visitor.subject), visitor.expires_at};
}

void handle_new_visitor(Service& service, CallContext context,
                        const boost::json::value& arguments) {
    auto request = read_json<new_visitor::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    auto workspace = service.directory().workspace_of_widget(request->widget);
    if (!workspace)
        return service.refuse(context, {ErrorCode::not_found, "widget_not_found", "widget"});
    std::string token;
    auto who = make_visitor(service, *workspace, token);
    service.answer(context, to_json(new_visitor::Reply{token, who.expires_at}));
}

Result<void> check(const start_chat::Request& r) {
    if (r.name)
        DO(check_text("name", *r.name, 0, limits::name_characters_max));
    if (r.text)
        DO(check_text("text", *r.text, 1, limits::message_characters_max));
    if (r.message_client_id)
        DO(check_client_id("message_client_id", *r.message_client_id));
    if (r.page) {
        if (r.page->size() > limits::url_bytes_max)
            return bad_field("page",
                             "longer than " + std::to_string(limits::url_bytes_max) + " bytes");
        DO(check_text("page", *r.page, 0, limits::url_bytes_max));
    }
    if (r.device && *r.device != "desktop" && *r.device != "phone" && *r.device != "tablet")
        return bad_field("device", "expected one of desktop phone tablet");
    if (r.language)
        DO(check_text("language", *r.language, 0, 35));
    if (r.context)
        DO(check_context("context", *r.context));
    if (r.client_id)
        DO(check_client_id("client_id", *r.client_id));
    return {};
}

void handle_start_chat(Service& service, CallContext context, const boost::json::value& arguments) {
    auto request = read_json<start_chat::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (request->text)
        request->text = normalised(*std::move(request->text));
    if (auto checked = check(*request); !checked)
        return service.refuse(context, checked.error());
    auto widget = service.directory().widget(request->widget);
    auto workspace = service.directory().workspace_of_widget(request->widget);
    if (!widget || !workspace || (context.who && context.who->workspace != *workspace))
        return service.refuse(context, {ErrorCode::not_found, "widget_not_found", "widget"});
    if (auto rate = service.chat_starts.take(context.peer.address, service.now()); !rate)
        return service.refuse(context, rate.error());

    std::string visitor_token;
    CallContext inner = context;
    if (!context.who) {
        inner.who = std::make_shared<Identity>(make_visitor(service, *workspace, visitor_token));
        inner.to.done = [to = context.to, visitor_token](Result<std::string> started) {
            if (started)
                started->insert(started->size() - 1,
                                ",\"visitor_token\":\"" + visitor_token + "\"");
            to.done(std::move(started));
        };
    }
    auto hash = body_hash(*request);
    command::StartChat start{request->widget,
                             std::string(trimmed(request->name.value_or(""))),
                             request->text.value_or(""),
                             request->message_client_id.value_or(""),
                             request->page.value_or(""),
                             request->device.value_or(""),
                             request->language.value_or(""),
                             request->context.value_or(std::map<std::string, std::string>())};
    command(service, inner, std::move(start), request->client_id.value_or(""), hash,
            [](std::string& out, const Receipt& receipt, Position position) {
                write_json(out, start_chat::Reply{receipt.conversation, {}, position});
            });
}

void handle_set_context(Service& service, CallContext context,
                        const boost::json::value& arguments) {
    auto request = read_json<set_context::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (auto checked = check_context("context", request->context); !checked)
        return service.refuse(context, checked.error());
    command(service, context, command::SetContext{request->conversation, request->context}, {}, 0,
            write_done);
}

Result<void> take_message_rate(Service& service, const Actor& actor, WorkspaceId workspace) {
    auto key = std::to_string(workspace.value) + " " + actor_key(actor);
    return actor.kind == ActorKind::customer ? service.visitor_messages.take(key, service.now())
                                             : service.agent_messages.take(key, service.now());
}

void handle_send_message(Service& service, CallContext context,
                         const boost::json::value& arguments) {
    auto request = read_json<send_message::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    request->text = normalised(std::move(request->text));
    if (auto text = check_text("text", request->text, 1, limits::message_characters_max); !text)
        return service.refuse(context, text.error());
    if (auto id = check_client_id("client_id", request->client_id); !id)
        return service.refuse(context, id.error());
    if (auto rate = take_message_rate(service, context.who->actor, context.who->workspace); !rate)
        return service.refuse(context, rate.error());
    command(service, context, command::SendMessage{request->conversation, std::move(request->text)},
            std::move(request->client_id), 0,
            [](std::string& out, const Receipt& receipt, Position position) {
                write_json(out, send_message::Reply{receipt.conversation, receipt.seq, position});
            });
}

void handle_mark_read(Service& service, CallContext context, const boost::json::value& arguments) {
    auto request = read_json<mark_read::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (request->seq < 0)
        return service.refuse(context, bad_field("seq", "negative").value());
    command(service, context, command::MarkRead{request->conversation, request->seq}, {}, 0,
            write_done);
}

void handle_set_typing(Service& service, CallContext context, const boost::json::value& arguments) {
    auto request = read_json<set_typing::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    on_switchboard(
        service, context, {}, [context, request = *request](Switchboard& switchboard, Time) {
            const auto& state = switchboard.state();
            const auto& actor = context.who->actor;
            auto c = state.conversations.find(request.conversation);
            bool own = c != state.conversations.end();
            if (own && actor.kind == ActorKind::agent)
                own = c->second.session.agent == actor.agent &&
                      c->second.session.state == SessionState::accepted;
            if (own && actor.kind == ActorKind::customer) {
                auto customer = state.customers.find(c->second.customer);
                own =
                    customer != state.customers.end() && customer->second.visitor == actor.visitor;
            }
            if (!own)
                return switchboard.reply(context.to,
                                         fail(ErrorCode::not_found, "conversation_not_found"));
            switchboard.hub().typing(state, switchboard.batch(), actor, c->second, request.typing);
            switchboard.reply(context.to, to_json(Done{state.position}));
        });
}

void handle_end_conversation(Service& service, CallContext context,
                             const boost::json::value& arguments) {
    auto request = read_json<end_conversation::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (request->client_id)
        if (auto id = check_client_id("client_id", *request->client_id); !id)
            return service.refuse(context, id.error());
    auto hash = body_hash(*request);
    command(service, context, command::EndConversation{request->conversation},
            request->client_id.value_or(""), hash, write_done);
}

template <class C>
void handle_on_conversation(Service& service, CallContext context,
                            const boost::json::value& arguments) {
    auto request = read_json<OnConversation>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (request->client_id)
        if (auto id = check_client_id("client_id", *request->client_id); !id)
            return service.refuse(context, id.error());
    auto hash = body_hash(*request) ^ fnv1a64(context.entry->name);
    command(service, context, C{request->conversation}, request->client_id.value_or(""), hash,
            write_done);
}

void handle_set_presence(Service& service, CallContext context,
                         const boost::json::value& arguments) {
    auto request = read_json<set_presence::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (request->client_id)
        if (auto id = check_client_id("client_id", *request->client_id); !id)
            return service.refuse(context, id.error());
    auto hash = body_hash(*request);
    command(service, context, command::SetPresence{request->presence},
            request->client_id.value_or(""), hash, write_done);
}

constexpr Named handlers[] = {
    {"get_widget", handle_get_widget},
    {"new_visitor", handle_new_visitor},
    {"start_chat", handle_start_chat},
    {"set_context", handle_set_context},
    {"send_message", handle_send_message},
    {"mark_read", handle_mark_read},
    {"set_typing", handle_set_typing},
    {"end_conversation", handle_end_conversation},
    {"leave_conversation", handle_on_conversation<command::LeaveConversation>},
    {"accept_offer", handle_on_conversation<command::AcceptOffer>},
    {"reject_offer", handle_on_conversation<command::RejectOffer>},
    {"pick_conversation", handle_on_conversation<command::PickConversation>},
    {"set_presence", handle_set_presence},
};

} // namespace

const std::span<const Named> conversation_handlers{handlers};

} // namespace parley::op
