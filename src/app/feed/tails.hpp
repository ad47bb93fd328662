#pragma once
// The newest messages of hot conversations, kept in memory for snapshots. A tail is a
// gap-free run of seqs up to the conversation's last one; what is older is read by pages. After a
// restart a tail starts empty and is filled from the store when somebody needs it.

#include "base/limits.hpp"
#include "core/conversation/conversation.hpp"

#include <deque>
#include <unordered_map>
#include <vector>

namespace parley {

class Tails {
public:
    // Takes a message that follows the tail's last one (or starts it).
    void add(const Message& message);
    // Puts an older page (ascending) in front; what overlaps is ignored.
    void fill(ConversationId conversation, const std::vector<Message>& older);
    void forget(ConversationId conversation) { tails_.erase(conversation); }

    // Must the store be asked before a snapshot of this conversation can be cut?
    bool is_missing(const Conversation& conversation) const;
    // First seq held; last_seq + 1 when nothing is.
    Seq first_seq(const Conversation& conversation) const;

    // The messages to send to somebody who holds everything up to `after`: all that follow it if
    // the tail reaches so far back, otherwise the newest ones; at most limits::tail_messages and
    // tail_bytes_max.
    std::vector<const Message*> newest(ConversationId conversation, Seq after) const;

private:
    std::unordered_map<ConversationId, std::deque<Message>> tails_;
};

} // namespace parley
