#pragma once
// The one list of all that can be asked, with who may ask it. HTTP and the WebSocket dispatch by
// it, OpenAPI and TypeScript are printed from it; an operation that is not here does not exist, and
// one that is here has said who may. `May` is about roles only; whose conversation it is gets
// decided where the conversation is known (core). The examples are checked: they parse into their
// structs and come out again as they went in.

#include "app/operations/shapes.hpp"

#include <boost/mp11/utility.hpp>
#include <span>
#include <string_view>

namespace parley::op {

// Each role is listed by itself; none includes another.
struct May {
    bool anonymous = false;
    bool customer = false;
    bool agent = false;
    bool supervisor = false;
    bool administrator = false;
};

struct Entry {
    std::string_view name;
    May may;
    bool read = false;        // changes nothing; HTTP answers it to GET too
    bool socket_only = false; // belongs to one WebSocket connection
    std::string_view summary; // one sentence
    std::string_view example_request;
    std::string_view example_reply;
};

namespace may {
inline constexpr May everyone{true, true, true, true, true};
inline constexpr May newcomers{.anonymous = true,
                               .customer = true}; // before and after the first chat
inline constexpr May customers{.customer = true};
inline constexpr May agents{.agent = true, .supervisor = true, .administrator = true};
inline constexpr May both_sides{
    .customer = true, .agent = true, .supervisor = true, .administrator = true};
inline constexpr May supervisors{.supervisor = true, .administrator = true};
inline constexpr May administrators{.administrator = true};
} // namespace may

// Calls f(entry, mp_identity<Request>, mp_identity<Reply>) for every operation.
template <class F> void for_each_operation(F&& f) {
    using boost::mp11::mp_identity;

    // ---- signing in ----
    f(Entry{.name = "sign_in",
            .may = may::everyone,
            .summary =
                "Checks a password and opens a login: a token to send as Bearer, or a cookie.",
            .example_request = R"({"email":"ava@demo.test","password":"parley-demo"})",
            .example_reply =
                R"({"token":"pl_4f1c9a","agent":3,"name":"Ava Lindqvist","role":"agent",)"
                R"("workspace":"demo","expires_at":1767225600000})"},
      mp_identity<sign_in::Request>{}, mp_identity<sign_in::Reply>{});
    f(Entry{.name = "sign_out",
            .may = may::agents,
            .summary =
                "Closes this login, or all browser logins of the agent; with the last one open "
                "conversations are offered to others.",
            .example_request = R"({"everywhere":false})",
            .example_reply = R"({"position":2291})"},
      mp_identity<sign_out::Request>{}, mp_identity<sign_out::Reply>{});
    f(Entry{.name = "who_am_i",
            .may = may::agents,
            .read = true,
            .summary = "The signed-in agent with presence, capacity and load.",
            .example_request = R"({})",
            .example_reply =
                R"({"id":3,"email":"ava@demo.test","name":"Ava Lindqvist","role":"agent",)"
                R"("language":"en","capacity":3,"load":1,"presence":{"kind":"available",)"
                R"("cause":"signed_in","by":0,"since":1764576000000,"version":12,"manual":false},)"
                R"("queues":[1,2],"sessions_open_max":9,"agent_gone_ms":150000})"},
      mp_identity<who_am_i::Request>{}, mp_identity<who_am_i::Reply>{});
    f(Entry{.name = "create_api_token",
            .may = may::agents,
            .summary = "Makes a token for programs that act as this agent; it is shown this once.",
            .example_request = R"({"name":"reporting","days":30})",
            .example_reply = R"({"id":18,"token":"pl_77b02d","expires_at":1767225600000})"},
      mp_identity<create_api_token::Request>{}, mp_identity<create_api_token::Reply>{});
    f(Entry{.name = "list_logins",
            .may = may::agents,
            .read = true,
            .summary = "The agent's own browser logins and API tokens.",
            .example_request = R"({})",
            .example_reply =
                R"({"logins":[{"id":17,"kind":"browser","label":"Firefox on Linux",)"
                R"("created_at":1764576000000,"expires_at":1767225600000,"current":true,"connected":true}]})"},
      mp_identity<list_logins::Request>{}, mp_identity<list_logins::Reply>{});
    f(Entry{.name = "revoke_login",
            .may = may::agents,
            .summary = "Ends a login or API token and closes its connections at once.",
            .example_request = R"({"login":18})",
            .example_reply = R"({"position":2292})"},
      mp_identity<revoke_login::Request>{}, mp_identity<revoke_login::Reply>{});

    f(Entry{.name = "set_up",
            .may = may::everyone,
            .summary =
                "Makes the first workspace and its administrator; only with the token of the "
                "link that an empty server prints, and only once.",
            .example_request =
                R"({"token":"ps_19ac40","workspace":"northwind","email":"ines@northwind.example",)"
                R"("name":"Ines Duarte","password":"a long enough one","language":"en"})",
            .example_reply = R"({"workspace":"northwind","email":"ines@northwind.example"})"},
      mp_identity<set_up::Request>{}, mp_identity<set_up::Reply>{});

    // ---- passwords ----
    f(Entry{.name = "create_password_link",
            .may = may::administrators,
            .summary = "Makes a link by which an agent sets a password: an invitation (7 days), or "
                       "a reset (24 hours). Earlier links of the agent end.",
            .example_request = R"({"agent":3})",
            .example_reply = R"({"token":"pp_83be10","url":"https://chat.example/desk/#password/)"
                             R"(pp_83be10","expires_at":1767225600000})"},
      mp_identity<create_password_link::Request>{}, mp_identity<create_password_link::Reply>{});
    f(Entry{.name = "describe_password_link",
            .may = may::everyone,
            .summary = "Whose password a link sets.",
            .example_request = R"({"token":"pp_83be10"})",
            .example_reply = R"({"workspace":"demo","email":"kai@demo.test","name":"Kai Moreau",)"
                             R"("language":"en","invited":true,"expires_at":1767225600000})"},
      mp_identity<describe_password_link::Request>{}, mp_identity<describe_password_link::Reply>{});
    f(Entry{.name = "set_password",
            .may = may::everyone,
            .summary =
                "Sets a password by a link, uses the link up, and closes the agent's browser "
                "logins.",
            .example_request = R"({"token":"pp_83be10","password":"a long enough one"})",
            .example_reply = R"({"workspace":"demo","email":"kai@demo.test","position":2292})"},
      mp_identity<set_password::Request>{}, mp_identity<set_password::Reply>{});
    f(Entry{.name = "change_password",
            .may = may::agents,
            .summary = "Changes one's own password and closes one's other browser logins.",
            .example_request = R"({"current":"parley-demo","password":"a long enough one"})",
            .example_reply = R"({"position":2293})"},
      mp_identity<change_password::Request>{}, mp_identity<change_password::Reply>{});

