#include "app/feed/tails.hpp"

#include "base/check.hpp"

namespace parley {

void Tails::add(const Message& message) {
    auto& tail = tails_[message.conversation];
    ENSURE(tail.empty() || tail.back().seq + 1 == message.seq);
    tail.push_back(message);
    if (tail.size() > limits::tail_messages)
        tail.pop_front();
}

void Tails::fill(ConversationId conversation, const std::vector<Message>& older) {
    auto& tail = tails_[conversation];
    for (auto it = older.rbegin(); it != older.rend(); ++it) {
        if (tail.size() >= limits::tail_messages)
            break;
        if (tail.empty() || it->seq + 1 == tail.front().seq)
            tail.push_front(*it);
    }
}

bool Tails::is_missing(const Conversation& conversation) const {
    auto it = tails_.find(conversation.id);
    std::size_t held = it == tails_.end() ? 0 : it->second.size();
    return held < limits::tail_messages && first_seq(conversation) > 1;
}

Seq Tails::first_seq(const Conversation& conversation) const {
    auto it = tails_.find(conversation.id);
    if (it == tails_.end() || it->second.empty())
        return conversation.last_seq + 1;
    return it->second.front().seq;
}

std::vector<const Message*> Tails::newest(ConversationId conversation, Seq after) const {
    std::vector<const Message*> newest;
    auto it = tails_.find(conversation);
    if (it == tails_.end())
        return newest;
    std::size_t bytes = 0;
    for (auto message = it->second.rbegin(); message != it->second.rend(); ++message) {
        bytes += message->text.size();
#ifdef PARLEY_PLANT_FEED_GAP
        if (after > 0 && message->seq == after + 1) // for the simulator to find
            break;
#endif
        if (message->seq <= after || (bytes > limits::tail_bytes_max && !newest.empty()))
            break;
        newest.push_back(&*message);
    }
    std::reverse(newest.begin(), newest.end());
    return newest;
}

} // namespace parley
