#pragma once
// The things an administrator makes: queues, workstreams, widgets, quick replies, and the logins
// of people. Plain data, small, all in memory.

#include "base/ids.hpp"
#include "base/time.hpp"
#include "core/agent/agent.hpp"

#include <boost/describe.hpp>
#include <map>
#include <string>
#include <vector>

namespace parley {

// Who of the eligible agents gets the next conversation (reference §5.6).
enum class AssignmentMethod {
    highest_capacity, // most remaining units; ties by round robin
    round_robin,      // longest since this queue gave them one
    least_active,     // longest since capacity was last released; never released = first
};
BOOST_DESCRIBE_ENUM(AssignmentMethod, highest_capacity, round_robin, least_active)

struct Queue {
    QueueId id;
    std::string name;
    std::int64_t priority = 100; // smaller first
    AssignmentMethod method = AssignmentMethod::highest_capacity;
    // agent → turn: the queue's assignment counter when this agent was last given one here
    // (0 = not yet; ties by time of joining, which is AgentId order within equal turns).
    std::map<AgentId, std::int64_t> members;
    std::int64_t turns = 0; // assignments made from this queue
    Position position = 0;
    bool operator==(const Queue&) const = default;
};

// When wrap-up keeps the agent's capacity (reference §4.4).
enum class WrapUpCapacity {
    always, // until Closed
    custom, // for wrap_up_capacity_ms
    none,   // given back on entering Wrap-up
};
BOOST_DESCRIBE_ENUM(WrapUpCapacity, always, custom, none)

struct Workstream {
    WorkstreamId id;
    std::string name;
    QueueId queue;
    std::int64_t capacity_cost = 1;          // units a conversation takes of its agent
    std::int64_t offer_timeout_ms = 120'000; // then it goes to the next agent
    WrapUpCapacity wrap_up_capacity = WrapUpCapacity::always;
    std::int64_t wrap_up_capacity_ms = 60'000; // 30 s – 60 min, with custom
    bool allow_busy = true; // presences that get automatic offers: available, and busy if set
    Position position = 0;
    bool operator==(const Workstream&) const = default;
};

// How customers see an agent's name (reference §7.1).
enum class AgentNameMode { full, first, nickname };
BOOST_DESCRIBE_ENUM(AgentNameMode, full, first, nickname)

struct Widget {
    WidgetId id;
    std::string key; // public, in the embedding page's snippet
    WorkstreamId workstream;
    std::string title;
    std::string subtitle;
    std::string colour = "#0f6cbd"; // CSS #rrggbb
    std::string language = "en";    // en de ja ru; the page may override
    AgentNameMode agent_name = AgentNameMode::first;
    std::vector<std::string> domains; // host names that may embed it; empty = any
    Position position = 0;
    bool operator==(const Widget&) const = default;
};

struct QuickReply {
    QuickReplyId id;
    AgentId owner;        // none = everyone's, made by an administrator
    std::string shortcut; // typed after "/", e.g. "hello"
    std::string language; // "" = any
    std::string text;
    Position position = 0;
    bool operator==(const QuickReply&) const = default;
};

enum class LoginKind {
    browser,
    api_token,
    password_link, // an invitation or a reset: its holder may set the agent's password, once
};
BOOST_DESCRIBE_ENUM(LoginKind, browser, api_token, password_link)

// The secret itself is never stored, only its SHA-256 (hex).
struct Login {
    LoginId id;
    AgentId agent;
    LoginKind kind = LoginKind::browser;
    std::string token_hash;
    std::string label; // user agent, or the API token's name
    Time created_at;
    Time expires_at;
    bool operator==(const Login&) const = default;
};

} // namespace parley