    // ---- customers ----
    f(Entry{.name = "get_widget",
            .may = may::everyone,
            .read = true,
            .summary =
                "What a page needs to draw the widget, and whether somebody is there to answer.",
            .example_request = R"({"widget":"demo"})",
            .example_reply = R"({"title":"Northwind Coffee","subtitle":"We answer within minutes",)"
                             R"("colour":"#0f6cbd","language":"en","availability":"available",)"
                             R"("message_characters_max":6000})"},
      mp_identity<get_widget::Request>{}, mp_identity<get_widget::Reply>{});
    f(Entry{.name = "new_visitor",
            .may = may::newcomers,
            .summary =
                "Makes a visitor token, the credential of a customer. Nothing is stored until the "
                "first chat; with the token start_chat is safe to repeat.",
            .example_request = R"({"widget":"demo"})",
            .example_reply = R"({"visitor_token":"pv1.1.Qm9x","expires_at":1799136000000})"},
      mp_identity<new_visitor::Request>{}, mp_identity<new_visitor::Reply>{});
    f(Entry{.name = "start_chat",
            .may = may::newcomers,
            .summary = "Starts a live chat; a caller without a visitor token gets one, its "
                       "credential from now on (repeating such a call starts another chat).",
            .example_request =
                R"({"widget":"demo","name":"Noor","text":"Is the blue kettle back?",)"
                R"("message_client_id":"6c0f","page":"https://shop.example/kettles",)"
                R"("device":"phone","language":"en","context":{"basket":"2 items"},)"
                R"("client_id":"b1d4"})",
            .example_reply =
                R"({"conversation":1042,"visitor_token":"plv_9e31aa","position":2293})"},
      mp_identity<start_chat::Request>{}, mp_identity<start_chat::Reply>{});
    f(Entry{.name = "set_context",
            .may = may::customers,
            .summary =
                "Merges facts about the customer into the conversation; an empty value removes "
                "its key.",
            .example_request =
                R"({"conversation":1042,"context":{"basket":"3 items","coupon":""}})",
            .example_reply = R"({"position":2294})"},
      mp_identity<set_context::Request>{}, mp_identity<set_context::Reply>{});

