#pragma once
// What a seed draws before it begins: who is there, how fast, which kinds of actions and faults are
// on and how often. Swarm testing: a run in which most things never happen goes deeper into the
// rest.

#include "base/time.hpp"
#include "sim/process.hpp"
#include "sim/random.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace parley::sim {

enum class Fault {
    cut,         // a connection
    stall,       // a reader
    kill,        // the process; the page cache stays
    power,       // and the power
    stop,        // an orderly end
    die_writing, // at a write or sync, with or without the power
    disk_full,   // for a while
    write_error, // once
    sync_error,  // once
    slow_disk,   // for a while
    clock,       // the system's clock is set, to be seen by the next process
    nudge,       // it drifts
};
inline constexpr std::size_t fault_count = 12;

struct Options {
    int customers = 4;
    int agents = 3;
    int actions = 600;
    std::int64_t pause_most_ms = 3'000; // between two actions
    std::int64_t latency_most_ms = 60;
    std::int64_t sector_bytes = 4'096;
    std::int64_t down_most_ms = 5'000; // after a crash
    Pace pace;
    int fault_percent = 4;                 // of the actions
    std::array<int, fault_count> faults{}; // weights
    std::array<int, 64> actions_weights{}; // by place in the crowd's table
    bool short_times = false;              // time-outs of seconds instead of minutes

    static Options draw(Random& random);
    std::string text() const;
};

} // namespace parley::sim
