#include "support/world.hpp"

#include "app/edge/tokens.hpp"
#include "app/setup/new_workspace.hpp"
#include "app/switchboard/row_mapping.hpp"
#include "base/json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

namespace parley::testing {

namespace {

// Real time after which a test gives up waiting for the server's threads.
constexpr std::chrono::seconds patience{20};

} // namespace

// Where all transports' frames arrive, on the server's threads.
class Inbox : public edge::Outlet, public std::enable_shared_from_this<Inbox> {
public:
    struct Line final : edge::Transport {
        std::shared_ptr<Inbox> inbox;
        Tab* tab = nullptr; // null once the connection is gone
        edge::Outlet& outlet() override { return *inbox; }
    };

    void deliver(std::vector<edge::Delivery> batch) override {
        std::lock_guard lock(mutex);
        for (const auto& delivery : batch) {
            Tab* tab = static_cast<Line&>(*delivery.to).tab;
            if (!tab)
                continue;
            if (!delivery.frame.empty())
                take(*tab, delivery.frame);
            if (delivery.close_code != 0 && tab->close_code_ == 0)
                tab->close_code_ = delivery.close_code;
        }
        changed.notify_all();
    }

    std::mutex mutex;
    std::condition_variable changed;

private:
    static void take(Tab& tab, const std::string& text) {
        boost::system::error_code failed;
        auto frame = boost::json::parse(text, failed);
        if (failed || !frame.is_object())
            return tab.rows.problem("not a JSON object: " + text);
        const auto& object = frame.get_object();
        tab.rows.take(object);
        const auto* id = object.if_contains("id");
        if (!id)
            return;
        Answered answer;
        answer.ok = object.contains("ok");
        answer.body = object.at(answer.ok ? "ok" : "error").as_object();
        if (!tab.answers_.emplace(id->as_int64(), std::move(answer)).second)
            tab.rows.problem("two answers to one request");
    }
};

ServerWorld::ServerWorld(OpenStore open_store, ServiceOptions options, Time start)
    : open_store_(std::move(open_store)), options_(std::move(options)),
      inbox_(std::make_shared<Inbox>()) {
    options_.token_key = std::string(32, 'k');
    clock_.set(start);
}

ServerWorld::~ServerWorld() { stop(); }

void ServerWorld::begin(const std::vector<Command>& setup) {
    store_ = open_store_();
    auto made = create_workspace(*store_, workspace, "demo", "history", setup, now());
    REQUIRE_MESSAGE(made, (made ? "" : made.error().reason + ": " + made.error().detail));
    store_.reset();
    start();
}

void ServerWorld::start() {
    store_ = open_store_();
    auto reader = store_->reader();
    REQUIRE(reader);
    reader_ = *std::move(reader);
    auto service = Service::start(*store_, clock_, options_);
    REQUIRE_MESSAGE(service,
                    (service ? "" : service.error().reason + ": " + service.error().detail));
    service_ = *std::move(service);
}

void ServerWorld::stop() {
    if (!service_)
        return;
    service_->stop();
    for (auto& tab : tabs_)
        disconnect(*tab);
    service_.reset();
    reader_.reset();
    store_.reset();
}

void ServerWorld::restart(Millis down) {
    stop();
    clock_.set(now() + down);
    start();
}

template <class Done> bool ServerWorld::wait(const Done& done) {
    std::unique_lock lock(inbox_->mutex);
    return inbox_->changed.wait_for(lock, patience, done);
}

// Everything before it has been decided and is durable when it comes back.
void ServerWorld::barrier() {
    auto inbox = inbox_;
    auto passed = std::make_shared<bool>(false);
    ReplyTo to;
    to.done = [inbox, passed](Result<std::string>) {
        std::lock_guard lock(inbox->mutex);
        *passed = true;
        inbox->changed.notify_all();
    };
    service_->executor().post_always(
        workspace, [to](Switchboard& switchboard, Time) { switchboard.reply(to, "{}"); });
    REQUIRE_MESSAGE(wait([&] { return *passed; }), "the server does not come to rest");
}

// Callbacks are answered before frames are delivered, so it takes a second barrier to know that the
// frames of the first one's batch have arrived.
void ServerWorld::settle() {
    barrier();
    barrier();
}

void ServerWorld::look(const std::function<void(Switchboard&)>& at) {
    auto inbox = inbox_;
    auto looked = std::make_shared<bool>(false);
    service_->executor().post_always(workspace,
                                     [&at, inbox, looked](Switchboard& switchboard, Time) {
                                         at(switchboard);
                                         std::lock_guard lock(inbox->mutex);
                                         *looked = true;
                                         inbox->changed.notify_all();
                                     });
    REQUIRE(wait([&] { return *looked; }));
}

StoreReader& ServerWorld::reader() { return *reader_; }

void ServerWorld::advance(Time to) {
    REQUIRE(to >= now());
    settle();
    for (int rounds = 0; rounds < 100'000; ++rounds) {
        Time next = to;
        if (service_->ready()) // while the store takes no commits, what is due waits
            look([&](Switchboard& switchboard) {
                next = std::min(to, std::max(now(), switchboard.next_deadline()));
            });
        bool last = next == to;
        clock_.set(next);
        settle();
        if (last)
            return;
    }
    FAIL("deadlines without end");
}

std::string ServerWorld::login(AgentId agent, LoginKind kind) {
    auto token = tokens::make_login(kind == LoginKind::browser ? "pl_" : "pa_");
    auto call = std::make_shared<Call>();
    call->request = {
        Actor::system(),
        {},
        command::OpenLogin{agent, kind, tokens::hash(token), "test", now() + options_.login_lasts}};
    call->operation = "sign_in";
    call->write = [](std::string& out, const Receipt&, Position) { out += "{}"; };
    auto opened = std::make_shared<std::optional<bool>>();
    call->to.done = [opened, inbox = inbox_](Result<std::string> result) {
        std::lock_guard lock(inbox->mutex);
        *opened = result.has_value();
        inbox->changed.notify_all();
    };
    service_->executor().post_always(workspace, [call](Switchboard& switchboard, Time at) {
        switchboard.handle(std::move(*call), at);
    });
    REQUIRE(wait([&] { return opened->has_value(); }));
    REQUIRE_MESSAGE(opened->value(), "no login for agent " << agent.value);
    return token;
}

std::string ServerWorld::visitor(const std::string& subject) {
    return tokens::sign_visitor({workspace, subject, now() + Millis(400LL * 86'400'000)},
                                options_.token_key);
}

Tab& ServerWorld::open_silent_tab(const std::string& cookie) {
    tabs_.push_back(std::make_unique<Tab>());
    auto& tab = *tabs_.back();
    auto line = std::make_shared<Inbox::Line>();
    line->inbox = inbox_;
    line->tab = &tab;
    tab.transport_ = line;
    tab.connection_ = service_->open({"127.0.0.1", "", "", "test", false}, {{}, cookie}, line);
    return tab;
}

Tab& ServerWorld::open_tab(const std::string& token) {
    tabs_.push_back(std::make_unique<Tab>());
    auto& tab = *tabs_.back();
    tab.token_ = token;
    connect(tab, false);
    return tab;
}

void ServerWorld::reconnect(Tab& tab) {
    disconnect(tab);
    connect(tab, true);
}

void ServerWorld::connect(Tab& tab, bool resume) {
    auto line = std::make_shared<Inbox::Line>();
    line->inbox = inbox_;
    line->tab = &tab;
    tab.transport_ = line;
    tab.close_code_ = 0;
    tab.rows.connecting();
    tab.connection_ = service_->open({"127.0.0.1", "", "", "test", false}, {}, line);
    auto known = ask(tab, "authenticate", {{"token", tab.token_}});
    if (!known.ok)
        return;
    auto followed =
        ask(tab, "follow", resume ? tab.rows.resume_arguments() : boost::json::object());
    REQUIRE_MESSAGE(followed.ok, followed.reason());
    for (auto conversation : tab.followed_)
        ask(tab, "follow_conversation", {{"conversation", conversation}});
    if (tab.follows_list_)
        ask(tab, "follow_list", {{"list", "open"}});
}

void ServerWorld::disconnect(Tab& tab) {
    if (!tab.transport_)
        return;
    {
        std::lock_guard lock(inbox_->mutex);
        static_cast<Inbox::Line&>(*tab.transport_).tab = nullptr;
    }
    tab.connection_->on_closed();
    tab.connection_.reset();
    tab.transport_.reset();
}

void ServerWorld::send_raw(Tab& tab, std::string_view frame) {
    tab.connection_->on_frame(frame);
    settle();
}

Answered ServerWorld::ask(Tab& tab, std::string_view operation, boost::json::object arguments) {
    REQUIRE_MESSAGE(tab.open(), "the tab has no connection");
    auto id = ++tab.last_request_;
    boost::json::object request{{"id", id}, {"op", operation}, {"args", arguments}};
    tab.connection_->on_frame(boost::json::serialize(request));
    REQUIRE_MESSAGE(wait([&] { return tab.answers_.contains(id) || tab.close_code_ != 0; }),
                    "no answer to " << operation);
    settle();
    std::lock_guard lock(inbox_->mutex);
    if (!tab.answers_.contains(id))
        return {false, {{"reason", "connection closed " + std::to_string(tab.close_code_)}}};
    auto answer = tab.answers_.at(id);
    if (answer.ok && operation == "follow_conversation")
        tab.followed_.insert(arguments.at("conversation").as_int64());
    if (answer.ok && operation == "unfollow_conversation")
        tab.followed_.erase(arguments.at("conversation").as_int64());
    if (answer.ok && operation == "follow_list")
        tab.follows_list_ = arguments.contains("list");
    return answer;
}

HttpAnswered ServerWorld::http(std::string_view operation, const boost::json::object& arguments,
                               const std::string& token) {
    edge::HttpCall call;
    call.peer.address = "127.0.0.1";
    call.credentials.bearer = token;
    call.operation = operation;
    call.body = boost::json::serialize(arguments);
    return http_raw(std::move(call));
}

HttpAnswered ServerWorld::http_raw(edge::HttpCall call) {
    auto inbox = inbox_;
    auto answered = std::make_shared<std::optional<edge::HttpAnswer>>();
    auto times = std::make_shared<int>(0);
    std::string operation = call.operation;
    service_->call(std::move(call), [inbox, answered, times](edge::HttpAnswer answer) {
        std::lock_guard lock(inbox->mutex);
        *answered = std::move(answer);
        ++*times;
        inbox->changed.notify_all();
    });
    REQUIRE_MESSAGE(wait([&] { return answered->has_value(); }), "no answer to " << operation);
    settle();
    CHECK_MESSAGE(*times == 1, "more than one answer to " << operation);
    HttpAnswered result;
    const auto& answer = **answered;
    result.status = answer.status;
    result.retry_after_s = answer.retry_after_s;
    result.set_cookie = answer.set_cookie;
    result.ok = answer.status == 200;
    CHECK(answer.content_type == (result.ok ? "application/json" : "application/problem+json"));
    boost::system::error_code failed;
    auto body = boost::json::parse(answer.body, failed);
    REQUIRE_MESSAGE(!failed, answer.body);
    result.body = body.as_object();
    return result;
}

} // namespace parley::testing
