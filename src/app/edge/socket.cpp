#include "app/edge/socket.hpp"

#include "app/edge/problem.hpp"
#include "app/operations/arguments.hpp"
#include "base/json.hpp"

namespace parley {

SocketConnection::SocketConnection(Service& service, edge::Peer peer,
                                   std::shared_ptr<edge::Transport> transport)
    : service_(service), peer_(std::move(peer)), transport_(std::move(transport)),
      opened_at_(service.now()), requests_(service.options().calls) {
    service_.sockets_.fetch_add(1, std::memory_order_relaxed);
}

void SocketConnection::begin(const edge::Credentials& credentials) {
    // A browser sends its cookie with every connection, also with a customer's on a page of the
    // same site: the first frame says whether the cookie is meant.
    cookie_ = credentials.cookie;
    if (!credentials.bearer.empty())
        become_who_holds({credentials.bearer, {}});
}

bool SocketConnection::become_who_holds(const edge::Credentials& credentials) {
    auto who = service_.identify(credentials);
    if (who && *who) {
        become(*who);
        return true;
    }
    close(4504, who ? "login_closed" : who.error().reason);
    return false;
}

void SocketConnection::become(std::shared_ptr<Identity> who) {
    subscriber_ = std::make_shared<Subscriber>();
    subscriber_->transport = transport_;
    subscriber_->actor = who->actor;
    {
        std::lock_guard lock(mutex_);
        who_ = who;
    }
    service_.connect(subscriber_, who->workspace);
}

void SocketConnection::close(int code, std::string reason) {
    std::vector<edge::Delivery> batch;
    batch.push_back({transport_, {}, code, std::move(reason)});
    transport_->outlet().deliver(std::move(batch));
}

void SocketConnection::fail_request(std::int64_t id, const Error& error) {
    std::string frame = "{\"id\":" + std::to_string(id) + ",\"error\":";
    write_problem(frame, error);
    frame += '}';
    std::vector<edge::Delivery> batch;
    batch.push_back({transport_, std::move(frame), 0, {}});
    transport_->outlet().deliver(std::move(batch));
}

void SocketConnection::on_frame(std::string_view text) {
    // Strangers share their address's allowance; who has signed in has one of their own.
    if (!subscriber_ && !service_.calls.take(peer_.address, service_.now()))
        return close(4004, "rate_limited");
    auto frame = parse_json(text);
    if (!frame || !frame->is_object())
        return close(4501, "protocol_error");
    const auto& object = frame->get_object();
    const auto* id = object.if_contains("id");
    const auto* name = object.if_contains("op");
    if (!id || !id->is_int64() || id->get_int64() <= 0)
        return close(4501, "protocol_error");
    auto request_id = id->get_int64();
    if (!name || !name->is_string())
        return fail_request(request_id,
                            {ErrorCode::invalid_argument, "missing_field", "op: missing"});
    for (const auto& member : object)
        if (member.key() != "id" && member.key() != "op" && member.key() != "args")
            return fail_request(request_id, {ErrorCode::invalid_argument, "unknown_field",
                                             std::string(member.key()) + ": unknown field"});
    static const boost::json::value no_arguments = boost::json::object();
    const auto* given = object.if_contains("args");
    const auto& arguments = given ? *given : no_arguments;
    std::string_view operation = name->get_string();
    Millis wait{0};
    if (subscriber_ && !requests_.take(service_.now(), wait))
        return fail_request(
            request_id,
            {ErrorCode::resource_exhausted, "call_rate", {}, static_cast<long>(wait.count())});
    if (operation == "authenticate")
        return authenticate(request_id, arguments);

    if (!subscriber_ && !cookie_.empty() && !become_who_holds({{}, cookie_}))
        return;
    if (!subscriber_)
        return fail_request(request_id,
                            {ErrorCode::unauthenticated, "not_signed_in", "authenticate first"});
    CallContext context;
    context.who = who_;
    context.socket = subscriber_;
    context.peer = peer_;
    context.entry = op::find_operation(operation);
    context.to.socket = subscriber_;
    context.to.request_id = request_id;
    if (!context.entry)
        return fail_request(
            request_id, {ErrorCode::unimplemented, "unknown_operation", std::string(operation)});
    service_.dispatch(std::move(context), arguments);
}

void SocketConnection::authenticate(std::int64_t id, const boost::json::value& arguments) {
    auto request = read_json<op::authenticate::Request>(arguments);
    if (!request)
        return fail_request(id, request.error());
    if (subscriber_)
        return fail_request(id, {ErrorCode::failed_precondition, "already_authenticated"});
    auto who = service_.identify({request->token, {}});
    if (!who)
        return fail_request(id, who.error());
    if (!*who) // an empty token is nobody's
        return fail_request(id, {ErrorCode::unauthenticated, "not_signed_in"});
    op::authenticate::Reply reply{service_.directory().workspace_name((*who)->workspace), {}};
    if ((*who)->actor.kind == ActorKind::agent)
        reply.agent = (*who)->actor.agent;
    std::vector<edge::Delivery> batch;
    batch.push_back(
        {transport_, "{\"id\":" + std::to_string(id) + ",\"ok\":" + to_json(reply) + "}", 0, {}});
    transport_->outlet().deliver(std::move(batch));
    become(*who);
}

void SocketConnection::on_closed() {
    {
        std::lock_guard lock(mutex_);
        closed_ = true;
    }
    service_.sockets_.fetch_sub(1, std::memory_order_relaxed);
    if (subscriber_)
        service_.disconnect(subscriber_, who_->workspace);
}

bool SocketConnection::look(Time now) {
    std::unique_lock lock(mutex_);
    if (closed_)
        return false;
    if (!who_) {
        if (now < opened_at_ + service_.options().authenticate_within)
            return true;
        lock.unlock();
        close(4500, "not_authenticated");
        return false;
    }
    if (now < who_->expires_at)
        return who_->expires_at != Time::never();
    lock.unlock();
    close(4504, "login_expired");
    return false;
}

} // namespace parley
