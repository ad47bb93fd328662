#pragma once
// Requests and replies of every operation, as described structs. HTTP (POST /api/v1/<operation>)
// and the WebSocket carry the same shapes. A request is <operation>::Request, its answer
// <operation>::Reply; the table that names them, says who may and gives the examples is
// operations/table.cpp.
//
// `client_id` (1–64 bytes, chosen by the client, e.g. a UUID) makes a mutating operation safe to
// repeat: the same id gets the first answer for 48 h, with another body it is refused as
// client_id_reused. Replies carry ids and the workspace position at which the change is durable;
// content comes by the feed.

#include "app/feed/views.hpp"
#include "base/ids.hpp"
#include "base/limits.hpp"
#include "base/time.hpp"
#include "core/routing/routing.hpp"
#include "core/workspace/settings.hpp"

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parley::op {

// What most changes answer.
struct Done {
    Position position = 0;
};
BOOST_DESCRIBE_STRUCT(Done, (), (position))

// ---- signing in ----

namespace sign_in {
struct Request {
    std::string email;
    std::string password;
    std::optional<std::string> workspace; // name; needed only when the address is known in several
    std::optional<bool> cookie; // true: the login is set as an HttpOnly cookie and not returned
};
BOOST_DESCRIBE_STRUCT(Request, (), (email, password, workspace, cookie))
struct Reply {
    std::optional<std::string> token; // for "Authorization: Bearer …"
    AgentId agent;
    std::string name;
    Role role = Role::agent;
    std::string workspace;
    Time expires_at;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (token, agent, name, role, workspace, expires_at))
} // namespace sign_in

namespace sign_out {
struct Request {
    std::optional<bool> everywhere; // all of the agent's browser logins
};
BOOST_DESCRIBE_STRUCT(Request, (), (everywhere))
using Reply = Done;
} // namespace sign_out

namespace who_am_i {
struct Request {};
BOOST_DESCRIBE_STRUCT(Request, (), ())
using Reply = view::Me;
} // namespace who_am_i

namespace create_api_token {
struct Request {
    std::string name;
    std::optional<std::int64_t> days; // 1–365; default 90
};
BOOST_DESCRIBE_STRUCT(Request, (), (name, days))
struct Reply {
    LoginId id;
    std::string token; // shown once
    Time expires_at;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (id, token, expires_at))
} // namespace create_api_token

namespace list_logins { // own browser logins and API tokens
struct Request {};
BOOST_DESCRIBE_STRUCT(Request, (), ())
struct Item {
    LoginId id;
    LoginKind kind = LoginKind::browser;
    std::string label;
    Time created_at;
    Time expires_at;
    bool current = false;   // the one that asks
    bool connected = false; // a desk is open with it now
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, kind, label, created_at, expires_at, current, connected))
struct Reply {
    std::vector<Item> logins;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (logins))
} // namespace list_logins

namespace revoke_login { // closes its connections at once
struct Request {
    LoginId login;
};
BOOST_DESCRIBE_STRUCT(Request, (), (login))
using Reply = Done;
} // namespace revoke_login

namespace set_up { // once: the first workspace and its administrator, with the link `serve` printed
struct Request {
    std::string token;
    std::string workspace; // 1–40 of a-z, 0-9 and -
    std::string email;
    std::string name;
    std::string password; // 8–1,024 bytes
    std::optional<std::string> language;
};
BOOST_DESCRIBE_STRUCT(Request, (), (token, workspace, email, name, password, language))
struct Reply {
    std::string workspace;
    std::string email; // to sign in with
};
BOOST_DESCRIBE_STRUCT(Reply, (), (workspace, email))
} // namespace set_up

// ---- passwords ----

namespace create_password_link { // an invitation, or a reset; earlier links of the agent end
struct Request {
    AgentId agent;
};
BOOST_DESCRIBE_STRUCT(Request, (), (agent))
struct Reply {
    std::string token; // shown once
    std::string url;   // where its holder sets the password; relative when no base_url is set
    Time expires_at;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (token, url, expires_at))
} // namespace create_password_link

