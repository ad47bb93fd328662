#pragma once
// What follows from the durable state and from who is there: candidates in the routing index,
// deadlines. Whoever changes an input calls the refresh of what depends on it.

#include "core/workspace/workspace.hpp"

namespace parley {

const Attendance* attendance_of(const Workspace& workspace, CustomerId customer);

// Candidate in all its queues, and deadline.
void refresh_agent(Workspace& workspace, AgentId agent, Time now);
void refresh_candidates(Workspace& workspace, QueueId queue, Time now);
void refresh_conversation_deadline(Workspace& workspace, const Conversation& conversation);
void refresh_customer_deadlines(Workspace& workspace, CustomerId customer);
void refresh_everything(Workspace& workspace, Time now);

// A conversation that is Open stands in its queue's line.
void join_line(Workspace& workspace, const Conversation& conversation);
void leave_line(Workspace& workspace, const Conversation& conversation);

// What is due for a conversation or an agent, and when; Time::never() if nothing.
Time customer_gone_at(const Workspace& workspace, const Conversation& conversation);
Time wrap_up_ends_at(const Workspace& workspace, const Conversation& conversation);
Time conversation_due(const Workspace& workspace, const Conversation& conversation);
Time agent_disconnected_at(const Workspace& workspace, const Agent& agent);
Time agent_gone_at(const Workspace& workspace, const Agent& agent);
Time agent_due(const Workspace& workspace, const Agent& agent);

// Leaves memory; its connections are remembered by visitor.
void forget_customer_without_conversations(Workspace& workspace, CustomerId customer);

bool has_active(const Workspace& workspace, AgentId agent);
std::size_t sessions_open(const Workspace& workspace, AgentId agent);

} // namespace parley
