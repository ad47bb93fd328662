#include "targets.hpp"

#include "adapters/store/open_store.hpp"
#include "app/edge/password_pool.hpp"
#include "app/edge/service.hpp"
#include "app/edge/tokens.hpp"
#include "app/setup/new_workspace.hpp"
#include "base/check.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <future>

namespace parley::fuzz {

namespace {

class CountingClock : public Clock {
public:
    Time now() override { return Time(now_.fetch_add(1) + 1); }
    void not_before(Time) override {}

private:
    std::atomic<std::int64_t> now_{1'764'576'000'000};
};

// Every frame the application sends is an object in valid UTF-8.
class CheckingOutlet : public edge::Outlet {
public:
    void deliver(std::vector<edge::Delivery> batch) override {
        for (const auto& delivery : batch) {
            ENSURE(delivery.to != nullptr);
            ENSURE(!delivery.frame.empty() || delivery.close_code != 0);
            if (delivery.frame.empty())
                continue;
            auto value = parse_json(delivery.frame);
            ENSURE(value.has_value() && value->is_object());
        }
    }
};

class LooseTransport : public edge::Transport {
public:
    explicit LooseTransport(edge::Outlet& outlet) : outlet_(outlet) {}
    edge::Outlet& outlet() override { return outlet_; }

private:
    edge::Outlet& outlet_;
};

// The demo workspace on a store of its own, and one credential of each kind.
struct Target {
    std::string folder = std::filesystem::temp_directory_path().string() + "/parley-fuzz-XXXXXX";
    CountingClock clock;
    CheckingOutlet outlet;
    std::unique_ptr<SqlStoreBundle> store;
    std::unique_ptr<Service> service;
    std::string agent_token;
    std::string visitor_token;

    Target() {
        spdlog::set_level(spdlog::level::off);
        ENSURE(::mkdtemp(folder.data()));
        auto opened = open_store(folder);
        ENSURE(opened.has_value());
        store = *std::move(opened);
        auto commands = demo_commands(PasswordPool::hash_now("parley-demo"));
        ENSURE(create_workspace(*store, WorkspaceId(1), "demo", "fuzz", commands, clock.now())
                   .has_value());
        ServiceOptions options;
        options.token_key = store->token_key();
        const Rate unlimited{1e9, 1e9};
        options.sign_ins = options.chat_starts = options.visitor_messages = unlimited;
        options.agent_messages = options.calls = unlimited;
        auto started = Service::start(*store, clock, options);
        ENSURE(started.has_value());
        service = *std::move(started);
        visitor_token = tokens::sign_visitor({WorkspaceId(1), "fuzzed-visitor", Time::never()},
                                             store->token_key());
        auto signed_in = from_json<op::sign_in::Reply>(
            call("sign_in", R"({"email":"admin@demo.test","password":"parley-demo"})").body,
            UnknownFields::ignore);
        ENSURE(signed_in.has_value() && signed_in->token);
        agent_token = *signed_in->token;
    }
    ~Target() {
        service->stop();
        service.reset();
        store.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    edge::HttpAnswer call(const std::string& operation, const std::string& body) {
        std::promise<edge::HttpAnswer> promise;
        auto answer = promise.get_future();
        edge::HttpCall call;
        call.operation = operation;
        call.body = body;
        call.peer.address = "127.0.0.1";
        service->call(std::move(call),
                      [&](edge::HttpAnswer done) { promise.set_value(std::move(done)); });
        return answer.get();
    }
};

} // namespace

// The first line says who: "agent", "customer", or anything else for nobody yet. The WebSocket
// layer lets only valid UTF-8 through, so that is what arrives here.
void fuzz_frames(std::string_view bytes) {
    static Target target;
    auto take_line = [&] {
        auto end = bytes.find('\n');
        auto line = bytes.substr(0, end);
        bytes = end == std::string_view::npos ? std::string_view() : bytes.substr(end + 1);
        return line;
    };
    auto who = take_line();
    edge::Credentials credentials;
    if (who == "agent")
        credentials.bearer = target.agent_token;
    else if (who == "customer")
        credentials.bearer = target.visitor_token;
    edge::Peer peer;
    peer.address = "127.0.0.1";
    auto transport = std::make_shared<LooseTransport>(target.outlet);
    auto connection = target.service->open(peer, credentials, transport);
    ENSURE(connection != nullptr);
    while (!bytes.empty())
        if (auto frame = take_line(); is_valid_utf8(frame))
            connection->on_frame(frame);
    connection->on_closed();
    // Commands are taken in order: when this is answered, so is what came before.
    auto widget = target.call("get_widget", R"({"widget":"demo"})");
    ENSURE(widget.status == 200);
}

} // namespace parley::fuzz
