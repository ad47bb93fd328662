#pragma once
// Exit codes (sysexits): what a supervisor of processes may tell apart.

#include "base/result.hpp"

#include <string>

namespace parley {

inline constexpr int exit_usage = 2;
inline constexpr int exit_config = 78;

namespace exit_code {
inline constexpr int data = 65;          // data of a newer version, not a database
inline constexpr int unavailable = 69;   // port in use, database not reachable
inline constexpr int cannot_create = 73; // read-only folder, folder in use, already set up
inline constexpr int io = 74;
} // namespace exit_code

// Of a store that could not be opened.
inline int exit_code_of(const Error& error) {
    if (error.reason == "data_of_newer_version" || error.reason == "data_not_a_database")
        return exit_code::data;
    if (error.reason == "store_unavailable")
        return exit_code::unavailable;
    return exit_code::cannot_create;
}

// One line for stderr.
inline const std::string& in_words(const Error& error) {
    return error.detail.empty() ? error.reason : error.detail;
}

} // namespace parley
