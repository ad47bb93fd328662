// What a scenario can expect. Each looks at the server's state and at what the people involved have
// on their screens, as far as they are connected, so that the feed is part of every expectation.

#include "app/switchboard/row_mapping.hpp"
#include "base/json.hpp"
#include "scenarios/run.hpp"

#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

namespace parley::scenario {

namespace {

using boost::json::object;

const std::string as_expected;

std::string text_of(const object& row, const char* field) {
    const auto* value = row.if_contains(field);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::int64_t number_of(const object& row, const char* field) {
    const auto* value = row.if_contains(field);
    return value && value->is_int64() ? value->get_int64() : 0;
}

std::string key_of(ConversationId id) { return "conversation/" + std::to_string(id.value); }

std::string name_of(Run& run, AgentId id) {
    for (Person* person : run.everybody())
        if (person->agent && person->agent == id)
            return person->name;
    return "nobody";
}

std::string situation(Run& run, const Conversation& c) {
    std::string said(enum_name(c.state));
    said += " (" + std::string(enum_name(c.cause)) + ")";
    if (c.session.number != 0)
        said += ", session " + std::to_string(c.session.number) + " " +
                std::string(enum_name(c.session.state)) + " with " + name_of(run, c.session.agent);
    return said;
}

// What everybody who is connected must have on the screen about a conversation in this state.
std::string on_screens(Run& run, const std::string& customer, const Conversation& c) {
    auto& owner = run.customer(customer);
    if (owner.connected())
        for (Tab* tab : owner.tabs) {
            const auto* row = tab->rows.find(key_of(c.id));
            if (!row)
                return customer + " does not see the chat";
            if (text_of(*row, "state") != enum_name(c.state))
                return customer + " sees state " + text_of(*row, "state");
        }
    bool unclosed = c.session.number != 0 && c.session.state != SessionState::closed;
    for (Person* person : run.everybody()) {
        if (!person->agent || !person->connected())
            continue;
        bool own = unclosed && c.session.agent == person->agent;
        bool offered = own && c.session.state == SessionState::offered;
        for (Tab* tab : person->tabs) {
            if (!tab->open() || tab->close_code() != 0)
                continue;
            const auto* row = tab->rows.find(key_of(c.id));
            bool offer = tab->rows.find("offer/" + std::to_string(c.id.value)) != nullptr;
            if (own && (!row || text_of(*row, "state") != enum_name(c.state)))
                return person->name + " does not see that it is " + std::string(enum_name(c.state));
            if (offer != offered)
                return person->name + (offer ? " still has the offer" : " has no offer");
            bool looks = tab->followed().contains(c.id.value) || tab->follows_list();
            if (row && !own && !looks)
                return person->name + " still sees the conversation";
        }
    }
    return as_expected;
}

std::string in_state(Run& run, const std::string& customer, ConversationState state,
                     const std::string& agent = {},
                     std::optional<SessionState> session = std::nullopt) {
    auto c = run.stored(run.conversation_of(customer));
    bool so = c.state == state && (!session || c.session.state == *session) &&
              (agent.empty() || c.session.agent == run.agent(agent).agent);
    return so ? on_screens(run, customer, c) : customer + " is " + situation(run, c);
}

const std::map<Seq, boost::json::value>& messages_of(Person& person, ConversationId id) {
    static const std::map<Seq, boost::json::value> none;
    auto found = person.tabs.at(0)->rows.messages().find(id.value);
    return found == person.tabs[0]->rows.messages().end() ? none : found->second;
}

std::string seen(Person& person, ConversationId id) {
    std::string said = person.name + " sees";
    for (const auto& [seq, message] : messages_of(person, id)) {
        const auto& row = message.get_object();
        said += ' ' + std::to_string(seq) + ":" + text_of(row, "line");
        said +=
            '"' + text_of(row, "text").substr(0, 40) + "\" from \"" + text_of(row, "name") + '"';
    }
    return said;
}

// Is there a message whose fields have these values? "" of a field means any.
std::string sees_message(Person& person, ConversationId id, const std::string& line,
                         const std::optional<std::string>& text,
                         const std::optional<std::string>& name) {
    for (const auto& [seq, message] : messages_of(person, id)) {
        const auto& row = message.get_object();
        if (text_of(row, "line") == line && (!text || text_of(row, "text") == *text) &&
            (!name || text_of(row, "name") == *name))
            return as_expected;
    }
    return seen(person, id);
}

std::string many_messages(Person& person, ConversationId id, const std::string& many) {
    auto held = messages_of(person, id).size();
    return std::to_string(held) == many ? as_expected : seen(person, id);
}

std::string presence_of(Run& run, const std::string& name, const std::string& kind,
                        const std::string& cause) {
    auto& who = run.agent(name);
    std::string problem;
    run.world().look([&](Switchboard& switchboard) {
        const auto& presence = switchboard.state().agents.at(who.agent).presence;
        if (enum_name(presence.kind) != kind ||
            (!cause.empty() && enum_name(presence.cause) != cause))
            problem = name + " is " + std::string(enum_name(presence.kind)) + " by " +
                      std::string(enum_name(presence.cause));
    });
    if (!problem.empty() || !who.connected() || who.tabs[0]->close_code() != 0)
        return problem;
    const auto* me = who.tabs[0]->rows.find("me");
    auto shown = me ? text_of(me->at("presence").as_object(), "kind") : "nothing";
    return shown == kind ? as_expected : name + " sees " + shown;
}

std::string load_of(Run& run, const std::string& name, const std::string& load) {
    auto& who = run.agent(name);
    std::string is;
    run.world().look([&](Switchboard& switchboard) {
        const auto& agent = switchboard.state().agents.at(who.agent);
        is = std::to_string(agent.load) + "/" + std::to_string(agent.capacity);
    });
    if (is != load || !who.connected() || who.tabs[0]->close_code() != 0)
        return is == load ? as_expected : name + " has load " + is;
    const auto* me = who.tabs[0]->rows.find("me");
    if (!me)
        return name + " does not see its own row";
    auto shown =
        std::to_string(number_of(*me, "load")) + "/" + std::to_string(number_of(*me, "capacity"));
    return shown == load ? as_expected : name + " sees load " + shown;
}

std::vector<Session> sessions_of(Run& run, const std::string& customer) {
    auto rows =
        run.world().reader().sessions(ServerWorld::workspace, run.conversation_of(customer));
    REQUIRE(rows);
    std::vector<Session> sessions;
    for (const auto& row : *rows)
        sessions.push_back(*from_row(row));
    return sessions;
}

std::string session_is(Run& run, const std::string& number, const std::string& customer,
                       const std::string& what, const std::function<bool(const Session&)>& is) {
    auto sessions = sessions_of(run, customer);
    auto index = static_cast<std::size_t>(std::stoll(number));
    if (index < 1 || index > sessions.size())
        return customer + " had " + std::to_string(sessions.size()) + " sessions";
    const auto& session = sessions[index - 1];
    if (is(session))
        return as_expected;
    return "session " + number + " is not " + what + ": " + to_json(session) + " of " +
           name_of(run, session.agent);
}

object waiting_of(Run& run, const std::string& customer) {
    auto& admin = run.agent("admin");
    auto answer =
        run.ask(admin, "get_conversation", {{"conversation", run.conversation_of(customer).value}});
    if (!answer.ok)
        run.fail_here("get_conversation was refused: " + answer.reason());
    const auto* waiting = answer.body.if_contains("waiting");
    return waiting ? waiting->as_object() : object();
}

std::string row_number(Person& person, ConversationId id, const char* field,
                       const std::string& value) {
    const auto* row = person.tabs.at(0)->rows.find(key_of(id));
    if (!row)
        return person.name + " does not see the conversation";
    auto is = std::to_string(number_of(*row, field));
    return is == value ? as_expected : person.name + " sees " + field + " " + is;
}

std::string heard(Run& run, const std::string& name, bool expected) {
    auto& who = run.person(name);
    auto many = who.tabs.at(0)->rows.hints().size();
    bool new_ones = many > who.hints_heard;
    who.hints_heard = many;
    if (new_ones == expected)
        return as_expected;
    return name + (expected ? " hears nothing" : " hears somebody typing");
}

std::size_t rows_under(Person& who, const std::string& prefix) {
    std::size_t many = 0;
    for (const auto& [key, row] : who.tabs.at(0)->rows.rows())
        many += key.starts_with(prefix) ? 1 : 0;
    return many;
}

std::string list_is(Run& run, const std::string& name, const std::vector<std::string>& customers) {
    const auto* list = run.agent(name).tabs.at(0)->rows.find("list/open");
    if (!list)
        return name + " has no open list";
    boost::json::array ids;
    for (const auto& customer : customers)
        ids.push_back(run.conversation_of(customer).value);
    const auto& is = list->at("ids");
    if (is == boost::json::value(ids) && number_of(*list, "total") == std::int64_t(ids.size()))
        return as_expected;
    return name + "'s open list is " + boost::json::serialize(*list);
}

std::string widget_is(Run& run, const std::string& widget, const std::string& availability) {
    auto answer = run.world().http("get_widget", {{"widget", widget}});
    if (!answer.ok)
        return "get_widget is refused: " + answer.reason();
    auto is = text_of(answer.body, "availability");
    return is == availability ? as_expected : widget + " chat is " + is;
}

} // namespace

std::vector<Run::ExpectationForm> expectation_forms() {
    using State = ConversationState;
    return {
        // ---- conversations ----
        {"NAME offered to NAME",
         [](Run& run, const Blanks& b) {
             return in_state(run, b[0], State::active, b[1], SessionState::offered);
         }},
        {"NAME with NAME",
         [](Run& run, const Blanks& b) {
             return in_state(run, b[0], State::active, b[1], SessionState::accepted);
         }},
        {"NAME queued", [](Run& run, const Blanks& b) { return in_state(run, b[0], State::open); }},
        {"NAME in wrap-up with NAME",
         [](Run& run, const Blanks& b) { return in_state(run, b[0], State::wrap_up, b[1]); }},
        {"NAME closed",
         [](Run& run, const Blanks& b) { return in_state(run, b[0], State::closed); }},
        {"NAME because WORD",
         [](Run& run, const Blanks& b) {
             auto c = run.stored(run.conversation_of(b[0]));
             return enum_name(c.cause) == b[1] ? as_expected : b[0] + " is " + situation(run, c);
         }},
        {"NAME waits because WORD",
         [](Run& run, const Blanks& b) {
             auto waiting = waiting_of(run, b[0]);
             return text_of(waiting, "reason") == b[1] ? as_expected
                                                       : boost::json::serialize(waiting);
         }},
        {"NAME waits behind N",
         [](Run& run, const Blanks& b) {
             auto waiting = waiting_of(run, b[0]);
             return std::to_string(number_of(waiting, "ahead")) == b[1]
                        ? as_expected
                        : boost::json::serialize(waiting);
         }},
        {"NAME waits for an answer since CLOCK",
         [](Run& run, const Blanks& b) {
             auto c = run.stored(run.conversation_of(b[0]));
             return c.waits_since == run.clock(b[1]) ? as_expected : to_json(c.waits_since);
         }},
        {"NAME waits for no answer",
         [](Run& run, const Blanks& b) {
             auto c = run.stored(run.conversation_of(b[0]));
             return !c.waits_since ? as_expected : to_json(c.waits_since);
         }},
        {"NAME queued since CLOCK",
         [](Run& run, const Blanks& b) {
             auto c = run.stored(run.conversation_of(b[0]));
             return c.queued_at == run.clock(b[1]) ? as_expected : to_json(c.queued_at);
         }},
        {"session N of NAME with NAME",
         [](Run& run, const Blanks& b) {
             auto agent = run.agent(b[2]).agent;
             return session_is(run, b[0], b[1], "with " + b[2],
                               [&](const Session& s) { return s.agent == agent; });
         }},
        {"session N of NAME ended by WORD",
         [](Run& run, const Blanks& b) {
             return session_is(run, b[0], b[1], "ended by " + b[2], [&](const Session& s) {
                 return s.state == SessionState::closed && enum_name(s.closure) == b[2];
             });
         }},
        {"session N of NAME ended at CLOCK",
         [](Run& run, const Blanks& b) {
             return session_is(run, b[0], b[1], "ended then",
                               [&](const Session& s) { return s.closed_at == run.clock(b[2]); });
         }},
        {"session N of NAME is open",
         [](Run& run, const Blanks& b) {
             return session_is(run, b[0], b[1], "open",
                               [](const Session& s) { return s.state != SessionState::closed; });
         }},
        {"session N of NAME picked within capacity",
         [](Run& run, const Blanks& b) {
             return session_is(run, b[0], b[1], "picked within capacity", [](const Session& s) {
                 return s.cause == AssignmentCause::pick && !s.over_capacity;
             });
         }},
        {"session N of NAME picked over capacity",
         [](Run& run, const Blanks& b) {
             return session_is(run, b[0], b[1], "picked over capacity", [](const Session& s) {
                 return s.cause == AssignmentCause::pick && s.over_capacity;
             });
         }},
        {"NAME declined NAME N times",
         [](Run& run, const Blanks& b) {
             auto c = run.stored(run.conversation_of(b[1]));
             auto found = c.declines.find(run.agent(b[0]).agent);
             auto many = found == c.declines.end() ? 0 : found->second;
             return std::to_string(many) == b[2] ? as_expected : std::to_string(many) + " times";
         }},
        {"NAME has language WORD",
         [](Run& run, const Blanks& b) {
             auto c = run.stored(run.conversation_of(b[0]));
             return c.language == b[1] ? as_expected : c.language;
         }},
        {"context of NAME has TEXT TEXT",
         [](Run& run, const Blanks& b) {
             auto c = run.stored(run.conversation_of(b[0]));
             auto found = c.context.find(b[1]);
             return found != c.context.end() && found->second == b[2] ? as_expected
                                                                      : to_json(c.context);
         }},
        {"context of NAME has no TEXT",
         [](Run& run, const Blanks& b) {
             auto c = run.stored(run.conversation_of(b[0]));
             return !c.context.contains(b[1]) ? as_expected : to_json(c.context);
         }},
        {"NAME has chat N",
         [](Run& run, const Blanks& b) {
             auto id = std::to_string(run.conversation_of(b[0]).value);
             return id == b[1] ? as_expected : "chat " + id;
         }},

        // ---- agents ----
        {"NAME is WORD",
         [](Run& run, const Blanks& b) { return presence_of(run, b[0], b[1], {}); }},
        {"NAME is WORD by WORD",
         [](Run& run, const Blanks& b) { return presence_of(run, b[0], b[1], b[2]); }},
        {"NAME load WORD", [](Run& run, const Blanks& b) { return load_of(run, b[0], b[1]); }},
        {"NAME was signed out",
         [](Run& run, const Blanks& b) {
             auto code = run.agent(b[0]).tabs.at(0)->close_code();
             return code == 4504 ? as_expected : "close code " + std::to_string(code);
         }},
        {"NAME is still connected",
         [](Run& run, const Blanks& b) {
             auto& who = run.person(b[0]);
             bool on = who.connected() && who.tabs[0]->close_code() == 0;
             return on ? as_expected : b[0] + " is not";
         }},
        {"NAME has N quick replies",
         [](Run& run, const Blanks& b) {
             auto many = std::to_string(rows_under(run.agent(b[0]), "quick_reply/"));
             return many == b[1] ? as_expected : many;
         }},
        {"NAME has N queues",
         [](Run& run, const Blanks& b) {
             auto many = std::to_string(rows_under(run.agent(b[0]), "queue/"));
             return many == b[1] ? as_expected : many;
         }},
        {"NAME sees the card of NAME",
         [](Run& run, const Blanks& b) {
             bool has = run.agent(b[0]).tabs.at(0)->rows.find(key_of(run.conversation_of(b[1])));
             return has ? as_expected : "no card";
         }},
        {"NAME sees no card of NAME",
         [](Run& run, const Blanks& b) {
             bool has = run.agent(b[0]).tabs.at(0)->rows.find(key_of(run.conversation_of(b[1])));
             return has ? "a card" : as_expected;
         }},
        {"NAME sees NAME connected",
         [](Run& run, const Blanks& b) {
             const auto* row =
                 run.agent(b[0]).tabs.at(0)->rows.find(key_of(run.conversation_of(b[1])));
             return row && row->at("customer_connected").as_bool() ? as_expected : "not connected";
         }},
        {"NAME sees NAME gone",
         [](Run& run, const Blanks& b) {
             const auto* row =
                 run.agent(b[0]).tabs.at(0)->rows.find(key_of(run.conversation_of(b[1])));
             return row && !row->at("customer_connected").as_bool() ? as_expected : "connected";
         }},
        {"NAME sees customer TEXT in the card of NAME",
         [](Run& run, const Blanks& b) {
             const auto* row =
                 run.agent(b[0]).tabs.at(0)->rows.find(key_of(run.conversation_of(b[2])));
             auto name = row ? text_of(*row, "customer_name") : "no card";
             return name == b[1] ? as_expected : name;
         }},
        {"open list of NAME is empty",
         [](Run& run, const Blanks& b) { return list_is(run, b[0], {}); }},
        {"open list of NAME is NAME",
         [](Run& run, const Blanks& b) { return list_is(run, b[0], {b[1]}); }},
        {"open list of NAME is NAME and NAME",
         [](Run& run, const Blanks& b) { return list_is(run, b[0], {b[1], b[2]}); }},

        // ---- messages ----
        {"NAME sees line WORD",
         [](Run& run, const Blanks& b) {
             return sees_message(run.customer(b[0]), run.conversation_of(b[0]), b[1], std::nullopt,
                                 std::nullopt);
         }},
        {"NAME sees line WORD TEXT",
         [](Run& run, const Blanks& b) {
             return sees_message(run.customer(b[0]), run.conversation_of(b[0]), b[1], b[2],
                                 std::nullopt);
         }},
        {"NAME sees no line WORD",
         [](Run& run, const Blanks& b) {
             auto none = sees_message(run.customer(b[0]), run.conversation_of(b[0]), b[1],
                                      std::nullopt, std::nullopt);
             return none.empty() ? b[0] + " sees it" : as_expected;
         }},
        {"NAME sees TEXT",
         [](Run& run, const Blanks& b) {
             return sees_message(run.customer(b[0]), run.conversation_of(b[0]), "", b[1],
                                 std::nullopt);
         }},
        {"NAME sees TEXT from TEXT",
         [](Run& run, const Blanks& b) {
             return sees_message(run.customer(b[0]), run.conversation_of(b[0]), "", b[1], b[2]);
         }},
        {"NAME sees TEXT of NAME",
         [](Run& run, const Blanks& b) {
             return sees_message(run.agent(b[0]), run.conversation_of(b[2]), "", b[1],
                                 std::nullopt);
         }},
        {"NAME sees line WORD of NAME",
         [](Run& run, const Blanks& b) {
             return sees_message(run.agent(b[0]), run.conversation_of(b[2]), b[1], std::nullopt,
                                 std::nullopt);
         }},
        {"NAME sees N messages",
         [](Run& run, const Blanks& b) {
             return many_messages(run.customer(b[0]), run.conversation_of(b[0]), b[1]);
         }},
        {"NAME sees N messages of NAME",
         [](Run& run, const Blanks& b) {
             return many_messages(run.agent(b[0]), run.conversation_of(b[2]), b[1]);
         }},
        {"NAME has read N",
         [](Run& run, const Blanks& b) {
             return row_number(run.customer(b[0]), run.conversation_of(b[0]), "customer_read_seq",
                               b[1]);
         }},
        {"NAME was read to N",
         [](Run& run, const Blanks& b) {
             return row_number(run.customer(b[0]), run.conversation_of(b[0]), "agent_read_seq",
                               b[1]);
         }},
        {"NAME hears typing", [](Run& run, const Blanks& b) { return heard(run, b[0], true); }},
        {"NAME hears nothing", [](Run& run, const Blanks& b) { return heard(run, b[0], false); }},
        {"NAME got nothing twice",
         [](Run& run, const Blanks& b) {
             for (Tab* tab : run.person(b[0]).tabs)
                 if (tab->rows.doubled() != 0)
                     return std::to_string(tab->rows.doubled()) + " messages came twice";
             return as_expected;
         }},
        {"NAME is told WORD",
         [](Run& run, const Blanks& b) {
             const auto* row =
                 run.customer(b[0]).tabs.at(0)->rows.find(key_of(run.conversation_of(b[0])));
             auto said = row ? text_of(*row, "availability") : "nothing";
             return said == b[1] ? as_expected : said;
         }},

        // ---- the rest ----
        {"NAME chat is WORD", [](Run& run, const Blanks& b) { return widget_is(run, b[0], b[1]); }},
        {"the answer has TEXT",
         [](Run& run, const Blanks& b) {
             auto text = boost::json::serialize(run.last_answer);
             return text.find(b[0]) != std::string::npos ? as_expected : text;
         }},
        {"the answer has no TEXT",
         [](Run& run, const Blanks& b) {
             auto text = boost::json::serialize(run.last_answer);
             return text.find(b[0]) == std::string::npos ? as_expected : text;
         }},
    };
}

} // namespace parley::scenario
