#pragma once
// A whole server in one process for tests: the real Service with its threads on a real store, time
// moved by hand, and clients that hold rows as browsers do. Nothing is faked below the transports.
//
// settle() is what makes it exact: it returns when everything asked so far has been decided, stored
// and delivered. advance() goes from deadline to deadline, so that each timer runs at its moment.

#include "app/edge/service.hpp"
#include "app/testing/client_rows.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace parley::testing {

class ManualClock final : public Clock {
public:
    Time now() override { return Time(ms_.load()); }
    void set(Time time) { ms_.store(time.ms); }
    void not_before(Time stored) override { set(std::max(now(), stored)); }

private:
    std::atomic<std::int64_t> ms_{0};
};

// An answer to a request: the reply's object, or the problem document.
struct Answered {
    bool ok = false;
    boost::json::object body;
    std::string reason() const { return ok ? "" : std::string(body.at("reason").as_string()); }
};

struct HttpAnswered : Answered {
    int status = 0;
    std::int64_t retry_after_s = 0;
    std::string set_cookie;
};

class Inbox;

// One WebSocket of one person. Survives its connections: `rows` are kept over a reconnect.
class Tab {
public:
    ClientRows rows;

    bool open() const { return transport_ != nullptr; }
    int close_code() const { return close_code_; } // 0 = was not closed by the server
    const std::string& token() const { return token_; }
    const std::set<std::int64_t>& followed() const { return followed_; }
    bool follows_list() const { return follows_list_; }
    // To a request that was sent raw; null while there is none.
    const Answered* answer(std::int64_t request) const {
        auto found = answers_.find(request);
        return found == answers_.end() ? nullptr : &found->second;
    }

private:
    friend class ServerWorld;
    friend class Inbox;

    std::string token_;
    std::shared_ptr<edge::Transport> transport_;
    std::shared_ptr<edge::Connection> connection_;
    std::map<std::int64_t, Answered> answers_;
    std::int64_t last_request_ = 0;
    std::atomic<int> close_code_{0};  // tests look at it while the server runs
    std::set<std::int64_t> followed_; // asked for with follow_conversation
    bool follows_list_ = false;
};

class ServerWorld {
public:
    // Opens the store anew at each start.
    using OpenStore = std::function<std::unique_ptr<Store>()>;

    ServerWorld(OpenStore open_store, ServiceOptions options, Time start);
    ~ServerWorld();

    // The workspace is made by these, then served.
    void begin(const std::vector<Command>& setup);

    // ---- time ----

    Time now() { return clock_.now(); }
    void settle();
    void advance(Time to);
    void advance(Millis by) { advance(now() + by); }

    // Stops as the server does, and starts again `down` later on what is stored. Every tab has lost
    // its connection.
    void restart(Millis down = Millis(0));
    void stop();
    void start();

    // ---- people ----

    // A login as sign_in opens it, without the cost of a password.
    std::string login(AgentId agent, LoginKind kind = LoginKind::browser);
    std::string visitor(const std::string& subject);

    Tab& open_tab(const std::string& token);              // connects, authenticates, follows
    Tab& open_silent_tab(const std::string& cookie = {}); // a handshake and nothing more
    void reconnect(Tab& tab);                             // and resumes
    void disconnect(Tab& tab);                            // the network goes
    void send_raw(Tab& tab, std::string_view frame);      // as it is; settles

    Answered ask(Tab& tab, std::string_view operation, boost::json::object arguments);
    HttpAnswered http(std::string_view operation, const boost::json::object& arguments,
                      const std::string& token = {});
    HttpAnswered http_raw(edge::HttpCall call);

    // ---- looking ----

    // On the switchboard, where the state is at rest.
    void look(const std::function<void(Switchboard&)>& at);
    StoreReader& reader();
    Service& service() { return *service_; }
    Store& store() { return *store_; }
    ManualClock& clock() { return clock_; }

    // What must always hold; each violation one line. `checks` below are its parts.
    std::vector<std::string> violations();

    static constexpr WorkspaceId workspace{1};

private:
    void connect(Tab& tab, bool resume);
    template <class Done> bool wait(const Done& done);
    void barrier();
    void check_state(std::vector<std::string>& found);
    void check_history(std::vector<std::string>& found);
    void check_feeds(std::vector<std::string>& found);

    OpenStore open_store_;
    ServiceOptions options_;
    ManualClock clock_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<StoreReader> reader_;
    std::unique_ptr<Service> service_;
    std::shared_ptr<Inbox> inbox_;
    std::vector<std::unique_ptr<Tab>> tabs_;
};

} // namespace parley::testing
