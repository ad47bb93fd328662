#pragma once
// One scenario on its way: the world it runs in, its people by name, and the sentences it knows.

#include "scenarios/reader.hpp"
#include "support/world.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parley::scenario {

using testing::Answered;
using testing::ServerWorld;
using testing::Tab;
using Blanks = std::vector<std::string>;

// An agent or a customer. Customers come into being when first named.
struct Person {
    std::string name;
    AgentId agent;       // none: a customer
    std::string visitor; // customers
    std::string token;
    ConversationId conversation; // customers: the one started last
    std::vector<Tab*> tabs;      // the first one asks
    int requests = 0;            // numbers its client ids
    std::string operation;       // of the last request that can be repeated
    boost::json::object arguments;
    std::size_t hints_heard = 0;
    bool connected() const { return !tabs.empty() && tabs[0]->open(); }
};

class Run {
public:
    // `url` as for open_store.
    Run(const Scenario& scenario, std::string url);

    // Throws nothing; the first thing that is not as expected fails the test case.
    void play();

    // ---- for sentences ----

    ServerWorld& world() { return *world_; }
    Person& person(const std::string& name);   // made as a customer when unknown
    Person& agent(const std::string& name);    // fails when it is none
    Person& customer(const std::string& name); // fails when it is none
    std::vector<Person*> everybody();
    // The conversation this customer started last; fails when there is none.
    ConversationId conversation_of(const std::string& customer);
    Conversation stored(ConversationId id);
    Time clock(const std::string& ms_since_midnight) const;

    // Asks over the person's first tab, or by HTTP when there is none; "$ann" in the arguments
    // stands for ann's conversation.
    Answered ask(Person& who, const std::string& operation, boost::json::object arguments);
    // With a client id of its own, and remembered for "repeats that".
    Answered ask_once(Person& who, const std::string& operation, boost::json::object arguments);
    boost::json::object arguments(const std::string& json);
    void connect(Person& who);
    void disconnect(Person& who);
    void restart(Millis down, bool come_back);
    void change_settings(const std::string& field, std::int64_t value);
    boost::json::object last_answer; // of the step before

    [[noreturn]] void fail_here(const std::string& why) const;

    // Sentences that are known, for error messages and for the steps' own use.
    using Step = std::optional<Answered> (*)(Run&, const Blanks&);
    using Expectation = std::string (*)(Run&, const Blanks&); // "" = it is so; else what is
    struct StepForm {
        std::string_view form;
        Step run;
    };
    struct ExpectationForm {
        std::string_view form;
        Expectation holds;
    };

private:
    void set_up();
    void play(const Sentence& sentence);
    void check_automatic_assignments();
    void check_laws(const std::string& when);

    const Scenario& scenario_;
    const std::string url_;
    int line_ = 0;
    std::unique_ptr<ServerWorld> world_;
    std::map<std::string, Person> people_;
    std::map<std::pair<std::int64_t, std::int64_t>, bool> sessions_seen_;
};

std::vector<Run::StepForm> step_forms();
std::vector<Run::ExpectationForm> expectation_forms();

// What the givens say: the commands that make the workspace, and its people.
struct Setting {
    std::vector<Command> commands;
    std::vector<Person> agents; // by id, the administrator first
    std::vector<std::string> absent;
};
Result<Setting> setting_of(const Scenario& scenario);

// Reads the file and plays it.
void play_file(const std::string& path, const std::string& name, const std::string& url);

} // namespace parley::scenario
