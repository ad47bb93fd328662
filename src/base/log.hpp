#pragma once
// Logging: spdlog behind four names. Never a secret, never a message's text.

#include <spdlog/spdlog.h>

namespace parley::log {
using spdlog::debug;
using spdlog::error;
using spdlog::info;
using spdlog::warn;
} // namespace parley::log
