#pragma once
// One mutating operation as a client means it: asked once or, under its client id, until it is
// answered.

#include "core/workspace/commands.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace parley::sim {

struct Asked {
    Actor actor;
    std::string_view operation; // its name in app/operations/table
    Command command;
    std::string client_id; // "" = not repeated
    std::uint64_t body_hash = 0;

    const command::SendMessage* message() const {
        return std::get_if<command::SendMessage>(&command);
    }
};
using AskedRef = std::shared_ptr<const Asked>;

} // namespace parley::sim
