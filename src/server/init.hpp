#pragma once
// `parley init`: the first workspace and its administrator, for who sets servers up by script. The
// server must not be running on the same data.

#include "server/config.hpp"

#include <string>

namespace parley {

// Returns the process's exit code; what went wrong is one line on stderr.
int init(const std::string& store, const InitArguments& arguments);

} // namespace parley