namespace describe_password_link { // whose it is, before the password is typed
struct Request {
    std::string token;
};
BOOST_DESCRIBE_STRUCT(Request, (), (token))
struct Reply {
    std::string workspace;
    std::string email;
    std::string name;
    std::string language;
    bool invited = false; // no password was set before
    Time expires_at;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (workspace, email, name, language, invited, expires_at))
} // namespace describe_password_link

namespace set_password { // by a link, which is used up
struct Request {
    std::string token;
    std::string password; // 8–1,024 bytes
};
BOOST_DESCRIBE_STRUCT(Request, (), (token, password))
struct Reply {
    std::string workspace;
    std::string email; // to sign in with
    Position position = 0;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (workspace, email, position))
} // namespace set_password

namespace change_password { // one's own; closes the agent's other browser logins
struct Request {
    std::string current;
    std::string password; // 8–1,024 bytes
};
BOOST_DESCRIBE_STRUCT(Request, (), (current, password))
using Reply = Done;
} // namespace change_password

// ---- customers ----

namespace get_widget { // public: what a page needs to draw the widget
struct Request {
    std::string widget; // key
};
BOOST_DESCRIBE_STRUCT(Request, (), (widget))
struct Reply {
    std::string title;
    std::string subtitle;
    std::string colour;
    std::string language;
    Availability availability = Availability::offline;
    std::int64_t message_characters_max = 0;
};
BOOST_DESCRIBE_STRUCT(Reply, (),
                      (title, subtitle, colour, language, availability, message_characters_max))
} // namespace get_widget

namespace new_visitor { // a customer's credential before there is a chat: makes start_chat safe to
                        // repeat
struct Request {
    std::string widget;
};
BOOST_DESCRIBE_STRUCT(Request, (), (widget))
struct Reply {
    std::string visitor_token;
    Time expires_at;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (visitor_token, expires_at))
} // namespace new_visitor

namespace start_chat {
struct Request {
    std::string widget;
    std::optional<std::string> name;              // ≤ 100 characters
    std::optional<std::string> text;              // the first message
    std::optional<std::string> message_client_id; // of that message
    std::optional<std::string> page;              // URL
    std::optional<std::string> device;            // desktop | phone | tablet
    std::optional<std::string> language;          // BCP 47
    std::optional<std::map<std::string, std::string>> context;
    std::optional<std::string> client_id;
};
BOOST_DESCRIBE_STRUCT(Request, (),
                      (widget, name, text, message_client_id, page, device, language, context,
                       client_id))
struct Reply {
    ConversationId conversation;
    std::optional<std::string>
        visitor_token; // when the caller had none: the customer's credential from now on
    Position position = 0;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (conversation, visitor_token, position))
} // namespace start_chat

namespace set_context { // merges; an empty value removes its key
struct Request {
    ConversationId conversation;
    std::map<std::string, std::string> context;
};
BOOST_DESCRIBE_STRUCT(Request, (), (conversation, context))
using Reply = Done;
} // namespace set_context

// ---- both sides ----

namespace send_message {
struct Request {
    ConversationId conversation;
    std::string text; // 1–6,000 characters, no control characters but newline and tab
    std::string client_id;
};
BOOST_DESCRIBE_STRUCT(Request, (), (conversation, text, client_id))
struct Reply {
    ConversationId conversation;
    Seq seq = 0;
    Position position = 0;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (conversation, seq, position))
} // namespace send_message

namespace list_messages { // ascending by seq; the newest page unless before_seq or after_seq is
                          // given
struct Request {
    ConversationId conversation;
    std::optional<Seq> before_seq;
    std::optional<Seq> after_seq;
    std::optional<std::int64_t> limit; // 1–100, default 50
};
BOOST_DESCRIBE_STRUCT(Request, (), (conversation, before_seq, after_seq, limit))
struct Reply {
    std::vector<view::Message> messages;
    bool has_more = false; // further ones in the asked direction
    Position as_of = 0;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (messages, has_more, as_of))
} // namespace list_messages

