#pragma once
// What /metrics tells, in Prometheus' text format. Built afresh for each scrape from the counters
// that the parts keep anyway.

#include "app/switchboard/executor.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace parley {

struct OperationCount {
    std::uint64_t calls = 0;
    std::uint64_t refusals = 0; // before the switchboard: shape, rate, role
};

std::string metrics_text(const ExecutorStats& stats, std::int64_t sockets,
                         const std::map<std::string_view, OperationCount>& operations,
                         const std::string& store);

} // namespace parley
