#include "app/operations/handlers.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace parley;

TEST_CASE("every operation of the table has a handler, and every handler is in the table") {
    std::set<std::string_view> handled;
    for (auto table :
         {op::sign_in_handlers, op::password_handlers, op::conversation_handlers, op::list_handlers,
          op::setup_list_handlers, op::setup_handlers, op::feed_handlers})
        for (const auto& named : table) {
            CAPTURE(named.name);
            CHECK(handled.insert(named.name).second);
            CHECK(op::find_operation(named.name) != nullptr);
        }
    for (const auto& entry : op::operations()) {
        CAPTURE(entry.name);
        bool by_the_socket = entry.name == "authenticate"; // edge/socket.cpp
        CHECK((op::find_handler(entry.name) != nullptr) != by_the_socket);
    }
}

TEST_CASE("[ED1] each role is let in by its own column, and agents by what they are now") {
    Workspace w;
    const Role roles[] = {Role::agent, Role::supervisor, Role::administrator};
    for (int i = 0; i < 3; ++i) {
        AgentId id(i + 1);
        w.agents[id].id = id;
        w.agents[id].role = roles[i];
    }
    w.agents[AgentId(4)].role = Role::administrator;
    w.agents[AgentId(4)].disabled = true;
    auto reason = [&](const op::Entry& entry, const Actor& actor) {
        auto may = op::detail::authorise(entry, w, actor);
        return may ? std::string() : may.error().reason;
    };
    for (const auto& entry : op::operations()) {
        CAPTURE(entry.name);
        CHECK(reason(entry, Actor()) == (entry.may.anonymous ? "" : "not_signed_in"));
        CHECK(reason(entry, Actor::of_customer("v")) ==
              (entry.may.customer ? "" : "role_required"));
        const bool may[] = {entry.may.agent, entry.may.supervisor, entry.may.administrator};
        for (int i = 0; i < 3; ++i)
            CHECK(reason(entry, Actor::of_agent(AgentId(i + 1))) ==
                  (may[i] ? "" : "role_required"));
        CHECK(reason(entry, Actor::of_agent(AgentId(4))) == "agent_disabled");
        CHECK(reason(entry, Actor::of_agent(AgentId(9))) == "agent_disabled");
        CHECK(reason(entry, Actor::system()).empty());
    }
}
