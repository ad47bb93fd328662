#pragma once
// The names of types for clients (OpenAPI components, TypeScript). Requests and replies of one
// operation need none: they are called by its name (SendMessageRequest). A type that is used
// without having a name stops the compiler.

#include "app/operations/shapes.hpp"

#include <string_view>

namespace parley {

template <class T> inline constexpr std::string_view name_of = "";

#define PARLEY_NAME(type, name) template <> inline constexpr std::string_view name_of<type> = name

PARLEY_NAME(Time, "Time");
PARLEY_NAME(WorkspaceId, "WorkspaceId");
PARLEY_NAME(AgentId, "AgentId");
PARLEY_NAME(QueueId, "QueueId");
PARLEY_NAME(WorkstreamId, "WorkstreamId");
PARLEY_NAME(WidgetId, "WidgetId");
PARLEY_NAME(CustomerId, "CustomerId");
PARLEY_NAME(ConversationId, "ConversationId");
PARLEY_NAME(QuickReplyId, "QuickReplyId");
PARLEY_NAME(LoginId, "LoginId");

PARLEY_NAME(AgentNameMode, "AgentNameMode");
PARLEY_NAME(AssignmentCause, "AssignmentCause");
PARLEY_NAME(AssignmentMethod, "AssignmentMethod");
PARLEY_NAME(AuthorKind, "AuthorKind");
PARLEY_NAME(Availability, "Availability");
PARLEY_NAME(ConversationState, "ConversationState");
PARLEY_NAME(ErrorCode, "ErrorCode");
PARLEY_NAME(LoginKind, "LoginKind");
PARLEY_NAME(PresenceCause, "PresenceCause");
PARLEY_NAME(PresenceKind, "PresenceKind");
PARLEY_NAME(Role, "Role");
PARLEY_NAME(SessionClosure, "SessionClosure");
PARLEY_NAME(SessionState, "SessionState");
PARLEY_NAME(StateCause, "StateCause");
PARLEY_NAME(SystemLine, "SystemLine");
PARLEY_NAME(WrapUpCapacity, "WrapUpCapacity");
PARLEY_NAME(op::ConversationList, "ConversationList");
PARLEY_NAME(routing::WaitReason, "WaitReason");

PARLEY_NAME(Presence, "Presence");
PARLEY_NAME(Session, "Session");
PARLEY_NAME(Settings, "Settings");
PARLEY_NAME(op::Done, "Done");
PARLEY_NAME(op::OnConversation, "OnConversation");
PARLEY_NAME(op::Saved, "Saved");
PARLEY_NAME(op::list_agents::Item, "ListedAgent");
PARLEY_NAME(op::list_logins::Item, "ListedLogin");
PARLEY_NAME(op::list_queues::Item, "ListedQueue");
PARLEY_NAME(op::list_widgets::Item, "ListedWidget");
PARLEY_NAME(op::list_workstreams::Item, "ListedWorkstream");
PARLEY_NAME(routing::Explanation, "Explanation");
PARLEY_NAME(view::Conversation, "Conversation");
PARLEY_NAME(view::CustomerConversation, "CustomerConversation");
PARLEY_NAME(view::List, "List");
PARLEY_NAME(view::Me, "Me");
PARLEY_NAME(view::Message, "Message");
PARLEY_NAME(view::Offer, "Offer");
PARLEY_NAME(view::Queue, "Queue");
PARLEY_NAME(view::QuickReply, "QuickReply");
PARLEY_NAME(view::Typing, "Typing");

#undef PARLEY_NAME

} // namespace parley
