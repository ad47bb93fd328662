#pragma once
// Core aggregates to rows and back. What is derived (load, indexes) is in no row; `rebuild` makes
// it.

#include "app/ports/rows.hpp"
#include "app/ports/store.hpp"
#include "core/workspace/workspace.hpp"

namespace parley {

row::Workspace to_row(const Workspace& workspace, const std::string& history_id, Time created_at);
row::Agent to_row(WorkspaceId workspace, const Agent& agent);
row::Queue to_row(WorkspaceId workspace, const Queue& queue);
row::Workstream to_row(WorkspaceId workspace, const Workstream& workstream);
row::Widget to_row(WorkspaceId workspace, const Widget& widget);
row::QuickReply to_row(WorkspaceId workspace, const QuickReply& reply);
row::Login to_row(WorkspaceId workspace, const Login& login);
row::Customer to_row(WorkspaceId workspace, const Customer& customer);
row::Conversation to_row(WorkspaceId workspace, const Conversation& conversation);
row::Session to_row(WorkspaceId workspace, ConversationId conversation, const Session& session);
row::Message to_row(WorkspaceId workspace, const Message& message);

Result<Customer> from_row(const row::Customer& row);
Result<Session> from_row(const row::Session& row);
Result<Message> from_row(const row::Message& row);
// Without its session, which has a row of its own.
Result<Conversation> from_row(const row::Conversation& row);

// The whole workspace, derived state rebuilt, everybody counted as lost at `now`. An unreadable row
// is an internal error that names table and id.
Result<Workspace> from_rows(const LoadedWorkspace& loaded, Time now);

// Row of a message that carries a client id → its entry in SentMessages.
SentMessages sent_messages_of(const std::vector<Message>& messages);

} // namespace parley
