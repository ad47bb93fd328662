#pragma once
// View rows: what clients see. Each travels under a key ("conversation/1042") with a version; a row
// without value means it is gone from sight. The same conversation has one shape for agents and
// another for its customer, under the same key. Generated into TypeScript by gen/.

#include "base/ids.hpp"
#include "base/time.hpp"
#include "core/agent/agent.hpp"
#include "core/conversation/conversation.hpp"
#include "core/workspace/setup.hpp"
#include "core/workspace/workspace.hpp"

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parley::view {

// ---- agents ----

// "me": the signed-in agent. load/capacity in units.
struct Me {
    AgentId id;
    std::string email;
    std::string name;
    Role role = Role::agent;
    std::string language;
    std::int64_t capacity = 0;
    std::int64_t load = 0;
    Presence presence;
    std::vector<QueueId> queues;
    std::int64_t sessions_open_max = 0;
    std::int64_t agent_gone_ms = 0; // how long conversations stay theirs without a connection
};
BOOST_DESCRIBE_STRUCT(Me, (),
                      (id, email, name, role, language, capacity, load, presence, queues,
                       sessions_open_max, agent_gone_ms))

// "queue/<id>": the agent's queues.
struct Queue {
    QueueId id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Queue, (), (id, name))

// "quick_reply/<id>": everyone's and the agent's own (owner set).
struct QuickReply {
    QuickReplyId id;
    std::optional<AgentId> owner;
    std::string shortcut;
    std::string language;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(QuickReply, (), (id, owner, shortcut, language, text))

// "conversation/<id>": what the agent works on or is offered, looks at, or sees in a followed list.
struct Conversation {
    ConversationId id;
    ConversationState state = ConversationState::open;
    StateCause cause = StateCause::started;
    CustomerId customer;
    std::string customer_name; // "" = show "Visitor <customer>"
    bool customer_connected = false;
    QueueId queue;
    std::string queue_name;
    std::optional<AgentId> agent; // of the current session; absent when Open
    std::string agent_name;
    std::optional<SessionNumber> session;
    std::optional<SessionState> session_state;
    std::optional<Time> accepted_at;       // of the current session
    std::optional<SessionClosure> closure; // how the last session ended; absent while one is open
    Time created_at;
    Time state_at;
    Time queued_at;
    std::optional<Time> closed_at;
    std::optional<Time> wrap_up_until; // Wrap-up closes by itself then
    Seq last_seq = 0;
    Seq last_customer_seq = 0;
    Seq agent_read_seq = 0;
    Seq customer_read_seq = 0;
    std::optional<Time> waits_since; // customer's first unanswered message
    std::string last_text;           // preview, at most 120 characters of people's last message
    std::string page;
    std::string device;
    std::string language;
    std::map<std::string, std::string> context;
};
BOOST_DESCRIBE_STRUCT(Conversation, (),
                      (id, state, cause, customer, customer_name, customer_connected, queue,
                       queue_name, agent, agent_name, session, session_state, accepted_at, closure,
                       created_at, state_at, queued_at, closed_at, wrap_up_until, last_seq,
                       last_customer_seq, agent_read_seq, customer_read_seq, waits_since, last_text,
                       page, device, language, context))

// "list/open": the followed open list.
struct List {
    std::vector<ConversationId> ids; // in order, at most limits::list_rows_max
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(List, (), (ids, total))

// "offer/<conversation>": to be answered by this agent until expires_at; its conversation row comes
// along.
struct Offer {
    ConversationId conversation;
    SessionNumber session = 0;
    Time offered_at;
    Time expires_at;
    Time waiting_since;
};
BOOST_DESCRIBE_STRUCT(Offer, (), (conversation, session, offered_at, expires_at, waiting_since))

// ---- both sides ----

// "message/<conversation>/<seq>". Never changes. Agents see who of them wrote; customers see the
// display name.
struct Message {
    ConversationId conversation;
    Seq seq = 0;
    AuthorKind author = AuthorKind::system;
    std::optional<AgentId> agent; // agents only
    std::string name; // display name for customers, full name for agents; "" for the customer
    std::optional<SystemLine> line;
    std::string text;
    std::optional<std::string> client_id; // to its author's side only: matches the sending bubble
    Time sent_at;
};
BOOST_DESCRIBE_STRUCT(Message, (),
                      (conversation, seq, author, agent, name, line, text, client_id, sent_at))

// ---- customers ----

// "conversation/<id>" for its customer.
struct CustomerConversation {
    ConversationId id;
    ConversationState state = ConversationState::open; // wrap_up shows as ended
    StateCause cause = StateCause::started;
    std::string agent_name;                            // display name; "" = nobody yet
    Availability availability = Availability::offline; // while Open: is somebody there?
    Seq last_seq = 0;
    Seq agent_read_seq = 0; // own messages up to here are read
    Seq customer_read_seq = 0;
    Time created_at;
};
BOOST_DESCRIBE_STRUCT(CustomerConversation, (),
                      (id, state, cause, agent_name, availability, last_seq, agent_read_seq,
                       customer_read_seq, created_at))

// ---- hints: beside the feed, may be lost ----

struct Typing {
    ConversationId conversation;
    AuthorKind author = AuthorKind::customer;
    std::string name; // display name of the agent; "" for the customer
    bool typing = false;
};
BOOST_DESCRIBE_STRUCT(Typing, (), (conversation, author, name, typing))

} // namespace parley::view
