#pragma once
// How log lines look: for people, or one JSON object a line for machines.

#include "server/config.hpp"

#include <memory>
#include <spdlog/formatter.h>

namespace parley {

// {"at":"2026-11-21T12:00:00.000Z","level":"info","message":"…"}, or "12:00:00.000 info …".
std::unique_ptr<spdlog::formatter> log_formatter(LogFormat format);

} // namespace parley
