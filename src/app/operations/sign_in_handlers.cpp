#include "app/edge/tokens.hpp"
#include "app/feed/build_views.hpp"
#include "app/operations/arguments.hpp"
#include "app/operations/handlers.hpp"

// sign_in, sign_out, who_am_i, API tokens and logins.

namespace parley::op {

namespace {

using detail::command;
using detail::on_switchboard;
using detail::write_done;

// Opens a login for an agent who has proved who they are, and answers with the token.
void open_login(Service& service, const CallContext& context, const Directory::Account& account,
                bool as_cookie) {
    auto token = tokens::make_login("pl_");
    auto expires_at = service.now() + service.options().login_lasts;
    command::OpenLogin open{account.agent, LoginKind::browser, tokens::hash(token),
                            context.peer.user_agent, expires_at};
    CallContext inner = context;
    inner.who =
        std::make_shared<Identity>(Identity{account.workspace, Actor::system(), expires_at});
    inner.to = {};
    inner.to.done = [&service, context, account, token, expires_at,
                     as_cookie](Result<std::string> opened) {
        if (!opened)
            return service.refuse(context, opened.error());
        sign_in::Reply reply{token,        account.agent,          account.name,
                             account.role, account.workspace_name, expires_at};
        if (as_cookie) {
            *context.cookie = token;
            reply.token.reset();
        }
        service.answer(context, to_json(reply));
    };
    command(service, inner, std::move(open), {}, 0, write_done);
}

void handle_sign_in(Service& service, CallContext context, const boost::json::value& arguments) {
    auto request = read_json<sign_in::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (request->password.size() > limits::password_bytes_max ||
        request->email.size() > limits::email_bytes_max)
        return service.refuse(context, {ErrorCode::unauthenticated, "wrong_credentials"});
    auto email = lower_ascii(trimmed(request->email));
    auto rate_key = context.peer.address + " " + email;
    if (auto rate = service.sign_ins.take(rate_key, service.now()); !rate)
        return service.refuse(context, rate.error());
    auto accounts = service.directory().accounts(email);
    if (request->workspace)
        std::erase_if(accounts, [&](const auto& account) {
            return account.workspace_name != *request->workspace;
        });
    if (accounts.size() > 1)
        return service.refuse(context, {ErrorCode::invalid_argument, "workspace_needed",
                                        "workspace: known in several"});
    bool as_cookie = request->cookie.value_or(false);
    if (as_cookie && !context.over_http())
        return service.refuse(context, bad_field("cookie", "only over HTTP").value());
    // An unknown address costs the same time and gets the same answer; so does one that was invited
    // and has no password yet.
    bool known = !accounts.empty() && !accounts[0].disabled && !accounts[0].password_hash.empty();
    auto hash = known ? accounts[0].password_hash : PasswordPool::nobody_hash();
    auto account = known ? accounts[0] : Directory::Account{};
    bool queued = service.passwords().verify(
        hash, request->password, [&service, context, account, known, rate_key, as_cookie](bool ok) {
            if (!ok || !known)
                return service.refuse(context, {ErrorCode::unauthenticated, "wrong_credentials"});
            service.sign_ins.give_back(rate_key);
            open_login(service, context, account, as_cookie);
        });
    if (!queued)
        service.refuse(context, service.not_now());
}

void handle_sign_out(Service& service, CallContext context, const boost::json::value& arguments) {
    auto request = read_json<sign_out::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (context.cookie)
        *context.cookie = ""; // forget it
    bool everywhere = request->everywhere.value_or(false);
    auto build = [actor = context.who->actor, everywhere](const Switchboard& switchboard,
                                                          Time) -> Result<Command> {
        bool elsewhere = switchboard.hub().is_connected_elsewhere(actor.agent, actor.login);
        return Command(command::SignOut{everywhere, elsewhere});
    };
    detail::command_from_state(service, context, {}, 0, write_done, build);
}

void handle_who_am_i(Service& service, CallContext context, const boost::json::value& arguments) {
    if (auto request = read_json<who_am_i::Request>(arguments); !request)
        return service.refuse(context, request.error());
    on_switchboard(service, context, {}, [context](Switchboard& switchboard, Time) {
        const auto& state = switchboard.state();
        switchboard.reply(context.to,
                          to_json(build::me(state, state.agents.at(context.who->actor.agent))));
    });
}

void handle_create_api_token(Service& service, CallContext context,
                             const boost::json::value& arguments) {
    auto request = read_json<create_api_token::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    if (auto name = check_text("name", request->name, 1, limits::name_characters_max); !name)
        return service.refuse(context, name.error());
    auto days = request->days.value_or(90);
    if (days < 1 || days > 365)
        return service.refuse(context, bad_field("days", "outside 1 to 365").value());
    auto token = tokens::make_login("pa_");
    auto expires_at = service.now() + Millis(days * 86'400'000);
    command::OpenLogin open{context.who->actor.agent, LoginKind::api_token, tokens::hash(token),
                            request->name, expires_at};
    CallContext inner = context;
    inner.to = {};
    inner.to.done = [&service, context, token, expires_at](Result<std::string> opened) {
        if (!opened)
            return service.refuse(context, opened.error());
        auto saved = from_json<Saved>(*opened);
        service.answer(context,
                       to_json(create_api_token::Reply{LoginId(saved->id), token, expires_at}));
    };
    command(service, inner, std::move(open), {}, 0,
            [](std::string& out, const Receipt& receipt, Position position) {
                write_json(out, Saved{receipt.id, position});
            });
}

void handle_list_logins(Service& service, CallContext context,
                        const boost::json::value& arguments) {
    if (auto request = read_json<list_logins::Request>(arguments); !request)
        return service.refuse(context, request.error());
    on_switchboard(service, context, {}, [context](Switchboard& switchboard, Time) {
        list_logins::Reply reply;
        const auto& actor = context.who->actor;
        for (const auto& [id, login] : switchboard.state().logins)
            if (login.agent == actor.agent && login.kind != LoginKind::password_link)
                reply.logins.push_back({id, login.kind, login.label, login.created_at,
                                        login.expires_at, id == actor.login,
                                        switchboard.hub().is_connected(actor.agent, id)});
        switchboard.reply(context.to, to_json(reply));
    });
}

void handle_revoke_login(Service& service, CallContext context,
                         const boost::json::value& arguments) {
    auto request = read_json<revoke_login::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    command(service, context, command::CloseLogin{request->login}, {}, 0, write_done);
}

constexpr Named handlers[] = {
    {"sign_in", handle_sign_in},         {"sign_out", handle_sign_out},
    {"who_am_i", handle_who_am_i},       {"create_api_token", handle_create_api_token},
    {"list_logins", handle_list_logins}, {"revoke_login", handle_revoke_login},
};

} // namespace

const std::span<const Named> sign_in_handlers{handlers};

} // namespace parley::op
