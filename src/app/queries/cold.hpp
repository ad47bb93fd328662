#pragma once
// Reads of what is not in memory: pages of messages, closed conversations, a customer's earlier
// ones. They run on a reader thread and bring plain rows back; the switchboard then decides who may
// see them and gives them names, because only it knows the people.

#include "app/ports/store.hpp"
#include "core/conversation/conversation.hpp"

#include <optional>
#include <string>
#include <vector>

namespace parley {

// A stored conversation with what its card needs.
struct ColdConversation {
    Conversation conversation;
    std::vector<Session> sessions;
    std::optional<Customer> customer;
};

Result<std::optional<ColdConversation>> read_conversation(StoreReader& reader,
                                                          WorkspaceId workspace, ConversationId id);
Result<std::vector<ColdConversation>> with_cards(StoreReader& reader, WorkspaceId workspace,
                                                 const std::vector<row::Conversation>& rows);

struct MessagePage {
    std::vector<Message> messages; // ascending
    bool has_more = false;         // in the asked direction
    Position as_of = 0;
};
Result<MessagePage> read_messages(StoreReader& reader, WorkspaceId workspace, ConversationId id,
                                  std::optional<Seq> before, std::optional<Seq> after,
                                  std::int64_t limit);

} // namespace parley
