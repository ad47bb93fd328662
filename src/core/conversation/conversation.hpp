#pragma once
// One conversation with one customer, from its first message to Closed. Only hot ones (not Closed)
// are kept in memory; the rest stay in the database.
//
//   Open ──offer──► Active (offered) ──accept──► Active (accepted) ──end──► Wrap-up ──► Closed
//    ▲                  │ reject, time-out           │ agent ✖, agent gone
//    └──────────────────┴───────────────────────────┘
//
// A session is one assignment to one agent, numbered from 1 within the conversation. The offer is
// the current session's first phase: at most one session is unclosed at a time.

#include "base/ids.hpp"
#include "base/time.hpp"

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parley {

enum class ConversationState { open, active, waiting, wrap_up, closed };
BOOST_DESCRIBE_ENUM(ConversationState, open, active, waiting, wrap_up, closed)

enum class SessionState { offered, accepted, closed };
BOOST_DESCRIBE_ENUM(SessionState, offered, accepted, closed)

// How a session came to its agent.
enum class AssignmentCause { automatic, pick };
BOOST_DESCRIBE_ENUM(AssignmentCause, automatic, pick)

// Why a session ended (the reference's closure reasons that exist so far).
enum class SessionClosure {
    none,
    agent_reject,
    agent_timeout,
    agent_closed, // ✖ in live chat
    agent_disconnected,
    agent_signed_out,
    agent_end_conversation,
    customer_end_conversation,
    customer_disconnect,
    conversation_timeout, // auto-close of wrap-up
    withdrawn,            // the customer left before the offer was answered, or it ran out unseen
};
BOOST_DESCRIBE_ENUM(SessionClosure, none, agent_reject, agent_timeout, agent_closed,
                    agent_disconnected, agent_signed_out, agent_end_conversation,
                    customer_end_conversation, customer_disconnect, conversation_timeout, withdrawn)

// Why a conversation entered its state.
enum class StateCause {
    started,
    offered,
    accepted,
    rejected,
    timed_out,
    agent_left, // ✖
    agent_gone,
    agent_signed_out,
    ended_by_agent,
    ended_by_customer,
    customer_gone,
    no_agent,   // open_timeout_ms passed
    wrapped_up, // the agent closed the wrap-up
    wrap_up_timeout,
};
BOOST_DESCRIBE_ENUM(StateCause, started, offered, accepted, rejected, timed_out, agent_left,
                    agent_gone, agent_signed_out, ended_by_agent, ended_by_customer, customer_gone,
                    no_agent, wrapped_up, wrap_up_timeout)

struct Session {
    SessionNumber number = 0;
    AgentId agent;
    SessionState state = SessionState::offered;
    AssignmentCause cause = AssignmentCause::automatic;
    bool over_capacity = false; // by pick only; automatic assignment never exceeds capacity
    Time assigned_at;
    Time expires_at;  // of the offer
    Time accepted_at; // 0 = not
    Time closed_at;   // 0 = not
    SessionClosure closure = SessionClosure::none;
    bool operator==(const Session&) const = default;
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (number, agent, state, cause, over_capacity, assigned_at, expires_at,
                       accepted_at, closed_at, closure))

enum class AuthorKind { customer, agent, system };
BOOST_DESCRIBE_ENUM(AuthorKind, customer, agent, system)

// A system line is a code and its words are the reader's language (catalogues).
enum class SystemLine {
    none,               // people's messages
    agent_joined,       // name
    agent_left,         // name; the customer is offered to another
    agent_disconnected, // name
    agent_ended,        // name
    customer_ended,
    customer_disconnected,
    no_agent_available, // before an Open conversation is closed
};
BOOST_DESCRIBE_ENUM(SystemLine, none, agent_joined, agent_left, agent_disconnected, agent_ended,
                    customer_ended, customer_disconnected, no_agent_available)

// One message as it is stored and shown. Never changes.
struct Message {
    ConversationId conversation;
    Seq seq = 0;
    AuthorKind author = AuthorKind::system;
    AgentId agent; // who, for agent; whom a system line is about
    SystemLine line = SystemLine::none;
    std::string text;      // people's words; a system line's {name}
    std::string client_id; // people's messages only
    Time sent_at;          // when it was decided
    bool operator==(const Message&) const = default;
};

struct Conversation {
    ConversationId id;
    CustomerId customer;
    WorkstreamId workstream;
    QueueId queue;
    WidgetId widget;
    ConversationState state = ConversationState::open;
    StateCause cause = StateCause::started;
    Time created_at;
    Time state_at;  // entered its state
    Time queued_at; // age in the queue; kept when it is offered again
    Time active_at; // last message or state change: the open time-out counts from it
    Time closed_at; // 0 = not

    Session session;                          // the current or last one; number 0 = none yet
    std::int64_t cost = 0;                    // units held of session.agent now; 0 = none
    Time capacity_until;                      // wrap-up with custom capacity; 0 = not
    std::map<AgentId, std::int64_t> declines; // rejects, time-outs and ✖ of each agent

    Seq last_seq = 0;
    Seq last_customer_seq = 0;
    Seq last_agent_seq = 0;
    Seq customer_read_seq = 0; // the customer has seen up to here
    Seq agent_read_seq = 0;    // the agents' side has
    Time last_customer_at;     // of the last customer message
    Time waits_since;          // customer's first unanswered message; 0 = answered
    std::string last_text;     // how people's last message begins, for lists; system lines are not

    std::string page;     // URL where the chat was started
    std::string device;   // "desktop" | "phone" | "tablet" | ""
    std::string language; // BCP 47, from the widget
    std::map<std::string, std::string> context;
    Position position = 0;
    bool operator==(const Conversation&) const = default;
};

struct Customer {
    CustomerId id;
    std::string visitor; // the visitor token's subject, unique in the workspace
    std::string name;    // "" = "Visitor <id>" in the reader's language
    Time created_at;
    Position position = 0;
    bool operator==(const Customer&) const = default;
};

} // namespace parley
