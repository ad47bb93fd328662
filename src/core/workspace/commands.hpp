#pragma once
// What can be asked of a workspace, in imperatives; each says who may ask and when it is legal. A
// refusal is an Error with a named reason (docs/spec/refusals.md lists them all). Random things
// (tokens, hashes) arrive inside the command; `now` stands beside it.

#include "base/ids.hpp"
#include "base/time.hpp"
#include "core/agent/agent.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/setup.hpp"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace parley {

enum class ActorKind { anonymous, customer, agent, system };
BOOST_DESCRIBE_ENUM(ActorKind, anonymous, customer, agent, system)

// Who asks. A customer is known by the visitor token's subject; a customer record may not exist
// yet.
struct Actor {
    ActorKind kind = ActorKind::anonymous;
    AgentId agent;
    LoginId login;
    std::string visitor;

    static Actor system() { return {ActorKind::system, {}, {}, {}}; }
    static Actor of_agent(AgentId agent, LoginId login = {}) {
        return {ActorKind::agent, agent, login, {}};
    }
    static Actor of_customer(std::string visitor) {
        return {ActorKind::customer, {}, {}, std::move(visitor)};
    }
    bool operator==(const Actor&) const = default;
};

namespace command {

// Customer. Refused: customer_has_chat (one open live chat per customer and workstream: the receipt
// of a repeat names it), unknown widget (not_found). With `text`, that is the first message.
struct StartChat {
    std::string widget; // key
    std::string name;
    std::string text;
    std::string message_client_id; // of the first message; may be empty
    std::string page;
    std::string device;
    std::string language;
    std::map<std::string, std::string> context;
};

// The customer while Open, Active; the session's agent while Active (accepted). Afterwards
// conversation_closed; an agent without the session: not_your_session. client_id is required: a
// repeat gets the first receipt, another text under the same id is client_id_reused.
struct SendMessage {
    ConversationId conversation;
    std::string text;
};

// Customer or session's agent; a lower seq than before changes nothing.
struct MarkRead {
    ConversationId conversation;
    Seq seq = 0;
};

// Customer; merges into the context, an empty value removes its key.
struct SetContext {
    ConversationId conversation;
    std::map<std::string, std::string> context;
};

// Customer: Open → Closed, Active → Wrap-up (offered: Closed). Agent of the session: Active →
// Wrap-up.
struct EndConversation {
    ConversationId conversation;
};

// Agent of the session (✖): Active → Open and offered to another; Wrap-up → Closed.
struct LeaveConversation {
    ConversationId conversation;
};

// Agent to whom it is offered. Refused: offer_gone (conflict) when it timed out, was withdrawn or
// is another's; already_accepted (conflict) on a second accept without client id.
struct AcceptOffer {
    ConversationId conversation;
};
struct RejectOffer {
    ConversationId conversation;
};

// Agent, member of the queue (or supervisor), state Open: a session at once accepted, may exceed
// capacity. Refused: not_open (conflict), sessions_open_max.
struct PickConversation {
    ConversationId conversation;
};

// Agent for itself.
struct SetPresence {
    PresenceKind presence = PresenceKind::available;
};

// Agent for itself: closes the login; if no other login of the agent is connected, or `everywhere`,
// its offers are withdrawn, its Active conversations go back to Open, its Wrap-ups close, presence
// is offline.
struct SignOut {
    bool everywhere = false;
    bool connected_elsewhere = false; // another login of the agent has a connection now
};

// System: connections of an agent or a customer came or went (volatile; see Live). `count` is the
// number of connections now. HTTP activity without a connection keeps people for a lease (Touch).
struct AgentConnections {
    AgentId agent;
    std::int64_t count = 0;
};
struct CustomerConnections {
    std::string visitor;
    std::int64_t count = 0;
};
// System: somebody without a connection called an operation.
struct Touch {
    Actor who;
};

// System: deadlines that are due at `now`.
struct Tick {};

// System (sign_in has checked the password); an agent for its own API tokens; an administrator for
// anyone's password link, which closes that agent's earlier ones.
struct OpenLogin {
    AgentId agent;
    LoginKind kind = LoginKind::browser;
    std::string token_hash;
    std::string label;
    Time expires_at;
};
// Agent: its own; administrator: anyone's.
struct CloseLogin {
    LoginId login;
};

// System (the old password or the link's token was checked). With `link` that link is used up;
// refused when it is gone by now: link_not_valid (not_found). Every other browser login and
// password link of the agent is closed, `keep` apart; API tokens stay.
struct SetPassword {
    AgentId agent;
    std::string password_hash;
    LoginId link;
    LoginId keep;
};

// Administrator or system. id none = create; the rest replaces. Refused: email_taken, unknown ids
// (not_found), values outside limits (invalid_argument, detail names the field).
struct SaveAgent {
    AgentId id;
    std::string email;
    std::string name;
    std::string nickname;
    Role role = Role::agent;
    std::string language = "en";
    std::int64_t capacity = 3;
    PresenceKind default_presence = PresenceKind::available;
    std::optional<std::string> password_hash; // none = keep
    bool disabled = false;
};
struct SaveQueue {
    QueueId id;
    std::string name;
    std::int64_t priority = 100;
    AssignmentMethod method = AssignmentMethod::highest_capacity;
    std::vector<AgentId> members;
};
struct SaveWorkstream {
    Workstream value; // position ignored
};
struct SaveWidget {
    Widget value; // position ignored; key unique: key_taken
};
// Agent: its own (owner = itself); administrator: everyone's too (owner none). id none = create.
struct SaveQuickReply {
    QuickReply value;
};
struct DeleteQuickReply {
    QuickReplyId id;
};
struct ChangeSettings {
    Settings settings;
};

} // namespace command

using Command =
    std::variant<command::StartChat, command::SendMessage, command::MarkRead, command::SetContext,
                 command::EndConversation, command::LeaveConversation, command::AcceptOffer,
                 command::RejectOffer, command::PickConversation, command::SetPresence,
                 command::SignOut, command::AgentConnections, command::CustomerConnections,
                 command::Touch, command::Tick, command::OpenLogin, command::CloseLogin,
                 command::SetPassword, command::SaveAgent, command::SaveQueue,
                 command::SaveWorkstream, command::SaveWidget, command::SaveQuickReply,
                 command::DeleteQuickReply, command::ChangeSettings>;

} // namespace parley
