// What people do in a scenario. Each form stands with what it means; README.md lists them all.

#include "base/json.hpp"
#include "scenarios/run.hpp"

#include <doctest/doctest.h>

namespace parley::scenario {

namespace {

using boost::json::object;
using Maybe = std::optional<Answered>;

object of(Run& run, const std::string& customer) {
    return {{"conversation", run.conversation_of(customer).value}};
}

Answered start(Run& run, const std::string& name, const std::string& widget, object arguments) {
    auto& who = run.person(name);
    if (!who.connected())
        run.connect(who);
    arguments["widget"] = widget;
    auto answer = run.ask_once(who, "start_chat", std::move(arguments));
    if (answer.ok)
        who.conversation = ConversationId(answer.body.at("conversation").as_int64());
    return answer;
}

object with_text(Run& run, const std::string& name, const std::string& text) {
    return {{"text", text},
            {"message_client_id", "first-" + std::to_string(run.person(name).requests)}};
}

Answered say(Run& run, Person& who, const std::string& customer, const std::string& text) {
    auto arguments = of(run, customer);
    arguments["text"] = text;
    return run.ask_once(who, "send_message", std::move(arguments));
}

template <const char* operation> Maybe on_conversation(Run& run, const Blanks& b) {
    return run.ask_once(run.agent(b[0]), operation, of(run, b[1]));
}
constexpr char accept_offer[] = "accept_offer";
constexpr char reject_offer[] = "reject_offer";
constexpr char leave_conversation[] = "leave_conversation";
constexpr char pick_conversation[] = "pick_conversation";
constexpr char end_conversation[] = "end_conversation";

Answered save_agent(Run& run, const std::string& agent, object arguments) {
    arguments["id"] = run.agent(agent).agent.value;
    return run.ask(run.agent("admin"), "save_agent", std::move(arguments));
}

Answered save_members(Run& run, const std::string& agent, const std::string& queue, bool member) {
    auto who = run.agent(agent).agent;
    object arguments;
    run.world().look([&](Switchboard& switchboard) {
        for (const auto& [id, known] : switchboard.state().queues) {
            if (known.name != queue)
                continue;
            boost::json::array members;
            for (const auto& [other, turn] : known.members)
                if (other != who)
                    members.push_back(other.value);
            if (member)
                members.push_back(who.value);
            arguments = {{"id", id.value}, {"name", known.name}, {"members", members}};
        }
    });
    if (arguments.empty())
        run.fail_here("there is no queue " + queue);
    return run.ask(run.agent("admin"), "save_queue", std::move(arguments));
}

Answered save_workstream(Run& run, const std::string& queue, const std::string& field,
                         boost::json::value value) {
    object arguments;
    run.world().look([&](Switchboard& switchboard) {
        for (const auto& [id, known] : switchboard.state().workstreams)
            if (known.name == queue)
                arguments = {{"id", id.value}, {"name", known.name}, {"queue", known.queue.value}};
    });
    if (arguments.empty())
        run.fail_here("there is no queue " + queue);
    arguments[field] = std::move(value);
    return run.ask(run.agent("admin"), "save_workstream", std::move(arguments));
}

Answered repeat(Run& run, Person& who, object changed) {
    if (who.operation.empty())
        run.fail_here(who.name + " has done nothing that could be repeated");
    auto arguments = who.arguments;
    for (const auto& [key, value] : changed)
        arguments[key] = value;
    return run.ask(who, who.operation, std::move(arguments));
}

Answered http(Run& run, const std::string& token, const Blanks& b, std::size_t first) {
    return run.world().http(b[first], run.arguments(b[first + 1]), token);
}

} // namespace

std::vector<Run::StepForm> step_forms() {
    return {
        // ---- customers ----
        {"NAME visits",
         [](Run& run, const Blanks& b) -> Maybe {
             run.connect(run.customer(b[0]));
             return std::nullopt;
         }},
        {"NAME opens chat",
         [](Run& run, const Blanks& b) -> Maybe { return start(run, b[0], "support", {}); }},
        {"NAME opens chat TEXT",
         [](Run& run, const Blanks& b) -> Maybe {
             return start(run, b[0], "support", with_text(run, b[0], b[1]));
         }},
        {"NAME opens NAME chat TEXT",
         [](Run& run, const Blanks& b) -> Maybe {
             return start(run, b[0], b[1], with_text(run, b[0], b[2]));
         }},
        {"NAME opens chat as TEXT TEXT",
         [](Run& run, const Blanks& b) -> Maybe {
             auto arguments = with_text(run, b[0], b[2]);
             arguments["name"] = b[1];
             return start(run, b[0], "support", std::move(arguments));
         }},
        {"NAME opens chat with JSON",
         [](Run& run, const Blanks& b) -> Maybe {
             return start(run, b[0], "support", run.arguments(b[1]));
         }},
        {"NAME says TEXT",
         [](Run& run, const Blanks& b) -> Maybe {
             return say(run, run.customer(b[0]), b[0], b[1]);
         }},
        {"NAME says a text of N characters",
         [](Run& run, const Blanks& b) -> Maybe {
             return say(run, run.customer(b[0]), b[0],
                        std::string(static_cast<std::size_t>(std::stoll(b[1])), 'x'));
         }},
        {"NAME ends",
         [](Run& run, const Blanks& b) -> Maybe {
             return run.ask_once(run.customer(b[0]), "end_conversation", of(run, b[0]));
         }},
        {"NAME reads N",
         [](Run& run, const Blanks& b) -> Maybe {
             auto arguments = of(run, b[0]);
             arguments["seq"] = std::stoll(b[1]);
             return run.ask(run.customer(b[0]), "mark_read", std::move(arguments));
         }},
        {"NAME types",
         [](Run& run, const Blanks& b) -> Maybe {
             auto arguments = of(run, b[0]);
             arguments["typing"] = true;
             return run.ask(run.customer(b[0]), "set_typing", std::move(arguments));
         }},
        {"NAME sets context TEXT to TEXT",
         [](Run& run, const Blanks& b) -> Maybe {
             auto arguments = of(run, b[0]);
             arguments["context"] = object{{b[1], b[2]}};
             return run.ask(run.customer(b[0]), "set_context", std::move(arguments));
         }},

        // ---- agents ----
        {"NAME accepts NAME", on_conversation<accept_offer>},
        {"NAME declines NAME", on_conversation<reject_offer>},
        {"NAME picks NAME", on_conversation<pick_conversation>},
        {"NAME leaves NAME", on_conversation<leave_conversation>},
        {"NAME ends NAME", on_conversation<end_conversation>},
        {"NAME tells NAME TEXT",
         [](Run& run, const Blanks& b) -> Maybe { return say(run, run.agent(b[0]), b[1], b[2]); }},
        {"NAME reads NAME N",
         [](Run& run, const Blanks& b) -> Maybe {
             auto arguments = of(run, b[1]);
             arguments["seq"] = std::stoll(b[2]);
             return run.ask(run.agent(b[0]), "mark_read", std::move(arguments));
         }},
        {"NAME types to NAME",
         [](Run& run, const Blanks& b) -> Maybe {
             auto arguments = of(run, b[1]);
             arguments["typing"] = true;
             return run.ask(run.agent(b[0]), "set_typing", std::move(arguments));
         }},
        {"NAME chooses WORD",
         [](Run& run, const Blanks& b) -> Maybe {
             return run.ask_once(run.agent(b[0]), "set_presence", {{"presence", b[1]}});
         }},
        {"NAME looks at NAME",
         [](Run& run, const Blanks& b) -> Maybe {
             return run.ask(run.agent(b[0]), "follow_conversation", of(run, b[1]));
         }},
        {"NAME looks away from NAME",
         [](Run& run, const Blanks& b) -> Maybe {
             return run.ask(run.agent(b[0]), "unfollow_conversation", of(run, b[1]));
         }},
        {"NAME opens the open list",
         [](Run& run, const Blanks& b) -> Maybe {
             return run.ask(run.agent(b[0]), "follow_list", {{"list", "open"}});
         }},
        {"NAME closes the open list",
         [](Run& run, const Blanks& b) -> Maybe {
             return run.ask(run.agent(b[0]), "follow_list", {});
         }},
        {"NAME signs out",
         [](Run& run, const Blanks& b) -> Maybe {
             return run.ask(run.agent(b[0]), "sign_out", {});
         }},
        {"NAME signs out everywhere",
         [](Run& run, const Blanks& b) -> Maybe {
             return run.ask(run.agent(b[0]), "sign_out", {{"everywhere", true}});
         }},
        {"NAME signs in",
         [](Run& run, const Blanks& b) -> Maybe {
             auto& who = run.agent(b[0]);
             run.disconnect(who);
             who.tabs.clear();
             who.token = run.world().login(who.agent);
             run.connect(who);
             return std::nullopt;
         }},
        {"NAME signs in on another machine",
         [](Run& run, const Blanks& b) -> Maybe {
             auto& who = run.agent(b[0]);
             who.tabs.push_back(&run.world().open_tab(run.world().login(who.agent)));
             return std::nullopt;
         }},
        {"NAME takes an API token",
         [](Run& run, const Blanks& b) -> Maybe {
             auto& who = run.agent(b[0]);
             who.token = run.world().login(who.agent, LoginKind::api_token);
             return std::nullopt;
         }},

        // ---- anybody ----
        {"NAME disconnects",
         [](Run& run, const Blanks& b) -> Maybe {
             run.disconnect(run.person(b[0]));
             return std::nullopt;
         }},
        {"NAME reconnects",
         [](Run& run, const Blanks& b) -> Maybe {
             run.connect(run.person(b[0]));
             return std::nullopt;
         }},
        {"NAME opens a second tab",
         [](Run& run, const Blanks& b) -> Maybe {
             auto& who = run.person(b[0]);
             who.tabs.push_back(&run.world().open_tab(who.token));
             return std::nullopt;
         }},
        {"NAME closes the second tab",
         [](Run& run, const Blanks& b) -> Maybe {
             auto& who = run.person(b[0]);
             if (who.tabs.size() < 2)
                 run.fail_here(b[0] + " has no second tab");
             run.world().disconnect(*who.tabs.back());
             who.tabs.pop_back();
             run.world().settle();
             return std::nullopt;
         }},
        {"NAME repeats that",
         [](Run& run, const Blanks& b) -> Maybe { return repeat(run, run.person(b[0]), {}); }},
        {"NAME repeats that with TEXT",
         [](Run& run, const Blanks& b) -> Maybe {
             return repeat(run, run.person(b[0]), {{"text", b[1]}});
         }},
        {"NAME calls WORD JSON",
         [](Run& run, const Blanks& b) -> Maybe {
             return run.ask(run.person(b[0]), b[1], run.arguments(b[2]));
         }},
        {"somebody posts WORD JSON",
         [](Run& run, const Blanks& b) -> Maybe { return http(run, {}, b, 0); }},
        {"NAME posts WORD JSON",
         [](Run& run, const Blanks& b) -> Maybe {
             return http(run, run.person(b[0]).token, b, 1);
         }},

        // ---- the administrator ----
        {"admin disables NAME",
         [](Run& run, const Blanks& b) -> Maybe {
             return save_agent(run, b[0], {{"disabled", true}});
         }},
        {"admin enables NAME",
         [](Run& run, const Blanks& b) -> Maybe {
             return save_agent(run, b[0], {{"disabled", false}});
         }},
        {"admin gives NAME capacity N",
         [](Run& run, const Blanks& b) -> Maybe {
             return save_agent(run, b[0], {{"capacity", std::stoll(b[1])}});
         }},
        {"admin makes NAME WORD",
         [](Run& run, const Blanks& b) -> Maybe {
             return save_agent(run, b[0], {{"role", b[1]}});
         }},
        {"admin renames NAME TEXT",
         [](Run& run, const Blanks& b) -> Maybe {
             return save_agent(run, b[0], {{"name", b[1]}});
         }},
        {"admin adds NAME to NAME",
         [](Run& run, const Blanks& b) -> Maybe { return save_members(run, b[0], b[1], true); }},
        {"admin takes NAME out of NAME",
         [](Run& run, const Blanks& b) -> Maybe { return save_members(run, b[0], b[1], false); }},
        {"admin sets cost of NAME to N",
         [](Run& run, const Blanks& b) -> Maybe {
             return save_workstream(run, b[0], "capacity_cost", std::stoll(b[1]));
         }},
        {"admin lets NAME go to busy agents",
         [](Run& run, const Blanks& b) -> Maybe {
             return save_workstream(run, b[0], "allow_busy", true);
         }},
        {"admin sets WORD to DURATION",
         [](Run& run, const Blanks& b) -> Maybe {
             run.change_settings(b[0], std::stoll(b[1]));
             return std::nullopt;
         }},
        {"admin sets WORD to N",
         [](Run& run, const Blanks& b) -> Maybe {
             run.change_settings(b[0], std::stoll(b[1]));
             return std::nullopt;
         }},

        // ---- the server ----
        {"restart",
         [](Run& run, const Blanks&) -> Maybe {
             run.restart(Millis(0), true);
             return std::nullopt;
         }},
        {"restart after DURATION",
         [](Run& run, const Blanks& b) -> Maybe {
             run.restart(Millis(std::stoll(b[0])), true);
             return std::nullopt;
         }},
        {"restart and nobody comes back",
         [](Run& run, const Blanks&) -> Maybe {
             run.restart(Millis(0), false);
             return std::nullopt;
         }},
        {"nothing happens", [](Run&, const Blanks&) -> Maybe { return std::nullopt; }},
    };
}

} // namespace parley::scenario
