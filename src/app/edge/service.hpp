#pragma once
// The application behind the transports: knows who asks, looks the operation up, checks rates and
// shapes, and hands it to the switchboard, the readers or the password helpers. Implements
// edge::Edge.

#include "app/edge/directory.hpp"
#include "app/edge/edge.hpp"
#include "app/edge/password_pool.hpp"
#include "app/edge/rate_limits.hpp"
#include "app/operations/table.hpp"
#include "app/ports/clock.hpp"
#include "app/queries/reader_pool.hpp"
#include "app/switchboard/executor.hpp"

#include <array>
#include <atomic>
#include <boost/json/value.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>

namespace parley {

struct ServiceOptions {
    std::string base_url;            // "https://chat.example", "" = whatever Host says
    std::string token_key;           // of the store
    std::string set_up_token;        // lets its holder make the first workspace; "" = nobody
    Rate sign_ins{10.0 / 60, 10};    // per address and account
    Rate chat_starts{10.0 / 60, 10}; // per address
    Rate visitor_messages{5, 20};    // per visitor
    Rate agent_messages{20, 60};     // per agent
    Rate calls{50, 200};             // HTTP calls and socket requests per address
    Millis authenticate_within{10'000};
    Millis login_lasts{12 * 3'600'000};
    std::size_t password_threads = 2;
    std::size_t reader_threads = 2;
};

// Who a credential stands for.
struct Identity {
    WorkspaceId workspace;
    Actor actor; // customer or agent
    Time expires_at;
};

// Everything a handler knows of one call. Copied into tasks; cheap.
struct CallContext {
    std::shared_ptr<Identity> who;      // null = anonymous
    std::shared_ptr<Subscriber> socket; // null = HTTP
    edge::Peer peer;
    const op::Entry* entry = nullptr;
    ReplyTo to;
    std::shared_ptr<std::optional<std::string>> cookie; // HTTP: login cookie to set; "" = to forget
    bool over_http() const { return socket == nullptr; }
};

class Service final : public edge::Edge {
public:
    static Result<std::unique_ptr<Service>> start(Store& store, Clock& clock,
                                                  ServiceOptions options);
    ~Service() override;
    void stop();

    void call(edge::HttpCall call, std::function<void(edge::HttpAnswer)> done) override;
    std::shared_ptr<edge::Connection> open(edge::Peer peer, edge::Credentials credentials,
                                           std::shared_ptr<edge::Transport> transport) override;
    bool origin_allowed(const edge::Peer& peer, bool uses_cookie) override;
    std::string openapi() override;
    std::string metrics() override;
    bool ready() override;

    // For the socket's side.
    Result<std::shared_ptr<Identity>> identify(const edge::Credentials& credentials);
    void dispatch(CallContext context, const boost::json::value& arguments);
    void connect(const std::shared_ptr<Subscriber>& subscriber, WorkspaceId workspace);
    void disconnect(const std::shared_ptr<Subscriber>& subscriber, WorkspaceId workspace);
    // At once, from any thread: an answer that depends on nothing undecided.
    void answer(const CallContext& context, std::string reply);
    void refuse(const CallContext& context, Error error);
    // Why a command is not taken: the store refuses to write, or too much waits already.
    Error not_now() {
        return {ErrorCode::unavailable, ready() ? "overloaded" : "store_unavailable", {}, 1'000};
    }
    Executor& executor() { return *executor_; }
    Directory& directory() { return directory_; }
    bool needs_set_up() const { return directory_.is_empty(); }
    PasswordPool& passwords() { return *passwords_; }
    ReaderPool& readers() { return *readers_; }
    const ServiceOptions& options() const { return options_; }
    Time now() { return clock_.now(); }

    RateLimit sign_ins, chat_starts, visitor_messages, agent_messages, calls;

private:
    Service(Store& store, Clock& clock, ServiceOptions options);
    void watch(std::weak_ptr<class SocketConnection> connection);
    void run_watch();

    Store& store_;
    Clock& clock_;
    ServiceOptions options_;
    Directory directory_;
    std::unique_ptr<ReaderPool> readers_;
    std::unique_ptr<PasswordPool> passwords_;
    std::unique_ptr<Executor> executor_;
    std::atomic<std::int64_t> sockets_{0};
    friend class SocketConnection;

    struct Counter {
        std::atomic<std::uint64_t> calls{0};
        std::atomic<std::uint64_t> refusals{0};
    };
    std::unordered_map<std::string_view, Counter> counters_; // by operation; filled once

    // Connections that have not said who they are, and those whose credential expires.
    std::mutex watch_mutex_;
    std::condition_variable watch_wake_;
    std::vector<std::weak_ptr<class SocketConnection>> watched_;
    bool watch_stopping_ = false;
    std::thread watch_thread_;
};

} // namespace parley
