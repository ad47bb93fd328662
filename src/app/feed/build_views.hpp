#pragma once
// State to view rows, for live things. What a reader may see is decided by who calls (feed,
// queries).

#include "app/feed/views.hpp"
#include "core/workspace/workspace.hpp"

namespace parley::build {

view::Me me(const Workspace& workspace, const Agent& agent);
view::QuickReply quick_reply(const QuickReply& reply);
view::Conversation conversation(const Workspace& workspace, const Conversation& conversation);
view::Offer offer(const Conversation& conversation);
view::CustomerConversation customer_conversation(const Workspace& workspace,
                                                 const Conversation& conversation,
                                                 Availability availability);

// A message as agents see it.
view::Message message_for_agents(const Workspace& workspace, const Message& message);
// … and as the customer of this widget sees it.
view::Message message_for_customer(const Workspace& workspace, AgentNameMode mode,
                                   const Message& message);
// How the conversation's customer sees agents' names.
AgentNameMode name_mode(const Workspace& workspace, const Conversation& conversation);

bool is_connected(const Workspace& workspace, CustomerId customer);
bool is_connected(const Workspace& workspace, AgentId agent);

} // namespace parley::build