    // ---- both sides ----
    f(Entry{.name = "send_message",
            .may = may::both_sides,
            .summary =
                "Adds a message; the reply means that it is stored durably. Repeating it with the "
                "same client id is safe.",
            .example_request = R"({"conversation":1042,"text":"It is, we have eleven left.",)"
                               R"("client_id":"0d3e9c52"})",
            .example_reply = R"({"conversation":1042,"seq":3,"position":2297})"},
      mp_identity<send_message::Request>{}, mp_identity<send_message::Reply>{});
    f(Entry{.name = "list_messages",
            .may = may::both_sides,
            .read = true,
            .summary =
                "A page of a conversation's messages, ascending; the newest page unless told "
                "otherwise.",
            .example_request = R"({"conversation":1042,"after_seq":1,"limit":50})",
            .example_reply =
                R"({"messages":[{"conversation":1042,"seq":2,"author":"system","name":"",)"
                R"("line":"agent_joined","text":"Ava","sent_at":1764576060000}],)"
                R"("has_more":false,"as_of":2297})"},
      mp_identity<list_messages::Request>{}, mp_identity<list_messages::Reply>{});
    f(Entry{.name = "mark_read",
            .may = may::both_sides,
            .summary = "Says that everything up to this message has been seen; going back changes "
                       "nothing.",
            .example_request = R"({"conversation":1042,"seq":3})",
            .example_reply = R"({"position":2298})"},
      mp_identity<mark_read::Request>{}, mp_identity<mark_read::Reply>{});
    f(Entry{.name = "set_typing",
            .may = may::both_sides,
            .summary = "Tells the other side that somebody is writing; a hint that may be lost.",
            .example_request = R"({"conversation":1042,"typing":true})",
            .example_reply = R"({"position":2298})"},
      mp_identity<set_typing::Request>{}, mp_identity<set_typing::Reply>{});
    f(Entry{.name = "end_conversation",
            .may = may::both_sides,
            .summary =
                "Ends the conversation: the agent goes to wrap-up, the customer can write no more.",
            .example_request = R"({"conversation":1042,"client_id":"e77a"})",
            .example_reply = R"({"position":2310})"},
      mp_identity<end_conversation::Request>{}, mp_identity<end_conversation::Reply>{});

