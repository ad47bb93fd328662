#include "app/feed/rows.hpp"

namespace parley::rows {

std::string put_conversation(const view::Conversation& value, Position version) {
    return put(conversation_key(value.id), value, version);
}

std::string put_conversation(const view::CustomerConversation& value, Position version) {
    return put(conversation_key(value.id), value, version);
}

std::string put_message(const view::Message& value, Position version) {
    return put("message/" + std::to_string(value.conversation.value) + "/" +
                   std::to_string(value.seq),
               value, version);
}

std::string put_offer(const view::Offer& value, Position version) {
    return put(offer_key(value.conversation), value, version);
}

} // namespace parley::rows
