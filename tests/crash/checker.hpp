#pragma once
// The checker's process. It reads lines from stdin and answers on stdout:
//
//   <record>                    kept; see ack_log.hpp
//   sync N                      → synced N, when all lines before it are fsynced in its log
//   verify PORT TOKEN recent    → verified MESSAGES ACKNOWLEDGED LOST DOUBLED REORDERED
//   verify PORT TOKEN all       the same over every conversation, once the log on disk was read
//   again and
//                               holds every promise
//   integrity FILE              → integrity ok, or what SQLite says; works on a copy of FILE
//   explain                     → offences in words, then "."
//
// Returns the exit code when stdin ends.

#include <string>

namespace parley::crash {

int run_checker(const std::string& log_file);

} // namespace parley::crash
