#include "app/edge/directory.hpp"

#include <mutex>

namespace parley {

void Directory::attach(Switchboard& switchboard) {
    const auto& state = switchboard.state();
    auto workspace = state.id;
    refresh(state);
    auto opened = [this, workspace](const Login& login) {
        std::unique_lock lock(mutex_);
        logins_[login.token_hash] = {workspace, login.id, login.agent, login.kind,
                                     login.expires_at};
        hash_of_login_[{workspace, login.id}] = login.token_hash;
    };
    {
        std::unique_lock lock(mutex_);
        std::erase_if(logins_,
                      [&](const auto& entry) { return entry.second.workspace == workspace; });
    }
    for (const auto& [id, login] : state.logins)
        opened(login);
    switchboard.on_login_opened = opened;
    switchboard.on_login_closed = [this, workspace](LoginId id) {
        std::unique_lock lock(mutex_);
        auto hash = hash_of_login_.find({workspace, id});
        if (hash == hash_of_login_.end())
            return;
        logins_.erase(hash->second);
        hash_of_login_.erase(hash);
    };
    switchboard.on_setup_changed = [this](const Workspace& changed) { refresh(changed); };
}

void Directory::refresh(const Workspace& workspace) {
    std::unique_lock lock(mutex_);
    names_[workspace.id] = workspace.name;
    for (auto it = accounts_.begin(); it != accounts_.end();) {
        it->second.erase(workspace.id);
        it = it->second.empty() ? accounts_.erase(it) : std::next(it);
    }
    for (const auto& [id, agent] : workspace.agents)
        accounts_[agent.email][workspace.id] = {workspace.id,        workspace.name, id,
                                                agent.password_hash, agent.name,     agent.role,
                                                agent.disabled};
    std::erase_if(widgets_, [&](const auto& entry) { return entry.second.first == workspace.id; });
    for (const auto& [id, widget] : workspace.widgets)
        widgets_.emplace(widget.key, std::pair(workspace.id, widget));
}

std::optional<Directory::KnownLogin> Directory::login(const std::string& token_hash) const {
    std::shared_lock lock(mutex_);
    auto it = logins_.find(token_hash);
    return it == logins_.end() ? std::nullopt : std::optional(it->second);
}

std::vector<Directory::Account> Directory::accounts(const std::string& email) const {
    std::shared_lock lock(mutex_);
    std::vector<Account> found;
    if (auto it = accounts_.find(email); it != accounts_.end())
        for (const auto& [workspace, account] : it->second)
            found.push_back(account);
    return found;
}

std::optional<WorkspaceId> Directory::workspace_of_widget(const std::string& key) const {
    std::shared_lock lock(mutex_);
    auto it = widgets_.find(key);
    return it == widgets_.end() ? std::nullopt : std::optional(it->second.first);
}

std::optional<Widget> Directory::widget(const std::string& key) const {
    std::shared_lock lock(mutex_);
    auto it = widgets_.find(key);
    return it == widgets_.end() ? std::nullopt : std::optional(it->second.second);
}

std::string Directory::workspace_name(WorkspaceId id) const {
    std::shared_lock lock(mutex_);
    auto it = names_.find(id);
    return it == names_.end() ? std::string() : it->second;
}

bool Directory::is_empty() const {
    std::shared_lock lock(mutex_);
    return names_.empty();
}

bool Directory::may_embed(const std::string& host) const {
    std::shared_lock lock(mutex_);
    for (const auto& [key, entry] : widgets_) {
        const auto& domains = entry.second.domains;
        if (domains.empty() || std::find(domains.begin(), domains.end(), host) != domains.end())
            return true;
    }
    return false;
}

} // namespace parley