    // ---- agents ----
    f(Entry{.name = "accept_offer",
            .may = may::agents,
            .summary = "Takes the conversation that is offered to this agent.",
            .example_request = R"({"conversation":1042,"client_id":"a001"})",
            .example_reply = R"({"position":2295})"},
      mp_identity<OnConversation>{}, mp_identity<Done>{});
    f(Entry{.name = "reject_offer",
            .may = may::agents,
            .summary = "Declines the offered conversation; it goes to the next agent.",
            .example_request = R"({"conversation":1042,"client_id":"a002"})",
            .example_reply = R"({"position":2296})"},
      mp_identity<OnConversation>{}, mp_identity<Done>{});
    f(Entry{.name = "pick_conversation",
            .may = may::agents,
            .summary = "Takes an Open conversation of the agent's queues by hand; this may exceed "
                       "capacity.",
            .example_request = R"({"conversation":1043,"client_id":"a003"})",
            .example_reply = R"({"position":2299})"},
      mp_identity<OnConversation>{}, mp_identity<Done>{});
    f(Entry{.name = "leave_conversation",
            .may = may::agents,
            .summary = "Closes the agent's session: an Active conversation is offered to others, a "
                       "Wrap-up closes.",
            .example_request = R"({"conversation":1042})",
            .example_reply = R"({"position":2311})"},
      mp_identity<OnConversation>{}, mp_identity<Done>{});
    f(Entry{.name = "set_presence",
            .may = may::agents,
            .summary = "Sets the agent's own presence by hand.",
            .example_request = R"({"presence":"away"})",
            .example_reply = R"({"position":2312})"},
      mp_identity<set_presence::Request>{}, mp_identity<set_presence::Reply>{});
    f(Entry{.name = "list_conversations",
            .may = may::both_sides,
            .read = true,
            .summary =
                "One of the agent's lists (mine, open, closed within 24 h) by pages; customers get "
                "their own conversations.",
            .example_request = R"({"list":"open","limit":2})",
            .example_reply =
                R"({"conversations":[{"id":1043,"state":"open","cause":"started","customer":88,)"
                R"("customer_name":"","customer_connected":true,"queue":1,"queue_name":"Support",)"
                R"("agent_name":"","created_at":1764576000000,"state_at":1764576000000,)"
                R"("queued_at":1764576000000,"last_seq":1,"last_customer_seq":1,)"
                R"("agent_read_seq":0,"customer_read_seq":1,"waits_since":1764576000000,)"
                R"("last_text":"Hello?","page":"https://shop.example/","device":"desktop",)"
                R"("language":"en","context":{}}],"next":"1764576000000-1043","as_of":2299})"},
      mp_identity<list_conversations::Request>{}, mp_identity<list_conversations::Reply>{});
    f(Entry{.name = "get_conversation",
            .may = may::both_sides,
            .read = true,
            .summary = "One conversation with its sessions and, while it is Open, why it waits.",
            .example_request = R"({"conversation":1043})",
            .example_reply =
                R"({"conversation":{"id":1043,"state":"open","cause":"timed_out","customer":88,)"
                R"("customer_name":"Noor","customer_connected":true,"queue":1,)"
                R"("queue_name":"Support","agent_name":"","created_at":1764576000000,)"
                R"("state_at":1764576120000,"queued_at":1764576000000,"last_seq":1,)"
                R"("last_customer_seq":1,"agent_read_seq":0,"customer_read_seq":1,)"
                R"("waits_since":1764576000000,"last_text":"Hello?",)"
                R"("page":"https://shop.example/","device":"desktop","language":"en",)"
                R"("context":{"basket":"2 items"}},"sessions":[{"number":1,"agent":3,)"
                R"("state":"closed","cause":"automatic","over_capacity":false,)"
                R"("assigned_at":1764576000000,"expires_at":1764576120000,"accepted_at":0,)"
                R"("closed_at":1764576120000,"closure":"agent_timeout"}],)"
                R"("waiting":{"reason":"all_busy","ahead":0,"members":3,"signed_in":2,)"
                R"("available":2,"with_capacity":0,"declined":1},"as_of":2303})"},
      mp_identity<get_conversation::Request>{}, mp_identity<get_conversation::Reply>{});
    f(Entry{.name = "list_earlier",
            .may = may::agents,
            .read = true,
            .summary = "Earlier conversations of the same customer, newest first.",
            .example_request = R"({"conversation":1043,"limit":5})",
            .example_reply = R"({"conversations":[],"as_of":2303})"},
      mp_identity<list_earlier::Request>{}, mp_identity<list_earlier::Reply>{});
    f(Entry{.name = "list_agents",
            .may = may::supervisors,
            .read = true,
            .summary = "Everybody who can sign in, with presence and load.",
            .example_request = R"({})",
            .example_reply =
                R"({"agents":[{"id":3,"email":"ava@demo.test","name":"Ava Lindqvist",)"
                R"("nickname":"Ava","role":"agent","language":"en","capacity":3,"load":1,)"
                R"("default_presence":"available","disabled":false,"connected":true,)"
                R"("has_password":true,"queues":[1,2],"presence":{"kind":"busy",)"
                R"("cause":"capacity","by":0,"since":1764576000000,"version":13,)"
                R"("manual":false}}]})"},
      mp_identity<list_agents::Request>{}, mp_identity<list_agents::Reply>{});
    f(Entry{.name = "save_quick_reply",
            .may = may::agents,
            .summary =
                "Makes or changes a quick reply: one's own, or everyone's by an administrator.",
            .example_request =
                R"({"shortcut":"hello","language":"en","text":"Hello, how can I help?"})",
            .example_reply = R"({"id":7,"position":2313})"},
      mp_identity<save_quick_reply::Request>{}, mp_identity<save_quick_reply::Reply>{});
    f(Entry{.name = "delete_quick_reply",
            .may = may::agents,
            .summary = "Deletes a quick reply: one's own, or everyone's by an administrator.",
            .example_request = R"({"id":7})",
            .example_reply = R"({"position":2314})"},
      mp_identity<delete_quick_reply::Request>{}, mp_identity<delete_quick_reply::Reply>{});

