#pragma once
// The configuration a server under load gets: rate limits that protect against one visitor or one
// address are raised, because all load comes from 127.0.0.1. Nothing else differs from the
// defaults.

#include "base/result.hpp"

#include <string>

namespace parley::client {

// The TOML text; what a report prints is the same text.
std::string raised_limits();
Result<void> write_file(const std::string& path, const std::string& text);

} // namespace parley::client
