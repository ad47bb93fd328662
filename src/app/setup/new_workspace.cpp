#include "app/setup/new_workspace.hpp"

#include "app/switchboard/changes.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"

#include <cstdlib>

namespace parley {

Result<void> create_workspace(Store& store, WorkspaceId id, const std::string& name,
                              const std::string& history_id, const std::vector<Command>& commands,
                              Time now) {
    if (name.empty() || name.size() > limits::workspace_name_bytes_max ||
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
        return fail(ErrorCode::invalid_argument, "bad_name",
                    "workspace: 1 to 40 of a-z, 0-9 and -");
    Workspace state;
    state.id = id;
    state.name = name;
    rebuild(state, now);
    Changes changes;
    for (const auto& command : commands) {
        Request request{Actor::system(), {}, command};
        auto verdict = run(state, request, {}, now);
        if (auto* error = std::get_if<Error>(&verdict))
            return fail(*error);
        if (std::holds_alternative<Needs>(verdict))
            return fail(ErrorCode::internal, "set_up_needs_data");
        changes.add(state, std::get<Outcome>(verdict).events, "set_up", request.actor, now);
    }
    std::vector<WorkspaceCommit> commits;
    commits.push_back(changes.cut(state, history_id, now, now));
    if (auto stored = store.commit(commits); !stored) {
        if (stored.error().failure == CommitFailure::fatal) {
            log::error("commit failed for good: {}", stored.error().detail);
            std::_Exit(74);
        }
        return fail(ErrorCode::unavailable, "store_unavailable", stored.error().detail);
    }
    return {};
}

command::SaveAgent first_administrator(const std::string& email, const std::string& name,
                                       const std::string& language,
                                       const std::string& password_hash) {
    command::SaveAgent save;
    save.email = email;
    save.name = name;
    save.role = Role::administrator;
    save.language = language;
    save.password_hash = password_hash;
    return save;
}

} // namespace parley
