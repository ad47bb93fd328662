#pragma once
// Making a workspace before anybody serves it: commands run on an empty state, one commit.

#include "app/ports/store.hpp"
#include "core/workspace/workspace.hpp"

#include <string>
#include <vector>

namespace parley {

// Runs the commands as the system and stores the workspace. Refused: whatever a command refuses;
// bad_name when the name is not 1–40 of a-z, 0-9 and -; store_unavailable when the store refuses. A
// store that failed for good ends the process, as in every commit.
Result<void> create_workspace(Store& store, WorkspaceId id, const std::string& name,
                              const std::string& history_id, const std::vector<Command>& commands,
                              Time now);

// A workspace with its first administrator, who makes the rest.
command::SaveAgent first_administrator(const std::string& email, const std::string& name,
                                       const std::string& language,
                                       const std::string& password_hash);

// What `--demo` has: administrator, supervisor, three agents (password as given, hashed by the
// caller), two queues, two workstreams, the widget "demo" and quick replies in four languages.
std::vector<Command> demo_commands(const std::string& password_hash);

} // namespace parley