namespace mark_read {
struct Request {
    ConversationId conversation;
    Seq seq = 0;
};
BOOST_DESCRIBE_STRUCT(Request, (), (conversation, seq))
using Reply = Done;
} // namespace mark_read

namespace set_typing { // a hint: not stored, may be lost
struct Request {
    ConversationId conversation;
    bool typing = false;
};
BOOST_DESCRIBE_STRUCT(Request, (), (conversation, typing))
using Reply = Done;
} // namespace set_typing

namespace end_conversation {
struct Request {
    ConversationId conversation;
    std::optional<std::string> client_id;
};
BOOST_DESCRIBE_STRUCT(Request, (), (conversation, client_id))
using Reply = Done;
} // namespace end_conversation

// ---- agents ----

// leave_conversation (✖: Active → offered to another; Wrap-up → Closed), accept_offer,
// reject_offer, pick_conversation share one shape.
struct OnConversation {
    ConversationId conversation;
    std::optional<std::string> client_id;
};
BOOST_DESCRIBE_STRUCT(OnConversation, (), (conversation, client_id))

namespace set_presence {
struct Request {
    PresenceKind presence = PresenceKind::available;
    std::optional<std::string> client_id;
};
BOOST_DESCRIBE_STRUCT(Request, (), (presence, client_id))
using Reply = Done;
} // namespace set_presence

enum class ConversationList { mine, open, closed };
BOOST_DESCRIBE_ENUM(ConversationList, mine, open, closed)

namespace list_conversations {
struct Request {
    std::optional<ConversationList> list; // default mine; a customer gets its own
    std::optional<std::string> cursor;    // from the page before
    std::optional<std::int64_t> limit;    // 1–100, default 50
};
BOOST_DESCRIBE_STRUCT(Request, (), (list, cursor, limit))
struct Reply {
    std::vector<view::Conversation> conversations; // mine: by id; open: who waits longest first;
                                                   // closed: newest first, last 24 h
    std::optional<std::string> next;               // cursor; absent on the last page
    Position as_of = 0;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (conversations, next, as_of))
} // namespace list_conversations

namespace get_conversation {
struct Request {
    ConversationId conversation;
};
BOOST_DESCRIBE_STRUCT(Request, (), (conversation))
struct Reply {
    view::Conversation conversation;
    std::vector<Session> sessions;
    std::optional<routing::Explanation> waiting; // while Open: why
    Position as_of = 0;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (conversation, sessions, waiting, as_of))
} // namespace get_conversation

namespace list_earlier { // the same customer's earlier conversations, newest first
struct Request {
    ConversationId conversation;
    std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(Request, (), (conversation, limit))
struct Reply {
    std::vector<view::Conversation> conversations;
    Position as_of = 0;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (conversations, as_of))
} // namespace list_earlier

namespace list_agents {
struct Request {};
BOOST_DESCRIBE_STRUCT(Request, (), ())
struct Item {
    AgentId id;
    std::string email;
    std::string name;
    std::string nickname;
    Role role = Role::agent;
    std::string language;
    std::int64_t capacity = 0;
    std::int64_t load = 0;
    PresenceKind default_presence = PresenceKind::available;
    bool disabled = false;
    bool connected = false;
    bool has_password = false;        // false: invited, or waits for an invitation
    std::optional<Time> link_expires; // a password link is on its way
    std::vector<QueueId> queues;      // member of
    Presence presence;
};
BOOST_DESCRIBE_STRUCT(Item, (),
                      (id, email, name, nickname, role, language, capacity, load, default_presence,
                       disabled, connected, has_password, link_expires, queues, presence))
struct Reply {
    std::vector<Item> agents;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (agents))
} // namespace list_agents

namespace save_quick_reply {
struct Request {
    std::optional<QuickReplyId> id; // absent: a new one
    std::optional<bool> everyone;   // administrators: for all agents
    std::string shortcut;
    std::optional<std::string> language;
    std::string text;
    std::optional<std::string> client_id;
};
BOOST_DESCRIBE_STRUCT(Request, (), (id, everyone, shortcut, language, text, client_id))
struct Reply {
    QuickReplyId id;
    Position position = 0;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (id, position))
} // namespace save_quick_reply

namespace delete_quick_reply {
struct Request {
    QuickReplyId id;
};
BOOST_DESCRIBE_STRUCT(Request, (), (id))
using Reply = Done;
} // namespace delete_quick_reply

// ---- administrators: enough to set a workspace up; the admin screens follow ----

struct Saved {
    std::int64_t id = 0;
    Position position = 0;
};
BOOST_DESCRIBE_STRUCT(Saved, (), (id, position))

namespace list_queues {
struct Request {};
BOOST_DESCRIBE_STRUCT(Request, (), ())
struct Item {
    QueueId id;
    std::string name;
    std::int64_t priority = 0;
    AssignmentMethod method = AssignmentMethod::highest_capacity;
    std::vector<AgentId> members;
    std::int64_t waiting = 0; // conversations in it now
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, name, priority, method, members, waiting))
struct Reply {
    std::vector<Item> queues;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (queues))
} // namespace list_queues

