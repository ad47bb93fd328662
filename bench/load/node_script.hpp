#pragma once
// A part that a Node script measures: it prints its figures as "key value" lines.

#include "base/result.hpp"
#include "load/report.hpp"

#include <set>
#include <string>

namespace parley::bench {

// Runs `node ARGUMENTS` for at most two minutes; lines with one of `keys` are figures, others
// notes.
Result<void> run_node(const std::string& arguments, const std::set<std::string, std::less<>>& keys,
                      Report& report);

} // namespace parley::bench
