#pragma once
// What an agent's presence becomes by itself: from the capacity in use, by coming and going.

#include "core/workspace/deciding.hpp"

namespace parley {

// What capacity says: accepted work counts, offers do not.
PresenceKind presence_by_capacity(const Workspace& workspace, const Agent& agent);

// After an accept or a close: automatic presence follows the capacity, and a manual Available or
// Busy ends.
void follow_capacity(Deciding& d, AgentId agent);

// Somebody came (`first` = had no connection before, or calls by HTTP after a lost one): what was
// before the disconnect comes back; who was offline without having chosen it starts with the
// default presence.
void agent_comes(Deciding& d, AgentId agent);

// Calls by HTTP without a connection keep an agent, or a customer, for a lease.
void touch_agent(Deciding& d, AgentId agent);
void touch_customer(Deciding& d, CustomerId customer);

// Sign-out for good: every conversation goes, presence is offline.
void agent_goes(Deciding& d, AgentId agent);

} // namespace parley
