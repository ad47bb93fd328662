#include "app/queries/cold.hpp"

#include "app/switchboard/row_mapping.hpp"

namespace parley {

namespace {

Result<ColdConversation> with_card(StoreReader& reader, WorkspaceId workspace,
                                   const row::Conversation& row) {
    ColdConversation cold;
    TRY(cold.conversation, from_row(row));
    TRY(auto customer, reader.customer(workspace, cold.conversation.customer));
    if (customer) {
        TRY(cold.customer, from_row(*customer));
    }
    TRY(auto sessions, reader.sessions(workspace, cold.conversation.id));
    for (const auto& session_row : sessions) {
        TRY(auto session, from_row(session_row));
        if (session.number == cold.conversation.session.number)
            cold.conversation.session = session;
        cold.sessions.push_back(std::move(session));
    }
    return cold;
}

} // namespace

Result<std::optional<ColdConversation>>
read_conversation(StoreReader& reader, WorkspaceId workspace, ConversationId id) {
    TRY(auto row, reader.conversation(workspace, id));
    if (!row)
        return std::optional<ColdConversation>();
    TRY(auto cold, with_card(reader, workspace, *row));
    return std::optional(std::move(cold));
}

Result<std::vector<ColdConversation>> with_cards(StoreReader& reader, WorkspaceId workspace,
                                                 const std::vector<row::Conversation>& rows) {
    std::vector<ColdConversation> cards;
    for (const auto& row : rows) {
        TRY(auto card, with_card(reader, workspace, row));
        cards.push_back(std::move(card));
    }
    return cards;
}

Result<MessagePage> read_messages(StoreReader& reader, WorkspaceId workspace, ConversationId id,
                                  std::optional<Seq> before, std::optional<Seq> after,
                                  std::int64_t limit) {
    MessagePage page;
    TRY(page.as_of, reader.position(workspace));
    TRY(auto rows, reader.messages(workspace, id, before.value_or(INT64_MAX), after, limit + 1));
    page.has_more = static_cast<std::int64_t>(rows.size()) > limit;
    if (page.has_more)
        rows.erase(after ? rows.end() - 1 : rows.begin());
    for (const auto& row : rows) {
        TRY(auto message, from_row(row));
        page.messages.push_back(std::move(message));
    }
    return page;
}

} // namespace parley
