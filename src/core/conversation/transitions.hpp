#pragma once
// The steps several use cases share: each lets its events happen in the one right order, presence
// included. The conversation is in the state its name says; nothing here refuses.

#include "core/workspace/deciding.hpp"

namespace parley {

void add_line(Deciding& d, const Conversation& c, SystemLine line, AgentId about = {});

// Open → Active (offered), by routing.
void offer(Deciding& d, const Conversation& c, AgentId agent);

// Active → Open, for another agent. `line`, if any, is told to the customer.
void return_to_queue(Deciding& d, const Conversation& c, SessionClosure closure, StateCause cause,
                     SystemLine line = SystemLine::none);

// Active (accepted) → Wrap-up; capacity as the workstream has it. The session stays unclosed.
void begin_wrap_up(Deciding& d, const Conversation& c, StateCause cause);

// → Closed; an unclosed session ends with `closure`.
void close_conversation(Deciding& d, const Conversation& c, SessionClosure closure,
                        StateCause cause);

// The customer ended it or is gone: Open and offered → Closed, accepted → Wrap-up.
void customer_leaves(Deciding& d, const Conversation& c, SystemLine line, StateCause cause);

// The agent signed out: accepted and offered → Open, Wrap-up → Closed.
void agent_signs_off(Deciding& d, const Conversation& c);

bool is_accepted(const Conversation& c); // Active and accepted

} // namespace parley