namespace list_workstreams {
struct Request {};
BOOST_DESCRIBE_STRUCT(Request, (), ())
struct Item {
    WorkstreamId id;
    std::string name;
    QueueId queue;
    std::int64_t capacity_cost = 0;
    std::int64_t offer_timeout_ms = 0;
    WrapUpCapacity wrap_up_capacity = WrapUpCapacity::always;
    std::int64_t wrap_up_capacity_ms = 0;
    bool allow_busy = false;
};
BOOST_DESCRIBE_STRUCT(Item, (),
                      (id, name, queue, capacity_cost, offer_timeout_ms, wrap_up_capacity,
                       wrap_up_capacity_ms, allow_busy))
struct Reply {
    std::vector<Item> workstreams;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (workstreams))
} // namespace list_workstreams

namespace list_widgets {
struct Request {};
BOOST_DESCRIBE_STRUCT(Request, (), ())
struct Item {
    WidgetId id;
    std::string key;
    WorkstreamId workstream;
    std::string title;
    std::string subtitle;
    std::string colour;
    std::string language;
    AgentNameMode agent_name = AgentNameMode::first;
    std::vector<std::string> domains;
};
BOOST_DESCRIBE_STRUCT(Item, (),
                      (id, key, workstream, title, subtitle, colour, language, agent_name, domains))
struct Reply {
    std::vector<Item> widgets;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (widgets))
} // namespace list_widgets

namespace list_quick_replies { // everyone's, and the caller's own
struct Request {};
BOOST_DESCRIBE_STRUCT(Request, (), ())
struct Reply {
    std::vector<view::QuickReply> quick_replies;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (quick_replies))
} // namespace list_quick_replies

namespace save_agent {
struct Request {
    // Absent: a new one, then email and name are needed; without a password it is invited by
    // create_password_link.
    std::optional<AgentId> id;
    std::optional<std::string> email;
    std::optional<std::string> name;
    std::optional<std::string> nickname;
    std::optional<Role> role;
    std::optional<std::string> language;
    std::optional<std::int64_t> capacity;
    std::optional<PresenceKind> default_presence;
    std::optional<std::string> password;
    std::optional<bool> disabled; // closes the agent's logins and connections
    std::optional<std::string> client_id;
};
BOOST_DESCRIBE_STRUCT(Request, (),
                      (id, email, name, nickname, role, language, capacity, default_presence,
                       password, disabled, client_id))
using Reply = Saved;
} // namespace save_agent

namespace save_queue {
struct Request {
    std::optional<QueueId> id;
    std::string name;
    std::optional<std::int64_t> priority;
    std::optional<AssignmentMethod> method;
    std::vector<AgentId> members;
    std::optional<std::string> client_id;
};
BOOST_DESCRIBE_STRUCT(Request, (), (id, name, priority, method, members, client_id))
using Reply = Saved;
} // namespace save_queue

