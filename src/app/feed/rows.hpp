#pragma once
// View rows as they travel: {"key":…,"version":…,"value":…}; without value the row is gone.

#include "app/feed/views.hpp"
#include "base/json.hpp"

#include <string>
#include <string_view>

namespace parley::rows {

// One more row, or key, behind those that a frame carries already.
inline void append(std::string& list, std::string_view item) {
    if (!list.empty())
        list += ',';
    list += item;
}

template <class V> std::string put(std::string_view key, const V& value, Position version) {
    std::string row;
    row.reserve(384);
    row += "{\"key\":\"";
    row += key;
    row += "\",\"version\":";
    write_json(row, version);
    row += ",\"value\":";
    write_json(row, value);
    row += '}';
    return row;
}

inline std::string drop(std::string_view key, Position version) {
    std::string row = "{\"key\":\"";
    row += key;
    row += "\",\"version\":";
    write_json(row, version);
    row += '}';
    return row;
}

inline std::string conversation_key(ConversationId id) {
    return "conversation/" + std::to_string(id.value);
}
inline std::string offer_key(ConversationId id) { return "offer/" + std::to_string(id.value); }

std::string put_conversation(const view::Conversation& value, Position version);
std::string put_conversation(const view::CustomerConversation& value, Position version);
std::string put_message(const view::Message& value, Position version);
std::string put_offer(const view::Offer& value, Position version);
inline std::string drop_conversation(ConversationId id, Position version) {
    return drop(conversation_key(id), version);
}
inline std::string drop_offer(ConversationId id, Position version) {
    return drop(offer_key(id), version);
}

} // namespace parley::rows
