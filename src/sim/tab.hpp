#pragma once
// People, their tabs, and the lines between them and the server. A tab keeps its rows and what it
// has not been answered over its connections, as browsers do (web/packages/feed). A line may be
// slow, stall, and break with frames on their way.

#include "app/edge/edge.hpp"
#include "app/feed/subscriber.hpp"
#include "app/testing/client_rows.hpp"
#include "sim/asked.hpp"
#include "sim/process.hpp"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace parley::sim {

struct Tab;

// One connection. Both ends learn of its end at different times.
struct Line final : edge::Transport, edge::Outlet {
    edge::Outlet& outlet() override { return *this; }
    void deliver(std::vector<edge::Delivery>) override {} // Watcher::delivered takes them

    Tab* tab = nullptr;             // null once the client has gone
    bool server_open = false;       // connected() was called and disconnected() not yet
    bool refused = false;           // the server wants it closed
    std::weak_ptr<Process> process; // the life it belongs to
    std::shared_ptr<Subscriber> subscriber;
    Time up_at;   // when the last frame arrives there
    Time down_at; // … and here
    bool stalled = false;
    std::deque<std::string> unread; // while stalled
    std::size_t unread_bytes = 0;
    std::map<std::int64_t, AskedRef> asked; // by request id; null = not a mutating operation
};
using LineRef = std::shared_ptr<Line>;

struct Person;

struct Tab {
    Person* person = nullptr;
    std::string name; // for the steps: "v2", "a3"
    testing::ClientRows rows;
    LineRef line; // null = no connection
    bool wanted = false;
    bool live = false;               // follow was answered on this line
    std::deque<AskedRef> outbox;     // asked under a client id, without a final answer
    std::set<std::int64_t> looks_at; // follow_conversation
    bool follows_list = false;
    std::int64_t last_request = 0;
};

struct Person {
    Actor actor;
    std::string name;
    bool is_agent = false;
    bool signed_in = false; // an agent has a login
    bool signing_in = false;
    std::vector<std::unique_ptr<Tab>> tabs;
    std::vector<AskedRef> earlier; // asked before: may come once more, late
};

} // namespace parley::sim
