#pragma once
// One command on its way through the core: what a use case gets, and how it says what happens. A
// use case checks everything first and then lets events happen; after the first event it never
// refuses.

#include "base/result.hpp"
#include "core/workspace/workspace.hpp"

#include <string>
#include <vector>

namespace parley {

struct Deciding {
    Workspace& workspace;
    const Actor& actor;
    const std::string& client_id;
    const Hydrated& hydrated;
    Time now;

    std::vector<Event> events = {};
    Receipt receipt = {};
    std::vector<Need> needs = {};

    // Evolves the state and notes the event.
    void happen(Event event);

    // A fact is missing: the command stops here and nothing has changed.
    Failure need(Need key);
};

// Who asks. A refusal unless the actor is of that kind (and, for agents, enabled and still signed
// in).
Result<Agent*> acting_agent(const Deciding& d);
Result<void> require_administrator(const Deciding& d); // or the system
Result<void> require_system(const Deciding& d);
// None when this visitor is no customer yet.
Result<CustomerId> acting_customer(Deciding& d);

// The conversation, if this actor may know of it; nullptr when it is Closed and no longer in
// memory. In memory it may be Closed too.
Result<Conversation*> visible_conversation(Deciding& d, ConversationId id);
// The same, refused as conversation_closed when it is Closed.
Result<Conversation*> unclosed_conversation(Deciding& d, ConversationId id);
Failure conversation_closed(ConversationId id);

// Use cases: one overload per command.
Result<void> decide(Deciding& d, const command::StartChat& c);
Result<void> decide(Deciding& d, const command::SendMessage& c);
Result<void> decide(Deciding& d, const command::MarkRead& c);
Result<void> decide(Deciding& d, const command::SetContext& c);
Result<void> decide(Deciding& d, const command::EndConversation& c);
Result<void> decide(Deciding& d, const command::LeaveConversation& c);
Result<void> decide(Deciding& d, const command::AcceptOffer& c);
Result<void> decide(Deciding& d, const command::RejectOffer& c);
Result<void> decide(Deciding& d, const command::PickConversation& c);
Result<void> decide(Deciding& d, const command::SetPresence& c);
Result<void> decide(Deciding& d, const command::SignOut& c);
Result<void> decide(Deciding& d, const command::AgentConnections& c);
Result<void> decide(Deciding& d, const command::CustomerConnections& c);
Result<void> decide(Deciding& d, const command::Touch& c);
Result<void> decide(Deciding& d, const command::Tick& c);
Result<void> decide(Deciding& d, const command::OpenLogin& c);
Result<void> decide(Deciding& d, const command::CloseLogin& c);
Result<void> decide(Deciding& d, const command::SetPassword& c);
Result<void> decide(Deciding& d, const command::SaveAgent& c);
Result<void> decide(Deciding& d, const command::SaveQueue& c);
Result<void> decide(Deciding& d, const command::SaveWorkstream& c);
Result<void> decide(Deciding& d, const command::SaveWidget& c);
Result<void> decide(Deciding& d, const command::SaveQuickReply& c);
Result<void> decide(Deciding& d, const command::DeleteQuickReply& c);
Result<void> decide(Deciding& d, const command::ChangeSettings& c);

// Offers waiting conversations until none is left that somebody could take.
void settle_routing(Deciding& d);

} // namespace parley
