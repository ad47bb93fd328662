#pragma once
// One WebSocket as the switchboard knows it. Everything but `transport` belongs to the executor's
// thread.

#include "app/edge/edge.hpp"
#include "core/workspace/commands.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <set>

namespace parley {

struct Subscriber {
    std::shared_ptr<edge::Transport> transport;
    Actor actor;         // agent or customer
    CustomerId customer; // once the record exists
    bool following = false;
    bool closing = false;
    std::set<ConversationId> opened; // follow_conversation
    bool follows_open_list = false;
    std::map<ConversationId, Position>
        listed;            // rows of the open list this connection has, by version
    std::string list_sent; // the list row as last sent

    // Where this connection's output of the current batch is gathered.
    std::uint64_t batch = 0;
    std::size_t slot = 0;
};

} // namespace parley
