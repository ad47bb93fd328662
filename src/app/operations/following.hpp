#pragma once
// What following does on the switchboard, for whoever has read the arguments: the handlers, and the
// simulator, which has no connections and no threads. All of them answer `to`.

#include "app/operations/shapes.hpp"
#include "app/switchboard/switchboard.hpp"

#include <map>
#include <memory>

namespace parley::op {

using FollowerRef = std::shared_ptr<Subscriber>;

// `held`: the last seq of each conversation that the client has; counts only if it can resume.
void begin_follow(Switchboard& switchboard, const FollowerRef& who, const follow::Request& request,
                  const std::map<ConversationId, Seq>& held, const ReplyTo& to, Time now);

// Its tail is in memory: ask through Switchboard::query.
void begin_follow_conversation(Switchboard& switchboard, const FollowerRef& who,
                               const follow_conversation::Request& request, const ReplyTo& to);
void end_follow_conversation(Switchboard& switchboard, const FollowerRef& who, ConversationId id,
                             const ReplyTo& to);
void follow_open_list(Switchboard& switchboard, const FollowerRef& who, bool on, const ReplyTo& to);

} // namespace parley::op
