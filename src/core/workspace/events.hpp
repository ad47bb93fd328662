#pragma once
// What has happened, in past participles. Events change the state (evolve) and become rows and one
// journal row per commit. Private<…> fields stay out of the journal.

#include "base/ids.hpp"
#include "base/private.hpp"
#include "base/time.hpp"
#include "core/agent/agent.hpp"
#include "core/conversation/conversation.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/setup.hpp"

#include <boost/describe.hpp>
#include <string_view>
#include <variant>

namespace parley::event {

#define PARLEY_EVENT(name) static constexpr std::string_view type_name = name

struct CustomerSaved {
    PARLEY_EVENT("customer_saved");
    CustomerId customer;
    Private<Customer> value;
};
BOOST_DESCRIBE_STRUCT(CustomerSaved, (), (customer, value))

struct ConversationStarted {
    PARLEY_EVENT("conversation_started");
    ConversationId conversation;
    CustomerId customer;
    WorkstreamId workstream;
    QueueId queue;
    WidgetId widget;
    std::string language;
    std::string device;
    Private<std::string> page;
    Private<std::map<std::string, std::string>> context;
};
BOOST_DESCRIBE_STRUCT(ConversationStarted, (),
                      (conversation, customer, workstream, queue, widget, language, device, page,
                       context))

struct MessageAdded {
    PARLEY_EVENT("message_added");
    ConversationId conversation;
    Seq seq = 0;
    AuthorKind author = AuthorKind::system;
    Private<Message> message;
};
BOOST_DESCRIBE_STRUCT(MessageAdded, (), (conversation, seq, author, message))

// → Active (offered); takes `cost` of the agent's capacity.
struct SessionOpened {
    PARLEY_EVENT("session_opened");
    ConversationId conversation;
    Session session;
    std::int64_t cost = 0;
};
BOOST_DESCRIBE_STRUCT(SessionOpened, (), (conversation, session, cost))

// → Active (accepted).
struct SessionAccepted {
    PARLEY_EVENT("session_accepted");
    ConversationId conversation;
    SessionNumber session = 0;
};
BOOST_DESCRIBE_STRUCT(SessionAccepted, (), (conversation, session))

// The assignment is over: gives its capacity back. agent_reject, agent_timeout and agent_closed (✖)
// count a decline of that agent.
struct SessionClosed {
    PARLEY_EVENT("session_closed");
    ConversationId conversation;
    SessionNumber session = 0;
    SessionClosure closure = SessionClosure::none;
};
BOOST_DESCRIBE_STRUCT(SessionClosed, (), (conversation, session, closure))

// Open (again), Wrap-up or Closed; Active comes by SessionOpened. `capacity_until` is set on
// entering Wrap-up with custom capacity; with `release` the capacity goes back at once though the
// session stays.
struct StateChanged {
    PARLEY_EVENT("state_changed");
    ConversationId conversation;
    ConversationState to = ConversationState::open;
    StateCause cause = StateCause::started;
    Time capacity_until;
    bool release = false;
};
BOOST_DESCRIBE_STRUCT(StateChanged, (), (conversation, to, cause, capacity_until, release))

// Wrap-up's custom capacity time is over.
struct CapacityReleased {
    PARLEY_EVENT("capacity_released");
    ConversationId conversation;
};
BOOST_DESCRIBE_STRUCT(CapacityReleased, (), (conversation))

struct ReadMarked {
    PARLEY_EVENT("read_marked");
    ConversationId conversation;
    AuthorKind reader = AuthorKind::customer; // customer or agent
    Seq seq = 0;
};
BOOST_DESCRIBE_STRUCT(ReadMarked, (), (conversation, reader, seq))

struct ContextSet {
    PARLEY_EVENT("context_set");
    ConversationId conversation;
    Private<std::map<std::string, std::string>> context;
};
BOOST_DESCRIBE_STRUCT(ContextSet, (), (conversation, context))

struct PresenceChanged {
    PARLEY_EVENT("presence_changed");
    AgentId agent;
    Presence presence;
};
BOOST_DESCRIBE_STRUCT(PresenceChanged, (), (agent, presence))

// Connection lost and grace over: presence is offline now, `before` comes back with AgentReturned.
struct AgentDisconnected {
    PARLEY_EVENT("agent_disconnected");
    AgentId agent;
    Presence presence;
};
BOOST_DESCRIBE_STRUCT(AgentDisconnected, (), (agent, presence))

// Back (presence = what it is now) or given up after agent_gone_ms (presence unchanged, offline).
struct AgentReturned {
    PARLEY_EVENT("agent_returned");
    AgentId agent;
    Presence presence;
};
BOOST_DESCRIBE_STRUCT(AgentReturned, (), (agent, presence))

// Made or changed. Presence, load and what follows from work are not taken from `value`.
struct AgentSaved {
    PARLEY_EVENT("agent_saved");
    AgentId agent;
    Private<Agent> value;
};
BOOST_DESCRIBE_STRUCT(AgentSaved, (), (agent, value))

struct QueueSaved {
    PARLEY_EVENT("queue_saved");
    QueueId queue;
    Private<Queue> value;
};
BOOST_DESCRIBE_STRUCT(QueueSaved, (), (queue, value))

struct WorkstreamSaved {
    PARLEY_EVENT("workstream_saved");
    WorkstreamId workstream;
    Private<Workstream> value;
};
BOOST_DESCRIBE_STRUCT(WorkstreamSaved, (), (workstream, value))

struct WidgetSaved {
    PARLEY_EVENT("widget_saved");
    WidgetId widget;
    Private<Widget> value;
};
BOOST_DESCRIBE_STRUCT(WidgetSaved, (), (widget, value))

struct QuickReplySaved {
    PARLEY_EVENT("quick_reply_saved");
    QuickReplyId quick_reply;
    Private<QuickReply> value;
};
BOOST_DESCRIBE_STRUCT(QuickReplySaved, (), (quick_reply, value))

struct QuickReplyDeleted {
    PARLEY_EVENT("quick_reply_deleted");
    QuickReplyId quick_reply;
};
BOOST_DESCRIBE_STRUCT(QuickReplyDeleted, (), (quick_reply))

struct SettingsChanged {
    PARLEY_EVENT("settings_changed");
    Settings settings;
};
BOOST_DESCRIBE_STRUCT(SettingsChanged, (), (settings))

struct LoginOpened {
    PARLEY_EVENT("login_opened");
    LoginId login;
    Private<Login> value;
};
BOOST_DESCRIBE_STRUCT(LoginOpened, (), (login, value))

struct LoginClosed {
    PARLEY_EVENT("login_closed");
    LoginId login;
};
BOOST_DESCRIBE_STRUCT(LoginClosed, (), (login))

#undef PARLEY_EVENT

} // namespace parley::event

namespace parley {

using Event =
    std::variant<event::CustomerSaved, event::ConversationStarted, event::MessageAdded,
                 event::SessionOpened, event::SessionAccepted, event::SessionClosed,
                 event::StateChanged, event::CapacityReleased, event::ReadMarked, event::ContextSet,
                 event::PresenceChanged, event::AgentDisconnected, event::AgentReturned,
                 event::AgentSaved, event::QueueSaved, event::WorkstreamSaved, event::WidgetSaved,
                 event::QuickReplySaved, event::QuickReplyDeleted, event::SettingsChanged,
                 event::LoginOpened, event::LoginClosed>;

} // namespace parley
