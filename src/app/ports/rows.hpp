#pragma once
// Rows as they are stored: flat, described, field name = column name, primary key as said. bool is
// 0/1, enums are their names as text, Time is int64 ms (0 = none), maps are JSON text. Row, event
// and view structs are separate on purpose: each may change without the other two.

#include "base/ids.hpp"

#include <boost/describe.hpp>
#include <cstdint>
#include <string>

namespace parley::row {

struct Workspace { // key: id
    std::int64_t id = 0;
    std::string name;
    std::string settings; // JSON of Settings
    std::string counters; // JSON of Counters
    std::int64_t position = 0;
    std::string history_id; // changes when a backup is restored
    std::int64_t created_at = 0;
};
BOOST_DESCRIBE_STRUCT(Workspace, (),
                      (id, name, settings, counters, position, history_id, created_at))

struct Agent { // key: workspace, id
    std::int64_t workspace = 0;
    std::int64_t id = 0;
    std::int64_t position = 0;
    std::string email;
    std::string name;
    std::string nickname;
    std::string role;
    std::string language;
    std::int64_t capacity = 0;
    std::string default_presence;
    std::string password_hash;
    std::int64_t disabled = 0;
    std::string presence;          // JSON of Presence
    std::string before_disconnect; // JSON of Presence, or ""
    std::int64_t disconnected_at = 0;
    std::int64_t capacity_released_at = 0;
};
BOOST_DESCRIBE_STRUCT(Agent, (),
                      (workspace, id, position, email, name, nickname, role, language, capacity,
                       default_presence, password_hash, disabled, presence, before_disconnect,
                       disconnected_at, capacity_released_at))

struct Queue { // key: workspace, id
    std::int64_t workspace = 0;
    std::int64_t id = 0;
    std::int64_t position = 0;
    std::string name;
    std::int64_t priority = 0;
    std::string method;
    std::int64_t turns = 0;
};
BOOST_DESCRIBE_STRUCT(Queue, (), (workspace, id, position, name, priority, method, turns))

struct QueueMember { // key: workspace, queue, agent
    std::int64_t workspace = 0;
    std::int64_t queue = 0;
    std::int64_t agent = 0;
    std::int64_t turn = 0;
};
BOOST_DESCRIBE_STRUCT(QueueMember, (), (workspace, queue, agent, turn))

struct Workstream { // key: workspace, id
    std::int64_t workspace = 0;
    std::int64_t id = 0;
    std::int64_t position = 0;
    std::string name;
    std::int64_t queue = 0;
    std::int64_t capacity_cost = 0;
    std::int64_t offer_timeout_ms = 0;
    std::string wrap_up_capacity;
    std::int64_t wrap_up_capacity_ms = 0;
    std::int64_t allow_busy = 0;
};
BOOST_DESCRIBE_STRUCT(Workstream, (),
                      (workspace, id, position, name, queue, capacity_cost, offer_timeout_ms,
                       wrap_up_capacity, wrap_up_capacity_ms, allow_busy))

struct Widget { // key: workspace, id; unique: key
    std::int64_t workspace = 0;
    std::int64_t id = 0;
    std::int64_t position = 0;
    std::string key;
    std::int64_t workstream = 0;
    std::string title;
    std::string subtitle;
    std::string colour;
    std::string language;
    std::string agent_name;
    std::string domains; // JSON array
};
BOOST_DESCRIBE_STRUCT(Widget, (),
                      (workspace, id, position, key, workstream, title, subtitle, colour, language,
                       agent_name, domains))

struct QuickReply { // key: workspace, id
    std::int64_t workspace = 0;
    std::int64_t id = 0;
    std::int64_t position = 0;
    std::int64_t owner = 0;
    std::string shortcut;
    std::string language;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(QuickReply, (), (workspace, id, position, owner, shortcut, language, text))

struct Login { // key: workspace, id; unique: token_hash
    std::int64_t workspace = 0;
    std::int64_t id = 0;
    std::int64_t agent = 0;
    std::string kind;
    std::string token_hash;
    std::string label;
    std::int64_t created_at = 0;
    std::int64_t expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(Login, (),
                      (workspace, id, agent, kind, token_hash, label, created_at, expires_at))

struct Customer { // key: workspace, id; unique: workspace, visitor
    std::int64_t workspace = 0;
    std::int64_t id = 0;
    std::int64_t position = 0;
    std::string visitor;
    std::string name;
    std::int64_t created_at = 0;
};
BOOST_DESCRIBE_STRUCT(Customer, (), (workspace, id, position, visitor, name, created_at))

struct Conversation { // key: workspace, id
    std::int64_t workspace = 0;
    std::int64_t id = 0;
    std::int64_t position = 0;
    std::int64_t customer = 0;
    std::int64_t workstream = 0;
    std::int64_t queue = 0;
    std::int64_t widget = 0;
    std::string state;
    std::string cause;
    std::int64_t created_at = 0;
    std::int64_t state_at = 0;
    std::int64_t queued_at = 0;
    std::int64_t active_at = 0;
    std::int64_t closed_at = 0; // index: (workspace, closed_at), (workspace, agent, closed_at),
                                // (workspace, customer, id)
    std::int64_t agent = 0;     // of the current or last session
    std::int64_t session = 0;   // its number; the rest is the session's row
    std::int64_t cost = 0;
    std::int64_t capacity_until = 0;
    std::string declines; // JSON object agent → count, "" = none
    std::int64_t last_seq = 0;
    std::int64_t last_customer_seq = 0;
    std::int64_t last_agent_seq = 0;
    std::int64_t customer_read_seq = 0;
    std::int64_t agent_read_seq = 0;
    std::int64_t last_customer_at = 0;
    std::int64_t waits_since = 0;
    std::string last_text; // how people's last message begins
    std::string page;
    std::string device;
    std::string language;
    std::string context; // JSON object
};
BOOST_DESCRIBE_STRUCT(Conversation, (),
                      (workspace, id, position, customer, workstream, queue, widget, state, cause,
                       created_at, state_at, queued_at, active_at, closed_at, agent, session, cost,
                       capacity_until, declines, last_seq, last_customer_seq, last_agent_seq,
                       customer_read_seq, agent_read_seq, last_customer_at, waits_since, last_text,
                       page, device, language, context))

struct Session { // key: workspace, conversation, number
    std::int64_t workspace = 0;
    std::int64_t conversation = 0;
    std::int64_t number = 0;
    std::int64_t agent = 0;
    std::string state;
    std::string cause;
    std::int64_t over_capacity = 0;
    std::int64_t assigned_at = 0;
    std::int64_t expires_at = 0;
    std::int64_t accepted_at = 0;
    std::int64_t closed_at = 0;
    std::string closure;
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (workspace, conversation, number, agent, state, cause, over_capacity,
                       assigned_at, expires_at, accepted_at, closed_at, closure))

struct Message { // key: workspace, conversation, seq; unique where client_id <> '': (workspace,
                 // conversation, author, agent, client_id)
    std::int64_t workspace = 0;
    std::int64_t conversation = 0;
    std::int64_t seq = 0;
    std::string author;
    std::int64_t agent = 0;
    std::string line; // system line's name, "" for people's
    std::string text;
    std::string client_id; // "" = none
    std::int64_t sent_at = 0;
};
BOOST_DESCRIBE_STRUCT(Message, (),
                      (workspace, conversation, seq, author, agent, line, text, client_id, sent_at))

// One row per commit and workspace: the ordered events without personal data.
struct Journal { // key: workspace, position
    std::int64_t workspace = 0;
    std::int64_t position = 0;
    std::int64_t at = 0;
    std::string events; // JSON array of {"op","actor","at","events":[…]}
};
BOOST_DESCRIBE_STRUCT(Journal, (), (workspace, position, at, events))

// The answer to a mutating operation other than a message, kept 48 h under its client id.
struct ClientOperation { // key: workspace, actor, client_id; index: at
    std::int64_t workspace = 0;
    std::string actor; // "agent:7", "customer:<visitor>"
    std::string client_id;
    std::int64_t body_hash = 0;
    std::string reply; // JSON
    std::int64_t at = 0;
};
BOOST_DESCRIBE_STRUCT(ClientOperation, (), (workspace, actor, client_id, body_hash, reply, at))

} // namespace parley::row
