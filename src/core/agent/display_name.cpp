#include "base/text.hpp"
#include "core/workspace/workspace.hpp"

namespace parley {

std::string display_name(const Agent& agent, AgentNameMode mode) {
    switch (mode) {
    case AgentNameMode::full:
        return agent.name;
    case AgentNameMode::first: {
        std::string_view name = trimmed(agent.name);
        return std::string(name.substr(0, name.find(' ')));
    }
    case AgentNameMode::nickname:
        return agent.nickname.empty() ? agent.name : agent.nickname;
    }
    return agent.name;
}

} // namespace parley