    f(Entry{.name = "list_quick_replies",
            .may = may::agents,
            .read = true,
            .summary = "Everyone's quick replies and one's own.",
            .example_request = R"({})",
            .example_reply = R"({"quick_replies":[{"id":7,"shortcut":"hello","language":"en",)"
                             R"("text":"Hello, how can I help?"}]})"},
      mp_identity<list_quick_replies::Request>{}, mp_identity<list_quick_replies::Reply>{});
    f(Entry{.name = "list_queues",
            .may = may::supervisors,
            .read = true,
            .summary = "All queues with their members and how many wait.",
            .example_request = R"({})",
            .example_reply = R"({"queues":[{"id":1,"name":"Support","priority":100,)"
                             R"("method":"highest_capacity","members":[3,4],"waiting":2}]})"},
      mp_identity<list_queues::Request>{}, mp_identity<list_queues::Reply>{});
    f(Entry{.name = "list_workstreams",
            .may = may::supervisors,
            .read = true,
            .summary = "All workstreams.",
            .example_request = R"({})",
            .example_reply =
                R"({"workstreams":[{"id":1,"name":"Web chat","queue":1,"capacity_cost":1,)"
                R"("offer_timeout_ms":120000,"wrap_up_capacity":"always",)"
                R"("wrap_up_capacity_ms":60000,"allow_busy":true}]})"},
      mp_identity<list_workstreams::Request>{}, mp_identity<list_workstreams::Reply>{});
    f(Entry{.name = "list_widgets",
            .may = may::supervisors,
            .read = true,
            .summary = "All widgets.",
            .example_request = R"({})",
            .example_reply =
                R"({"widgets":[{"id":1,"key":"demo","workstream":1,"title":"Northwind Coffee",)"
                R"("subtitle":"","colour":"#0f6cbd","language":"en","agent_name":"first",)"
                R"("domains":["shop.example"]}]})"},
      mp_identity<list_widgets::Request>{}, mp_identity<list_widgets::Reply>{});

