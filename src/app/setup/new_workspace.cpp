#include "app/setup/new_workspace.hpp"

#include "app/switchboard/changes.hpp"

namespace parley {

Result<void> create_workspace(Store& store, WorkspaceId id, const std::string& name,
                              const std::string& history_id, const std::vector<Command>& commands,
                              Time now) {
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
    if (auto stored = store.commit(commits); !stored)
        return fail(ErrorCode::internal, "store_refused", stored.error().detail);
    return {};
}

} // namespace parley
