#pragma once
// The state of one workspace, owned by one writer (its switchboard), and the two functions that may
// change it: run() decides a command into events and evolves them; evolve() alone replays.
//
// What always holds (checked by the property tests):
//  * load of an agent = sum of `cost` of its conversations; automatic assignment never exceeds
//  capacity;
//  * at most one unclosed session per conversation; Open has none; Closed is never reopened;
//  * seq of a conversation counts 1, 2, 3 … without holes;
//  * an Open conversation for which a fitting agent is free does not stay Open after run() returns.

#include "base/result.hpp"
#include "core/agent/agent.hpp"
#include "core/conversation/conversation.hpp"
#include "core/routing/routing.hpp"
#include "core/workspace/commands.hpp"
#include "core/workspace/events.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/setup.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace parley {

// Ids given so far; the next is one more. Kept in the workspace's row.
struct Counters {
    std::int64_t agents = 0;
    std::int64_t queues = 0;
    std::int64_t workstreams = 0;
    std::int64_t widgets = 0;
    std::int64_t quick_replies = 0;
    std::int64_t logins = 0;
    std::int64_t customers = 0;
    std::int64_t conversations = 0;
    bool operator==(const Counters&) const = default;
};
BOOST_DESCRIBE_STRUCT(Counters, (),
                      (agents, queues, workstreams, widgets, quick_replies, logins, customers,
                       conversations))

// A message that was sent under a client id: what a repeat is answered from.
struct SentMessage {
    Seq seq = 0;
    std::uint64_t body_hash = 0; // fnv1a of the text
};

// Client ids of one hot conversation, by fnv1a of author kind, agent and client id. Complete for
// conversations started in this process; after a restart hydrated before the first message. All of
// them are kept: limits::conversation_messages_max bounds them.
struct SentMessages {
    bool complete = false;
    boost::unordered_flat_map<std::uint64_t, SentMessage> by_client_id;
};
std::uint64_t client_id_key(AuthorKind author, AgentId agent, std::string_view client_id);

// Who is there right now. Volatile: nothing of it is journaled, and after a start everybody counts
// as lost at the moment of loading, so that deadlines of people start anew after an outage.
struct Attendance {
    std::int64_t connections = 0;
    Time lost_at;    // last connection closed, or last HTTP call without one; 0 = connected
    Millis lease{0}; // how long after lost_at somebody without a connection still counts as there
};
struct Live {
    std::unordered_map<AgentId, Attendance> agents;
    std::unordered_map<CustomerId, Attendance> customers;
    // Connected visitors whose customer is not in memory (idle widgets); moves to `customers` when
    // it is.
    std::unordered_map<std::string, Attendance> visitors;
};

struct Workspace {
    WorkspaceId id;
    std::string name; // in addresses; lower case
    Settings settings;
    Counters counters;
    Position position = 0; // of the last commit decided

    std::map<AgentId, Agent> agents;
    std::map<QueueId, Queue> queues;
    std::map<WorkstreamId, Workstream> workstreams;
    std::map<WidgetId, Widget> widgets;
    std::map<QuickReplyId, QuickReply> quick_replies;
    std::map<LoginId, Login> logins;
    // Hot: not Closed, and Closed ones until evict_closed.
    std::unordered_map<ConversationId, Conversation> conversations;
    std::unordered_map<CustomerId, Customer> customers; // of hot conversations, and hydrated

    // Derived or hydrated; rebuilt on load.
    std::unordered_map<std::string, CustomerId> customer_by_visitor;
    std::unordered_map<CustomerId, std::vector<ConversationId>>
        hot_by_customer; // in memory, Closed too
    std::unordered_map<AgentId, std::set<ConversationId>>
        hot_by_agent; // current unclosed session's agent
    std::unordered_map<AgentId, std::set<QueueId>> queues_of_agent;
    std::unordered_map<std::string, AgentId> agent_by_email;
    std::unordered_map<std::string, WidgetId> widget_by_key;
    std::unordered_map<ConversationId, SentMessages> sent;
    Live live;
    routing::Index routing;
    // Deadlines by (time, conversation or agent); see deadlines.cpp.
    std::set<std::pair<Time, ConversationId>> conversation_deadlines;
    std::unordered_map<ConversationId, Time> conversation_deadline;
    std::set<std::pair<Time, AgentId>> agent_deadlines;
    std::unordered_map<AgentId, Time> agent_deadline;
    Time loaded_at; // when rebuild() ran: offers that ran out before are nobody's fault
};

