#include "app/operations/arguments.hpp"
#include "app/operations/handlers.hpp"

// What administrators set up, and quick replies. An operation that changes only some fields reads
// the rest on the switchboard, so that two administrators never overwrite what the other has not
// touched.

namespace parley::op {

namespace {

using detail::command;
using detail::command_from_state;
using detail::write_done;

void write_saved(std::string& out, const Receipt& receipt, Position position) {
    write_json(out, Saved{receipt.id, position});
}

// What is to be changed, or a fresh one.
template <class Id, class T>
Result<T> start_from(const std::map<Id, T>& saved, const std::optional<Id>& id,
                     std::string_view not_found) {
    if (!id)
        return T();
    auto known = saved.find(*id);
    if (known == saved.end())
        return fail(ErrorCode::not_found, std::string(not_found), "id");
    return known->second;
}

template <class T> void take(T& field, const std::optional<T>& given) {
    if (given)
        field = *given;
}

Result<void> check(const save_agent::Request& r) {
    if (r.email) {
        if (r.email->size() > limits::email_bytes_max || r.email->find('@') == std::string::npos)
            return bad_field("email", "not an e-mail address");
        DO(check_text("email", *r.email, 3, limits::email_bytes_max));
    }
    if (r.name)
        DO(check_text("name", *r.name, 1, limits::name_characters_max));
    if (r.nickname)
        DO(check_text("nickname", *r.nickname, 0, limits::name_characters_max));
    if (r.language)
        DO(check_text("language", *r.language, 2, 35));
    if (r.password)
        DO(check_password("password", *r.password));
    if (!r.id && (!r.email || !r.name))
        return bad_field(r.email ? "name" : "email", "needed for a new agent");
    if (r.client_id)
        DO(check_client_id("client_id", *r.client_id));
    return {};
}

void save_agent_with(Service& service, const CallContext& context,
                     const save_agent::Request& request, std::optional<std::string> password_hash,
                     std::uint64_t hash) {
    command_from_state(
        service, context, request.client_id.value_or(""), hash, write_saved,
        [request, password_hash](const Switchboard& switchboard, Time) -> Result<Command> {
            const auto& state = switchboard.state();
            command::SaveAgent save;
            if (request.id) {
                auto known = state.agents.find(*request.id);
                if (known == state.agents.end())
                    return fail(ErrorCode::not_found, "agent_not_found", "id");
                const auto& a = known->second;
                save = {a.id,   a.email,    a.name,     a.nickname,
                        a.role, a.language, a.capacity, a.default_presence,
                        {},     a.disabled};
            }
            if (request.email)
                save.email = lower_ascii(trimmed(*request.email));
            take(save.name, request.name);
            take(save.nickname, request.nickname);
            take(save.role, request.role);
            take(save.language, request.language);
            take(save.capacity, request.capacity);
            take(save.default_presence, request.default_presence);
            take(save.disabled, request.disabled);
            save.password_hash = password_hash;
            return Command(std::move(save));
        });
}

void handle_save_agent(Service& service, CallContext context, const boost::json::value& arguments) {
    auto request = read_json<save_agent::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (auto checked = check(*request); !checked)
        return service.refuse(context, checked.error());
    auto hash = body_hash(*request);
    if (!request->password)
        return save_agent_with(service, context, *request, std::nullopt, hash);
    bool queued =
        service.passwords().hash(*request->password, [&service, context, request = *request,
                                                      hash](std::string password_hash) {
            save_agent_with(service, context, request, std::move(password_hash), hash);
        });
    if (!queued)
        service.refuse(context, service.not_now());
}

void handle_save_queue(Service& service, CallContext context, const boost::json::value& arguments) {
    auto request = read_json<save_queue::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (auto name = check_text("name", request->name, 1, limits::name_characters_max); !name)
        return service.refuse(context, name.error());
    auto hash = body_hash(*request);
    command_from_state(
        service, context, request->client_id.value_or(""), hash, write_saved,
        [request = *request](const Switchboard& switchboard, Time) -> Result<Command> {
            const auto& state = switchboard.state();
            TRY(auto before, start_from(state.queues, request.id, "queue_not_found"));
            command::SaveQueue save;
            save.id = request.id.value_or(QueueId());
            save.priority = before.priority;
            save.method = before.method;
            save.name = request.name;
            take(save.priority, request.priority);
            take(save.method, request.method);
            save.members = request.members;
            return Command(std::move(save));
        });
}

void handle_save_workstream(Service& service, CallContext context,
                            const boost::json::value& arguments) {
    auto request = read_json<save_workstream::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (auto name = check_text("name", request->name, 1, limits::name_characters_max); !name)
        return service.refuse(context, name.error());
    auto hash = body_hash(*request);
    command_from_state(
        service, context, request->client_id.value_or(""), hash, write_saved,
        [request = *request](const Switchboard& switchboard, Time) -> Result<Command> {
            const auto& state = switchboard.state();
            TRY(auto value, start_from(state.workstreams, request.id, "workstream_not_found"));
            value.name = request.name;
            value.queue = request.queue;
            take(value.capacity_cost, request.capacity_cost);
            take(value.offer_timeout_ms, request.offer_timeout_ms);
            take(value.wrap_up_capacity, request.wrap_up_capacity);
            take(value.wrap_up_capacity_ms, request.wrap_up_capacity_ms);
            take(value.allow_busy, request.allow_busy);
            return Command(command::SaveWorkstream{std::move(value)});
        });
}

Result<void> check(const save_widget::Request& r) {
    DO(check_text("key", r.key, 1, 64));
    for (char c : r.key)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return bad_field("key", "only a-z, 0-9 and -");
    DO(check_text("title", r.title, 1, limits::name_characters_max));
    if (r.subtitle)
        DO(check_text("subtitle", *r.subtitle, 0, limits::name_characters_max));
    if (r.colour) {
        bool hex = r.colour->size() == 7 && (*r.colour)[0] == '#' &&
                   r.colour->find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
        if (!hex)
            return bad_field("colour", "expected #rrggbb");
    }
    if (r.language)
        DO(check_text("language", *r.language, 2, 35));
    if (r.domains) {
        if (r.domains->size() > limits::widget_domains_max)
            return bad_field("domains", "more than " + std::to_string(limits::widget_domains_max));
        for (const auto& domain : *r.domains)
            DO(check_text("domains", domain, 1, 253));
    }
    return {};
}

void handle_save_widget(Service& service, CallContext context,
                        const boost::json::value& arguments) {
    auto request = read_json<save_widget::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (auto checked = check(*request); !checked)
        return service.refuse(context, checked.error());
    if (auto other = service.directory().workspace_of_widget(request->key);
        other && *other != context.who->workspace)
        return service.refuse(context, {ErrorCode::conflict, "key_taken", "key"});
    auto hash = body_hash(*request);
    command_from_state(
        service, context, request->client_id.value_or(""), hash, write_saved,
        [request = *request](const Switchboard& switchboard, Time) -> Result<Command> {
            const auto& state = switchboard.state();
            TRY(auto value, start_from(state.widgets, request.id, "widget_not_found"));
            value.key = request.key;
            value.workstream = request.workstream;
            value.title = request.title;
            take(value.subtitle, request.subtitle);
            take(value.colour, request.colour);
            take(value.language, request.language);
            take(value.agent_name, request.agent_name);
            take(value.domains, request.domains);
            return Command(command::SaveWidget{std::move(value)});
        });
}

void handle_save_quick_reply(Service& service, CallContext context,
                             const boost::json::value& arguments) {
    auto request = read_json<save_quick_reply::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    request->text = normalised(std::move(request->text));
    auto check = [&]() -> Result<void> {
        DO(check_text("shortcut", request->shortcut, 1,
                      limits::quick_reply_shortcut_characters_max));
        DO(check_text("text", request->text, 1, limits::quick_reply_characters_max));
        if (request->language)
            DO(check_text("language", *request->language, 0, 35));
        if (request->client_id)
            DO(check_client_id("client_id", *request->client_id));
        return {};
    };
    if (auto checked = check(); !checked)
        return service.refuse(context, checked.error());
    QuickReply value;
    value.id = request->id.value_or(QuickReplyId());
    value.owner = request->everyone.value_or(false) ? AgentId() : context.who->actor.agent;
    value.shortcut = request->shortcut;
    value.language = request->language.value_or("");
    value.text = request->text;
    auto hash = body_hash(*request);
    command(service, context, command::SaveQuickReply{std::move(value)},
            request->client_id.value_or(""), hash,
            [](std::string& out, const Receipt& receipt, Position position) {
                write_json(out, save_quick_reply::Reply{QuickReplyId(receipt.id), position});
            });
}

void handle_delete_quick_reply(Service& service, CallContext context,
                               const boost::json::value& arguments) {
    auto request = read_json<delete_quick_reply::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    command(service, context, command::DeleteQuickReply{request->id}, {}, 0, write_done);
}

void handle_get_settings(Service& service, CallContext context,
                         const boost::json::value& arguments) {
    if (auto request = read_json<get_settings::Request>(arguments); !request)
        return service.refuse(context, request.error());
    detail::on_switchboard(service, context, {}, [context](Switchboard& switchboard, Time) {
        switchboard.reply(context.to, to_json(switchboard.state().settings));
    });
}

void handle_change_settings(Service& service, CallContext context,
                            const boost::json::value& arguments) {
    auto request = read_json<Settings>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    command(service, context, command::ChangeSettings{*request}, {}, 0, write_done);
}

constexpr Named handlers[] = {
    {"save_agent", handle_save_agent},
    {"save_queue", handle_save_queue},
    {"save_workstream", handle_save_workstream},
    {"save_widget", handle_save_widget},
    {"save_quick_reply", handle_save_quick_reply},
    {"delete_quick_reply", handle_delete_quick_reply},
    {"get_settings", handle_get_settings},
    {"change_settings", handle_change_settings},
};

} // namespace

const std::span<const Named> setup_handlers{handlers};

} // namespace parley::op
