// Who may what: every operation of the table for every kind of caller, and for conversations of
// one's own and of others. What is expected comes from the table, so a new operation is covered at
// once.

#include "app/served.hpp"
#include "base/json.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

struct Caller {
    std::string name;
    std::string token;
    bool may(const op::Entry& entry) const {
        if (name == "anonymous")
            return entry.may.anonymous;
        if (name == "customer" || name == "other customer")
            return entry.may.customer;
        if (name == "supervisor")
            return entry.may.supervisor;
        if (name == "administrator")
            return entry.may.administrator;
        return entry.may.agent;
    }
};

struct Callers : Served {
    ConversationId own; // of the customer, accepted by ava
    std::vector<Caller> all;

    Callers() {
        auto agent = world.login(ava);
        auto& tab = world.open_tab(agent);
        REQUIRE(world.ask(tab, "set_presence", {{"presence", "available"}}).ok);
        auto customer = world.visitor("noor");
        auto started =
            world.http("start_chat", {{"widget", "support"}, {"text", "Hello"}}, customer);
        REQUIRE(started.ok);
        own = ConversationId(started.body.at("conversation").as_int64());
        REQUIRE(world.ask(tab, "accept_offer", {{"conversation", own.value}}).ok);
        all = {{"anonymous", ""},
               {"customer", customer},
               {"other customer", world.visitor("somebody-else")},
               {"agent", agent},
               {"agent of the queue", world.login(ben)},
               {"agent of another queue", world.login(mei)},
               {"supervisor", world.login(sofia)},
               {"administrator", world.login(admin)}};
    }

    // The table's example with this conversation in it.
    object example(const op::Entry& entry) const {
        auto arguments = parse_json(entry.example_request)->as_object();
        if (arguments.contains("conversation"))
            arguments["conversation"] = own.value;
        if (arguments.contains("client_id"))
            arguments["client_id"] = "fresh";
        return arguments;
    }
};

bool changes_the_world(const op::Entry& entry) {
    // Signing in or out would change who the next caller is.
    return entry.name == "sign_in" || entry.name == "sign_out" || entry.name == "revoke_login" ||
           entry.name == "save_agent" || entry.name == "change_password";
}

} // namespace

TEST_CASE("[ED1] [AU4] every operation, every kind of caller: the table decides") {
    for (const auto& entry : op::operations()) {
        if (entry.socket_only || changes_the_world(entry))
            continue;
        Callers callers;
        for (const auto& caller : callers.all) {
            CAPTURE(entry.name);
            CAPTURE(caller.name);
            auto answer = callers.world.http(entry.name, callers.example(entry), caller.token);
            bool refused = answer.status == 401 || answer.status == 403;
            CHECK(refused == !caller.may(entry));
            if (refused)
                CHECK(answer.reason() ==
                      (caller.name == "anonymous" ? "not_signed_in" : "role_required"));
            else
                CHECK_MESSAGE(answer.status != 500, boost::json::serialize(answer.body));
        }
        CHECK(callers.world.violations() == std::vector<std::string>());
    }
}

TEST_CASE("[ED1] what signs in and out asks for the role too") {
    for (auto name : {"sign_out", "revoke_login", "save_agent", "change_password"}) {
        const auto* entry = op::find_operation(name);
        REQUIRE(entry);
        Callers callers;
        for (const auto& caller : callers.all) {
            CAPTURE(name);
            CAPTURE(caller.name);
            if (caller.may(*entry) && entry->name == "sign_out")
                continue; // tried last below
            auto answer = callers.world.http(name, callers.example(*entry), caller.token);
            CHECK((answer.status == 401 || answer.status == 403) == !caller.may(*entry));
        }
        auto token = callers.world.login(callers.ben);
        if (entry->name == "sign_out") {
            CHECK(callers.world.http(name, {}, token).ok);
            CHECK(callers.world.http("who_am_i", {}, token).reason() == "login_closed");
        }
    }
}

TEST_CASE("[AU1] [AU2] what names a conversation that is not the caller's to see finds nothing") {
    for (const auto& entry : op::operations()) {
        auto arguments = parse_json(entry.example_request)->as_object();
        if (entry.socket_only || !arguments.contains("conversation"))
            continue;
        Callers callers;
        for (const auto& caller : callers.all) {
            bool stranger =
                caller.name == "other customer" || caller.name == "agent of another queue";
            if (!stranger || !caller.may(entry))
                continue;
            CAPTURE(entry.name);
            CAPTURE(caller.name);
            auto answer = callers.world.http(entry.name, callers.example(entry), caller.token);
            CHECK(answer.status == 404);
            CHECK(answer.reason() == "conversation_not_found");
            // The same answer as for one that never was: nothing leaks.
            auto never = callers.example(entry);
            never["conversation"] = 4711;
            auto other = callers.world.http(entry.name, never, caller.token);
            CHECK(other.status == 404);
            CHECK(other.reason() == answer.reason());
        }
    }
}

TEST_CASE("[AU1] [AU2] the same over the WebSocket, and for what belongs to it") {
    Callers callers;
    for (const auto& caller : callers.all) {
        if (caller.token.empty())
            continue;
        CAPTURE(caller.name);
        auto& tab = callers.world.open_tab(caller.token);
        auto answer =
            callers.world.ask(tab, "follow_conversation", {{"conversation", callers.own.value}});
        bool customer = caller.name == "customer" || caller.name == "other customer";
        if (customer)
            CHECK(answer.reason() == "role_required");
        else
            CHECK(answer.reason() ==
                  (caller.name == "agent of another queue" ? "conversation_not_found" : ""));
    }
}

TEST_CASE("[ED1] an agent is judged by the role it has now") {
    Callers callers;
    auto& tab = callers.world.open_tab(callers.world.login(callers.sofia));
    CHECK(callers.world.ask(tab, "list_agents", {}).ok);
    auto boss = callers.world.login(callers.admin);
    REQUIRE(callers.world.http("save_agent", {{"id", callers.sofia.value}, {"role", "agent"}}, boss)
                .ok);
    CHECK(callers.world.ask(tab, "list_agents", {}).reason() == "role_required");
    CHECK(callers.world.ask(tab, "follow_conversation", {{"conversation", callers.own.value}})
              .reason() == "conversation_not_found");
}