// Facts that decide() must have and that are not in memory. Nothing was applied; the switchboard
// loads them (absent is a fact too, see Hydrated) and runs the command again with a fresh `now`.
struct NeedCustomer {
    std::string visitor;
    auto operator<=>(const NeedCustomer&) const = default;
};
struct NeedSentMessages {
    ConversationId conversation;
    auto operator<=>(const NeedSentMessages&) const = default;
};
// A Closed (cold) conversation, only to name the refusal properly: closed or not there. SendMessage
// asks for its SentMessages beside it, so that a late repeat still gets its first answer.
struct NeedConversation {
    ConversationId conversation;
    auto operator<=>(const NeedConversation&) const = default;
};
using Need = std::variant<NeedCustomer, NeedSentMessages, NeedConversation>;
struct Needs {
    std::vector<Need> keys;
};

// What hydration brought, given beside the command of one run() and pinned for that long. Facts of
// hot things go into the Workspace itself (hydrate_… below).
struct Hydrated {
    std::set<std::string> absent_visitors;
    std::map<ConversationId, std::optional<CustomerId>>
        cold_conversations; // Closed: its customer; none = absent
};

// What a command answers. Which fields are set is the operation's matter (app/operations).
struct Receipt {
    ConversationId conversation;
    Seq seq = 0;
    std::int64_t id = 0;   // of what was saved or opened
    bool repeated = false; // the first answer once more
    bool operator==(const Receipt&) const = default;
};
BOOST_DESCRIBE_STRUCT(Receipt, (), (conversation, seq, id))

struct Request {
    Actor actor;
    std::string client_id; // "" = none
    Command command;
};

struct Outcome {
    std::vector<Event> events; // in order, already evolved; may be empty (nothing changed)
    Receipt receipt;
};

using Verdict = std::variant<Outcome, Error, Needs>;

// Decides, evolves, and lets routing react until it rests. On Error or Needs nothing has changed.
// `now` never goes back between calls.
Verdict run(Workspace& workspace, const Request& request, const Hydrated& hydrated, Time now);

// Applies one event; the only function that changes durable state.
void evolve(Workspace& workspace, const Event& event, Time now);

// When the workspace wants its next Tick; Time::never() if nothing is pending.
Time next_deadline(const Workspace& workspace);

// After loading rows: rebuilds everything derived, and counts everybody as lost at `now`.
void rebuild(Workspace& workspace, Time now);

// Hydration of facts that stay in the state. A customer who has no conversation in memory after
// run() leaves it again, and so do the sent messages of a cold conversation.
void hydrate_customer(Workspace& workspace, Customer customer);
void hydrate_sent(Workspace& workspace, ConversationId conversation, SentMessages sent);

// Forgets a Closed conversation, and its customer when that was the last one in memory. To be
// called once the commit that closed it is durable: from then on the database answers for it.
void evict_closed(Workspace& workspace, ConversationId conversation);

// Is this agent there at `now`: a connection, or HTTP calls within the lease?
bool is_there(const Workspace& workspace, AgentId agent, Time now);

// May this agent look at this conversation? Its own sessions, its queues' work; supervisors and
// administrators everything.
bool may_view(const Workspace& workspace, const Agent& agent, const Conversation& conversation);

// How customers of this widget see the agent.
std::string display_name(const Agent& agent, AgentNameMode mode);

// Is somebody there to answer, and how long is the line? For widgets.
enum class Availability { available, busy, offline };
BOOST_DESCRIBE_ENUM(Availability, available, busy, offline)
Availability availability(const Workspace& workspace, const Workstream& workstream, Time now);

} // namespace parley
