#include "app/edge/service.hpp"

#include "app/edge/metrics.hpp"
#include "app/edge/problem.hpp"
#include "app/edge/socket.hpp"
#include "app/edge/tokens.hpp"
#include "app/operations/catalogue.hpp"
#include "app/operations/handlers.hpp"
#include "app/operations/openapi.hpp"
#include "app/operations/query.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

namespace parley {

namespace {

std::string host_without_port(std::string_view host) {
    if (host.starts_with('[')) // IPv6 literal
        return std::string(host.substr(0, host.find(']') + 1));
    return std::string(host.substr(0, host.find(':')));
}

// "https://shop.example:8443" → "shop.example:8443"
std::string_view authority_of(std::string_view origin) {
    auto scheme = origin.find("://");
    return scheme == std::string_view::npos ? std::string_view() : origin.substr(scheme + 3);
}

} // namespace

Service::Service(Store& store, Clock& clock, ServiceOptions options)
    : sign_ins("sign_in_rate", options.sign_ins),
      chat_starts("chat_start_rate", options.chat_starts),
      visitor_messages("message_rate", options.visitor_messages),
      agent_messages("message_rate", options.agent_messages), calls("call_rate", options.calls),
      store_(store), clock_(clock), options_(std::move(options)) {
    for (const auto& entry : op::operations())
        counters_.try_emplace(entry.name);
}

Result<std::unique_ptr<Service>> Service::start(Store& store, Clock& clock,
                                                ServiceOptions options) {
    std::unique_ptr<Service> service(new Service(store, clock, std::move(options)));
    TRY(service->readers_, ReaderPool::start(store, service->options_.reader_threads));
    service->passwords_ = std::make_unique<PasswordPool>(service->options_.password_threads);
    TRY(auto reader, store.reader());
    service->executor_ = std::make_unique<Executor>(
        store, std::move(reader), clock,
        [self = service.get()](Switchboard& switchboard) { self->directory_.attach(switchboard); });
    DO(service->executor_->start());
    service->watch_thread_ = std::thread([self = service.get()] { self->run_watch(); });
    return service;
}

Service::~Service() { stop(); }

void Service::stop() {
    if (watch_thread_.joinable()) {
        {
            std::lock_guard lock(watch_mutex_);
            watch_stopping_ = true;
            watch_wake_.notify_one();
        }
        watch_thread_.join();
    }
    // The executor's last tasks may still want readers.
    if (executor_)
        executor_->stop();
    passwords_.reset();
    readers_.reset();
}

Result<std::shared_ptr<Identity>> Service::identify(const edge::Credentials& credentials) {
    const auto& token = credentials.bearer.empty() ? credentials.cookie : credentials.bearer;
    if (token.empty())
        return std::shared_ptr<Identity>();
    if (tokens::looks_like_visitor(token)) {
        TRY(auto visitor, tokens::verify_visitor(token, options_.token_key, now()));
        if (directory_.workspace_name(visitor.workspace).empty())
            return fail(ErrorCode::unauthenticated, "token_forged"); // nobody would answer
        return std::make_shared<Identity>(
            Identity{visitor.workspace, Actor::of_customer(visitor.subject), visitor.expires_at});
    }
    auto login = directory_.login(tokens::hash(token));
    if (!login || login->kind == LoginKind::password_link)
        return fail(ErrorCode::unauthenticated, "login_closed");
    if (login->expires_at <= now())
        return fail(ErrorCode::unauthenticated, "login_expired");
    return std::make_shared<Identity>(
        Identity{login->workspace, Actor::of_agent(login->agent, login->login), login->expires_at});
}

void Service::call(edge::HttpCall call, std::function<void(edge::HttpAnswer)> done) {
    CallContext context;
    context.peer = call.peer;
    context.entry = op::find_operation(call.operation);
    context.cookie = std::make_shared<std::optional<std::string>>();
    bool secure = call.peer.secure;
    context.to.done = [done = std::move(done), cookie = context.cookie,
                       secure](Result<std::string> result) {
        edge::HttpAnswer answer;
        if (result) {
            answer.body = *std::move(result);
            if (*cookie) {
                answer.set_cookie =
                    std::string(secure ? edge::secure_cookie_name : edge::cookie_name) + "=" +
                    **cookie + "; Path=/; HttpOnly; SameSite=Strict";
                answer.set_cookie += secure ? "; Secure" : "";
                answer.set_cookie += (*cookie)->empty() ? "; Max-Age=0" : "";
            }
        } else {
            answer.status = http_status(result.error().code);
            answer.content_type = "application/problem+json";
            write_problem(answer.body, result.error());
            if (result.error().retry_after_ms > 0)
                answer.retry_after_s = (result.error().retry_after_ms + 999) / 1000;
            if (result.error().code == ErrorCode::internal)
                log::error("internal: {} {}", result.error().reason, result.error().detail);
        }
        done(std::move(answer));
    };
    if (!context.entry)
        return refuse(context, {ErrorCode::unimplemented, "unknown_operation", call.operation});
    if (context.entry->socket_only)
        return refuse(context, {ErrorCode::failed_precondition, "socket_only", call.operation});
    if (call.is_get && !context.entry->read)
        return refuse(context, {ErrorCode::invalid_argument, "post_only", call.operation});
    if (auto rate = calls.take(call.peer.address, now()); !rate)
        return refuse(context, rate.error());
    auto who = identify(call.credentials);
    // A stale cookie must not keep anybody from signing in again.
    if (!who && context.entry->may.anonymous && call.credentials.bearer.empty())
        who = std::shared_ptr<Identity>();
    if (!who)
        return refuse(context, who.error());
    context.who = *who;
    auto arguments = call.is_get
                         ? Result<boost::json::value>(op::from_query(call.operation, call.query))
                         : parse_json(call.body);
    if (!arguments)
        return refuse(context, arguments.error());
    dispatch(std::move(context), *arguments);
}

void Service::dispatch(CallContext context, const boost::json::value& arguments) {
    auto& counter = counters_.at(context.entry->name);
    counter.calls.fetch_add(1, std::memory_order_relaxed);
    const auto& may = context.entry->may;
    if (!context.who && !may.anonymous)
        return refuse(context, {ErrorCode::unauthenticated, "not_signed_in"});
    if (context.who && context.who->actor.kind == ActorKind::customer && !may.customer)
        return refuse(context, {ErrorCode::permission_denied, "role_required"});
    if (context.who && context.who->actor.kind == ActorKind::agent && !may.agent &&
        !may.supervisor && !may.administrator)
        return refuse(context, {ErrorCode::permission_denied, "role_required"});
    auto handler = op::find_handler(context.entry->name);
    if (!handler)
        return refuse(context, {ErrorCode::unimplemented, "unknown_operation",
                                std::string(context.entry->name)});
    handler(*this, std::move(context), arguments);
}

void Service::answer(const CallContext& context, std::string reply) {
    if (context.to.done)
        return context.to.done(std::move(reply));
    std::vector<edge::Delivery> batch;
    batch.push_back({context.socket->transport,
                     "{\"id\":" + std::to_string(context.to.request_id) + ",\"ok\":" + reply + "}",
                     0,
                     {}});
    context.socket->transport->outlet().deliver(std::move(batch));
}

void Service::refuse(const CallContext& context, Error error) {
    if (context.entry)
        counters_.at(context.entry->name).refusals.fetch_add(1, std::memory_order_relaxed);
    if (context.to.done)
        return context.to.done(fail(std::move(error)));
    std::string frame = "{\"id\":" + std::to_string(context.to.request_id) + ",\"error\":";
    write_problem(frame, error);
    frame += '}';
    std::vector<edge::Delivery> batch;
    batch.push_back({context.socket->transport, std::move(frame), 0, {}});
    context.socket->transport->outlet().deliver(std::move(batch));
}

std::shared_ptr<edge::Connection> Service::open(edge::Peer peer, edge::Credentials credentials,
                                                std::shared_ptr<edge::Transport> transport) {
    auto connection =
        std::make_shared<SocketConnection>(*this, std::move(peer), std::move(transport));
    connection->begin(credentials);
    watch(connection);
    return connection;
}

void Service::connect(const std::shared_ptr<Subscriber>& subscriber, WorkspaceId workspace) {
    executor_->post_always(workspace, [subscriber](Switchboard& switchboard, Time now) {
        switchboard.connected(subscriber, now);
    });
}

void Service::disconnect(const std::shared_ptr<Subscriber>& subscriber, WorkspaceId workspace) {
    executor_->post_always(workspace, [subscriber](Switchboard& switchboard, Time now) {
        switchboard.disconnected(subscriber, now);
    });
}

bool Service::origin_allowed(const edge::Peer& peer, bool uses_cookie) {
    if (peer.origin.empty())
        return !uses_cookie; // not a browser; a browser always says so
    auto origin = authority_of(peer.origin);
    if (origin.empty())
        return false; // "null"
    if (origin == peer.host || (!options_.base_url.empty() && peer.origin == options_.base_url))
        return true;
    return !uses_cookie && directory_.may_embed(host_without_port(origin));
}

std::string Service::openapi() {
    static const std::string document = op::openapi(op::make_catalogue(), "0.1.0");
    return document;
}

bool Service::ready() { return executor_ && executor_->stats().accepting; }

std::string Service::metrics() {
    std::map<std::string_view, OperationCount> operations;
    for (const auto& [name, counter] : counters_)
        operations[name] = {counter.calls.load(), counter.refusals.load()};
    return metrics_text(executor_->stats(), sockets_.load(), operations, store_.describe());
}

void Service::watch(std::weak_ptr<SocketConnection> connection) {
    std::lock_guard lock(watch_mutex_);
    watched_.push_back(std::move(connection));
}

void Service::run_watch() {
    std::unique_lock lock(watch_mutex_);
    while (!watch_stopping_) {
        watch_wake_.wait_for(lock, Millis(1'000));
        auto looking = std::move(watched_);
        watched_.clear();
        lock.unlock();
        auto at = now();
        std::erase_if(looking, [&](const auto& weak) {
            auto connection = weak.lock();
            return !connection || !connection->look(at);
        });
        lock.lock();
        watched_.insert(watched_.end(), looking.begin(), looking.end());
    }
}

} // namespace parley
