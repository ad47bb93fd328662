#pragma once
// The small global directory beside the workspaces: which workspace and actor a credential belongs
// to, where an e-mail address may sign in, which widget key is whose. In memory, filled on load,
// kept up by the switchboards' hooks when a change is durable. Any thread.

#include "app/switchboard/switchboard.hpp"

#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>

namespace parley {

class Directory {
public:
    struct KnownLogin {
        WorkspaceId workspace;
        LoginId login;
        AgentId agent;
        LoginKind kind = LoginKind::browser;
        Time expires_at;
    };
    struct Account {
        WorkspaceId workspace;
        std::string workspace_name;
        AgentId agent;
        std::string password_hash;
        std::string name;
        Role role = Role::agent;
        bool disabled = false;
    };

    // Takes a workspace's logins, accounts and widgets in and hangs the hooks on its switchboard.
    void attach(Switchboard& switchboard);

    std::optional<KnownLogin> login(const std::string& token_hash) const;
    // All accounts with this address, over all workspaces.
    std::vector<Account> accounts(const std::string& email) const;
    std::optional<WorkspaceId> workspace_of_widget(const std::string& key) const;
    std::optional<Widget> widget(const std::string& key) const;
    std::string workspace_name(WorkspaceId id) const;
    bool is_empty() const; // no workspace yet
    // May a page of this host embed some widget?
    bool may_embed(const std::string& host) const;

private:
    void refresh(const Workspace& workspace);

    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, KnownLogin> logins_;
    std::map<std::pair<WorkspaceId, LoginId>, std::string> hash_of_login_;
    std::map<WorkspaceId, std::string> names_;
    std::map<std::string, std::map<WorkspaceId, Account>> accounts_;
    std::map<std::string, std::pair<WorkspaceId, Widget>> widgets_;
};

} // namespace parley
