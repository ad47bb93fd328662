#pragma once
// Asks a fresh server for every message of a run and compares count, order, place and words.

#include "base/result.hpp"
#include "load/pair_load.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace parley::bench {

// The number of messages compared; a difference is an error that names it.
Result<std::int64_t> read_back(std::uint16_t port, const std::string& administrator,
                               const std::vector<Written>& written);

} // namespace parley::bench
