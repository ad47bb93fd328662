#pragma once
// One agent: anybody who signs in, in any role. Presence is chosen by a person, by the system or by
// an integration; each change records who and why, with a version that only grows (presence sync
// orders by it). Load is derived from the conversations that hold capacity.

#include "base/ids.hpp"
#include "base/time.hpp"

#include <boost/describe.hpp>
#include <optional>
#include <string>

namespace parley {

enum class Role { agent, supervisor, administrator };
BOOST_DESCRIBE_ENUM(Role, agent, supervisor, administrator)

enum class PresenceKind { available, busy, do_not_disturb, away, offline };
BOOST_DESCRIBE_ENUM(PresenceKind, available, busy, do_not_disturb, away, offline)

enum class PresenceCause {
    person,     // the agent chose it
    supervisor, // somebody else chose it
    capacity,   // computed from load
    signed_in,  // first connection
    signed_out,
    disconnected, // connection lost and grace over
    returned,     // back within agent_gone_ms: what was before
    integration,  // presence sync
};
BOOST_DESCRIBE_ENUM(PresenceCause, person, supervisor, capacity, signed_in, signed_out,
                    disconnected, returned, integration)

struct Presence {
    PresenceKind kind = PresenceKind::offline;
    PresenceCause cause = PresenceCause::signed_out;
    AgentId by;               // who, for person and supervisor
    Time since;               // of this kind
    std::int64_t version = 0; // +1 with each change
    // Chosen by hand and still in force. Available and busy last until the next accept or close;
    // do_not_disturb, away and offline until changed by hand or sign-out (reference §6.4).
    bool manual = false;
    bool operator==(const Presence&) const = default;
};
BOOST_DESCRIBE_STRUCT(Presence, (), (kind, cause, by, since, version, manual))

struct Agent {
    AgentId id;
    std::string email; // lower case, unique in the workspace
    std::string name;
    std::string nickname; // "" = none
    Role role = Role::agent;
    std::string language = "en";
    std::int64_t capacity = 3; // units
    PresenceKind default_presence = PresenceKind::available;
    std::string password_hash; // Argon2id, libsodium's string form
    bool disabled = false;

    Presence presence;
    std::optional<Presence> before_disconnect; // restored when back within agent_gone_ms
    Time disconnected_at;                      // set with before_disconnect
    Time capacity_released_at;                 // least_active; 0 = never
    Position position = 0;

    std::int64_t load = 0; // derived: units held; may exceed capacity by hand
    bool operator==(const Agent&) const = default;
};

} // namespace parley
