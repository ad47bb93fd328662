#pragma once
// Strong ids: 64-bit counters within a workspace (WorkspaceId: within the server), from 1 up.
// They never convert into one another and they are no secrets. 0 means "none".

#include <compare>
#include <cstdint>
#include <functional>

namespace parley {

template <class Tag> struct Id {
    std::int64_t value = 0;

    constexpr Id() = default;
    constexpr explicit Id(std::int64_t v) : value(v) {}
    constexpr explicit operator bool() const { return value != 0; }
    constexpr auto operator<=>(const Id&) const = default;

    // JSON and SQL form.
    constexpr std::int64_t wire() const { return value; }
    static constexpr Id from_wire(std::int64_t v) { return Id(v); }
};

using WorkspaceId = Id<struct WorkspaceTag>;
using AgentId = Id<struct AgentTag>;
using QueueId = Id<struct QueueTag>;
using WorkstreamId = Id<struct WorkstreamTag>;
using WidgetId = Id<struct WidgetTag>;
using CustomerId = Id<struct CustomerTag>;
using ConversationId = Id<struct ConversationTag>;
using QuickReplyId = Id<struct QuickReplyTag>;
using LoginId = Id<struct LoginTag>; // a cookie login or an API token

// A session is the n-th assignment within its conversation: (1042, 2). Counted from 1.
using SessionNumber = std::int64_t;
// A message's place in its conversation: 1, 2, 3 … without holes, in order of arrival.
using Seq = std::int64_t;
// A workspace's count of commits that changed it; the version of every row and the resume token.
using Position = std::int64_t;

} // namespace parley

template <class Tag> struct std::hash<parley::Id<Tag>> {
    std::size_t operator()(parley::Id<Tag> id) const noexcept {
        return std::hash<std::int64_t>()(id.value);
    }
};
