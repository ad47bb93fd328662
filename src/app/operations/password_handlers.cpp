#include "app/edge/tokens.hpp"
#include "app/operations/arguments.hpp"
#include "app/operations/handlers.hpp"
#include "app/setup/new_workspace.hpp"

// The first administrator, invitations, resets and one's own password. A link's token is random and
// stored as its hash, like a login's; whoever holds it may set the password once.

namespace parley::op {

namespace {

constexpr Millis invitation_lasts{7 * 24 * 3'600'000};
constexpr Millis reset_lasts{24 * 3'600'000};

Failure link_not_valid() { return fail(ErrorCode::not_found, "link_not_valid", "token"); }

// Sends a command as the system; `done` hears of it.
void as_system(Service& service, const CallContext& context, WorkspaceId workspace, Command command,
               std::function<void(Result<std::string>)> done, WriteReply write) {
    CallContext inner = context;
    inner.who = std::make_shared<Identity>(Identity{workspace, Actor::system(), Time::never()});
    inner.to = {};
    inner.to.done = std::move(done);
    detail::command(service, inner, std::move(command), {}, 0, write);
}

void handle_create_password_link(Service& service, CallContext context,
                                 const boost::json::value& arguments) {
    auto request = read_json<create_password_link::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    auto reply = std::make_shared<create_password_link::Reply>();
    reply->token = tokens::make_login("pp_");
    reply->url = service.options().base_url + "/desk/#password/" + reply->token;
    // Invited or forgotten: the state knows.
    auto build = [agent = request->agent, reply](const Switchboard& switchboard,
                                                 Time now) -> Result<Command> {
        const auto& agents = switchboard.state().agents;
        auto known = agents.find(agent);
        if (known == agents.end())
            return fail(ErrorCode::not_found, "agent_not_found", "agent");
        reply->expires_at =
            now + (known->second.password_hash.empty() ? invitation_lasts : reset_lasts);
        return Command(command::OpenLogin{agent, LoginKind::password_link,
                                          tokens::hash(reply->token), "", reply->expires_at});
    };
    CallContext inner = context;
    inner.to = {};
    inner.to.done = [&service, context, reply](Result<std::string> opened) {
        if (!opened)
            return service.refuse(context, opened.error());
        service.answer(context, to_json(*reply));
    };
    detail::command_from_state(service, inner, {}, 0, detail::write_done, build);
}

// The login behind a link's token, if it is one that can be used.
std::optional<Directory::KnownLogin> find_link(Service& service, const std::string& token) {
    auto link = service.directory().login(tokens::hash(token));
    if (!link || link->kind != LoginKind::password_link || link->expires_at <= service.now())
        return std::nullopt;
    return link;
}

// Guessing tokens is as slow as guessing passwords.
Result<void> take_rate(Service& service, const CallContext& context) {
    return service.sign_ins.take(context.peer.address + " link", service.now());
}

void handle_describe_password_link(Service& service, CallContext context,
                                   const boost::json::value& arguments) {
    auto request = read_json<describe_password_link::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (auto rate = take_rate(service, context); !rate)
        return service.refuse(context, rate.error());
    auto link = find_link(service, request->token);
    if (!link)
        return service.refuse(context, link_not_valid().value());
    service.sign_ins.give_back(context.peer.address + " link");
    bool queued = service.executor().post_read(
        link->workspace, [context, link = *link](Switchboard& switchboard, Time) {
            const auto& state = switchboard.state();
            auto agent = state.agents.find(link.agent);
            if (agent == state.agents.end() || agent->second.disabled)
                return switchboard.reply(context.to, link_not_valid());
            const auto& a = agent->second;
            switchboard.reply(context.to, to_json(describe_password_link::Reply{
                                              state.name, a.email, a.name, a.language,
                                              a.password_hash.empty(), link.expires_at}));
        });
    if (!queued)
        service.refuse(context, service.not_now());
}

void handle_set_password(Service& service, CallContext context,
                         const boost::json::value& arguments) {
    auto request = read_json<set_password::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (auto password = check_password("password", request->password); !password)
        return service.refuse(context, password.error());
    if (auto rate = take_rate(service, context); !rate)
        return service.refuse(context, rate.error());
    auto link = find_link(service, request->token);
    if (!link)
        return service.refuse(context, link_not_valid().value());
    bool queued = service.passwords().hash(request->password, [&service, context,
                                                               link = *link](std::string hash) {
        command::SetPassword set{link.agent, std::move(hash), link.login, {}};
        auto done = [&service, context, link](Result<std::string> saved) {
            if (!saved)
                return service.refuse(context, saved.error());
            auto position = from_json<Done>(*saved)->position;
            bool asked = service.executor().post_read(
                link.workspace, [context, link, position](Switchboard& switchboard, Time) {
                    const auto& state = switchboard.state();
                    switchboard.reply(
                        context.to, to_json(set_password::Reply{
                                        state.name, state.agents.at(link.agent).email, position}));
                });
            if (!asked)
                service.refuse(context, service.not_now());
        };
        as_system(service, context, link.workspace, std::move(set), done, detail::write_done);
    });
    if (!queued)
        service.refuse(context, service.not_now());
}

void set_own_password(Service& service, const CallContext& context, const std::string& password) {
    bool queued = service.passwords().hash(password, [&service, context](std::string hash) {
        const auto& actor = context.who->actor;
        command::SetPassword set{actor.agent, std::move(hash), {}, actor.login};
        auto done = [&service, context](Result<std::string> saved) {
            if (!saved)
                return service.refuse(context, saved.error());
            service.answer(context, *std::move(saved));
        };
        as_system(service, context, context.who->workspace, std::move(set), done,
                  detail::write_done);
    });
    if (!queued)
        service.refuse(context, service.not_now());
}

void handle_change_password(Service& service, CallContext context,
                            const boost::json::value& arguments) {
    auto request = read_json<change_password::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (auto password = check_password("password", request->password); !password)
        return service.refuse(context, password.error());
    if (request->current.size() > limits::password_bytes_max)
        return service.refuse(context, {ErrorCode::invalid_argument, "wrong_password", "current"});
    detail::on_switchboard(
        service, context, {},
        [&service, context, request = *request](Switchboard& switchboard, Time) {
            const auto& agent = switchboard.state().agents.at(context.who->actor.agent);
            auto rate_key = context.peer.address + " " + agent.email;
            if (auto rate = service.sign_ins.take(rate_key, service.now()); !rate)
                return switchboard.reply(context.to, fail(rate.error()));
            bool queued = service.passwords().verify(
                agent.password_hash, request.current,
                [&service, context, rate_key, password = request.password](bool ok) {
                    if (!ok)
                        return service.refuse(
                            context, {ErrorCode::invalid_argument, "wrong_password", "current"});
                    service.sign_ins.give_back(rate_key);
                    set_own_password(service, context, password);
                });
            if (!queued)
                switchboard.reply(context.to, fail(service.not_now()));
        });
}

// Equal in the same time wherever they differ.
bool is_set_up_token(const Service& service, const std::string& token) {
    const auto& wanted = service.options().set_up_token;
    return !wanted.empty() && tokens::hash(token) == tokens::hash(wanted);
}

void handle_set_up(Service& service, CallContext context, const boost::json::value& arguments) {
    auto request = read_json<set_up::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (auto rate = take_rate(service, context); !rate)
        return service.refuse(context, rate.error());
    if (!service.needs_set_up() || !is_set_up_token(service, request->token))
        return service.refuse(context, link_not_valid().value());
    service.sign_ins.give_back(context.peer.address + " link");
    auto check = [&]() -> Result<void> {
        DO(check_text("name", request->name, 1, limits::name_characters_max));
        return check_password("password", request->password);
    };
    if (auto checked = check(); !checked)
        return service.refuse(context, checked.error());
    bool queued = service.passwords().hash(
        request->password, [&service, context, request = *request](std::string hash) {
            auto email = lower_ascii(trimmed(request.email));
            std::vector<Command> commands{
                first_administrator(email, request.name, request.language.value_or("en"), hash)};
            auto done = [&service, context, email,
                         workspace = request.workspace](Result<WorkspaceId> created) {
                if (!created)
                    return service.refuse(context, created.error());
                service.answer(context, to_json(set_up::Reply{workspace, email}));
            };
            service.executor().create(
                {request.workspace, tokens::make_subject(), std::move(commands), true, done});
        });
    if (!queued)
        service.refuse(context, service.not_now());
}

constexpr Named handlers[] = {
    {"set_up", handle_set_up},
    {"create_password_link", handle_create_password_link},
    {"describe_password_link", handle_describe_password_link},
    {"set_password", handle_set_password},
    {"change_password", handle_change_password},
};

} // namespace

const std::span<const Named> password_handlers{handlers};

} // namespace parley::op