    // ---- administrators ----
    f(Entry{.name = "save_agent",
            .may = may::administrators,
            .summary = "Makes an agent (email and name are needed) or changes what is given.",
            .example_request = R"({"email":"kai@demo.test","name":"Kai Moreau","role":"agent",)"
                               R"("capacity":4,"password":"a long enough one"})",
            .example_reply = R"({"id":6,"position":2315})"},
      mp_identity<save_agent::Request>{}, mp_identity<save_agent::Reply>{});
    f(Entry{.name = "save_queue",
            .may = may::administrators,
            .summary = "Makes or changes a queue: its members, priority and assignment method.",
            .example_request =
                R"({"name":"Returns","priority":50,"method":"round_robin","members":[3,6]})",
            .example_reply = R"({"id":3,"position":2316})"},
      mp_identity<save_queue::Request>{}, mp_identity<save_queue::Reply>{});
    f(Entry{.name = "save_workstream",
            .may = may::administrators,
            .summary = "Makes or changes a workstream: where its work goes and what it costs.",
            .example_request = R"({"name":"Returns chat","queue":3,"capacity_cost":1,)"
                               R"("offer_timeout_ms":60000,"wrap_up_capacity":"none"})",
            .example_reply = R"({"id":2,"position":2317})"},
      mp_identity<save_workstream::Request>{}, mp_identity<save_workstream::Reply>{});
    f(Entry{.name = "save_widget",
            .may = may::administrators,
            .summary = "Makes or changes a widget: its key, looks, and where it may be embedded.",
            .example_request =
                R"({"key":"returns","workstream":2,"title":"Returns","colour":"#8a3ffc",)"
                R"("agent_name":"first","domains":["shop.example"]})",
            .example_reply = R"({"id":2,"position":2318})"},
      mp_identity<save_widget::Request>{}, mp_identity<save_widget::Reply>{});
    f(Entry{.name = "get_settings",
            .may = may::administrators,
            .read = true,
            .summary = "The workspace's settings.",
            .example_request = R"({})",
            .example_reply =
                R"({"open_timeout_ms":1200000,"wrap_up_timeout_ms":900000,)"
                R"("customer_gone_ms":180000,"agent_gone_ms":150000,)"
                R"("connection_grace_ms":5000,"decline_limit":3,"sessions_open_max":9})"},
      mp_identity<get_settings::Request>{}, mp_identity<get_settings::Reply>{});
    f(Entry{.name = "change_settings",
            .may = may::administrators,
            .summary = "Replaces the workspace's settings.",
            .example_request =
                R"({"open_timeout_ms":1200000,"wrap_up_timeout_ms":600000,)"
                R"("customer_gone_ms":180000,"agent_gone_ms":150000,)"
                R"("connection_grace_ms":5000,"decline_limit":3,"sessions_open_max":9})",
            .example_reply = R"({"position":2319})"},
      mp_identity<change_settings::Request>{}, mp_identity<change_settings::Reply>{});

    // ---- the WebSocket only ----
    f(Entry{.name = "authenticate",
            .may = may::everyone,
            .socket_only = true,
            .summary =
                "Says who the connection belongs to; the first request of one that brought neither "
                "cookie nor Authorization.",
            .example_request = R"({"token":"plv_9e31aa"})",
            .example_reply = R"({"workspace":"demo"})"},
      mp_identity<authenticate::Request>{}, mp_identity<authenticate::Reply>{});
    f(Entry{.name = "follow",
            .may = may::both_sides,
            .socket_only = true,
            .summary =
                "Subscribes to everything of one's own, from where an earlier connection stopped.",
            .example_request = R"({"history_id":"5b7e","position":2297,"messages":{"1042":3}})",
            .example_reply = R"({"history_id":"5b7e","position":2319,"resumed":true})"},
      mp_identity<follow::Request>{}, mp_identity<follow::Reply>{});
    f(Entry{.name = "follow_conversation",
            .may = may::agents,
            .socket_only = true,
            .summary = "Looks at one more conversation: its row and its messages.",
            .example_request = R"({"conversation":1043,"after_seq":0})",
            .example_reply = R"({"position":2319})"},
      mp_identity<follow_conversation::Request>{}, mp_identity<follow_conversation::Reply>{});
    f(Entry{.name = "unfollow_conversation",
            .may = may::agents,
            .socket_only = true,
            .summary = "Stops looking at it.",
            .example_request = R"({"conversation":1043})",
            .example_reply = R"({"position":2319})"},
      mp_identity<unfollow_conversation::Request>{}, mp_identity<unfollow_conversation::Reply>{});
    f(Entry{.name = "follow_list",
            .may = may::agents,
            .socket_only = true,
            .summary = "Keeps the open list of the agent's queues up to date, at most four times a "
                       "second; "
                       "without `list` stops.",
            .example_request = R"({"list":"open"})",
            .example_reply = R"({"position":2319})"},
      mp_identity<follow_list::Request>{}, mp_identity<follow_list::Reply>{});
}

// All entries in the table's order.
std::span<const Entry> operations();

// By name; nullptr when there is none.
const Entry* find_operation(std::string_view name);

} // namespace parley::op
