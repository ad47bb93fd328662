#pragma once
// Making a workspace before anybody serves it: commands run on an empty state, one commit.

#include "app/ports/store.hpp"
#include "core/workspace/workspace.hpp"

#include <string>
#include <vector>

namespace parley {

// Runs the commands as the system and stores the workspace. Refused: whatever a command refuses;
// `internal` when the store does.
Result<void> create_workspace(Store& store, WorkspaceId id, const std::string& name,
                              const std::string& history_id, const std::vector<Command>& commands,
                              Time now);

// What `--demo` has: administrator, supervisor, three agents (password as given, hashed by the
// caller), two queues, two workstreams, the widget "demo" and quick replies in four languages.
std::vector<Command> demo_commands(const std::string& password_hash);

} // namespace parley