namespace save_workstream {
struct Request {
    std::optional<WorkstreamId> id;
    std::string name;
    QueueId queue;
    std::optional<std::int64_t> capacity_cost;
    std::optional<std::int64_t> offer_timeout_ms;
    std::optional<WrapUpCapacity> wrap_up_capacity;
    std::optional<std::int64_t> wrap_up_capacity_ms;
    std::optional<bool> allow_busy;
    std::optional<std::string> client_id;
};
BOOST_DESCRIBE_STRUCT(Request, (),
                      (id, name, queue, capacity_cost, offer_timeout_ms, wrap_up_capacity,
                       wrap_up_capacity_ms, allow_busy, client_id))
using Reply = Saved;
} // namespace save_workstream

namespace save_widget {
struct Request {
    std::optional<WidgetId> id;
    std::string key;
    WorkstreamId workstream;
    std::string title;
    std::optional<std::string> subtitle;
    std::optional<std::string> colour;
    std::optional<std::string> language;
    std::optional<AgentNameMode> agent_name;
    std::optional<std::vector<std::string>> domains;
    std::optional<std::string> client_id;
};
BOOST_DESCRIBE_STRUCT(Request, (),
                      (id, key, workstream, title, subtitle, colour, language, agent_name, domains,
                       client_id))
using Reply = Saved;
} // namespace save_widget

namespace get_settings {
struct Request {};
BOOST_DESCRIBE_STRUCT(Request, (), ())
using Reply = Settings;
} // namespace get_settings

namespace change_settings {
using Request = Settings;
using Reply = Done;
} // namespace change_settings

// ---- the WebSocket only ----

namespace authenticate { // first frame of a connection that brought neither cookie nor
                         // Authorization
struct Request {
    std::string token; // visitor token, login token or API token
};
BOOST_DESCRIBE_STRUCT(Request, (), (token))
struct Reply {
    std::string workspace;
    std::optional<AgentId> agent; // absent: a customer
};
BOOST_DESCRIBE_STRUCT(Reply, (), (workspace, agent))
} // namespace authenticate

// Subscribes the connection to everything of its own: for an agent me, queues, quick replies,
// offers, own conversations with their messages; for a customer its conversations with their
// messages. With history_id and position of an earlier connection only what changed since is sent.
// Rows follow the reply, then {"keys":[…]}, then {"live":P}.
namespace follow {
struct Request {
    std::optional<std::string> history_id;
    std::optional<Position> position;
    std::optional<std::map<std::string, Seq>> messages; // conversation id → last seq held
};
BOOST_DESCRIBE_STRUCT(Request, (), (history_id, position, messages))
struct Reply {
    std::string history_id; // another one than asked: forget everything held
    Position position = 0;
    bool resumed = false; // false: a whole snapshot follows
};
BOOST_DESCRIBE_STRUCT(Reply, (), (history_id, position, resumed))
} // namespace follow

// An agent looks at one more conversation (an offer, the open list): its row and messages, until
// unfollow_conversation or the connection's end.
namespace follow_conversation {
struct Request {
    ConversationId conversation;
    std::optional<Seq> after_seq;
};
BOOST_DESCRIBE_STRUCT(Request, (), (conversation, after_seq))
using Reply = Done;
} // namespace follow_conversation
namespace unfollow_conversation {
struct Request {
    ConversationId conversation;
};
BOOST_DESCRIBE_STRUCT(Request, (), (conversation))
using Reply = Done;
} // namespace unfollow_conversation

// The open list of the agent's queues, kept up to date at most four times a second: rows
// "list/open" with
// {"ids":[…],"total":N} and the conversations' rows. list absent: stop.
namespace follow_list {
struct Request {
    std::optional<ConversationList> list; // open only
};
BOOST_DESCRIBE_STRUCT(Request, (), (list))
using Reply = Done;
} // namespace follow_list

} // namespace parley::op
