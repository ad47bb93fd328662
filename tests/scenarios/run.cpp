#include "scenarios/run.hpp"

#include "adapters/store/open_store.hpp"
#include "app/switchboard/row_mapping.hpp"
#include "base/json.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

namespace parley::scenario {

namespace {

// Midnight of the scenarios' day.
constexpr Time midnight(1'735'689'600'000);

// The limits on rates have tests of their own; scenarios are about everything else.
ServiceOptions generous() {
    ServiceOptions options;
    constexpr Rate any{1e6, 1e6};
    options.sign_ins = options.chat_starts = options.visitor_messages = options.agent_messages =
        options.calls = any;
    options.login_lasts = Millis(30LL * 86'400'000);
    options.reader_threads = 1;
    options.password_threads = 1;
    return options;
}

} // namespace

Run::Run(const Scenario& scenario, std::string url) : scenario_(scenario), url_(std::move(url)) {}

void Run::fail_here(const std::string& why) const {
    // Aborts the test case; what follows only tells the compiler that nothing comes back.
    DOCTEST_ADD_FAIL_AT("tests/scenarios", line_,
                        scenario_.name << ".scenario:" << line_ << ": " << why);
    std::abort();
}

Time Run::clock(const std::string& ms) const { return midnight + Millis(std::stoll(ms)); }

Person& Run::person(const std::string& name) {
    auto [it, fresh] = people_.try_emplace(name);
    auto& person = it->second;
    if (fresh) {
        person.name = name;
        person.visitor = "visitor-of-" + name;
        person.token = world_->visitor(person.visitor);
    }
    return person;
}

Person& Run::agent(const std::string& name) {
    auto known = people_.find(name);
    if (known == people_.end() || !known->second.agent)
        fail_here(name + " is no agent");
    return known->second;
}

Person& Run::customer(const std::string& name) {
    auto& found = person(name);
    if (found.agent)
        fail_here(name + " is no customer");
    return found;
}

std::vector<Person*> Run::everybody() {
    std::vector<Person*> all;
    for (auto& [name, person] : people_)
        all.push_back(&person);
    return all;
}

ConversationId Run::conversation_of(const std::string& name) {
    auto known = people_.find(name);
    if (known == people_.end() || !known->second.conversation)
        fail_here(name + " has no chat");
    return known->second.conversation;
}

Conversation Run::stored(ConversationId id) {
    auto row = world_->reader().conversation(ServerWorld::workspace, id);
    REQUIRE(row);
    REQUIRE(*row);
    auto conversation = from_row(**row);
    REQUIRE(conversation);
    auto sessions = world_->reader().sessions(ServerWorld::workspace, id);
    REQUIRE(sessions);
    for (const auto& session : *sessions)
        if (session.number == conversation->session.number)
            conversation->session = *from_row(session);
    return *conversation;
}

boost::json::object Run::arguments(const std::string& json) {
    std::string text = json;
    // Longer names first, so that $anna is not read as $ann.
    std::vector<Person*> all = everybody();
    std::sort(all.begin(), all.end(),
              [](Person* a, Person* b) { return a->name.size() > b->name.size(); });
    for (Person* person : all)
        for (auto at = text.find('$' + person->name); at != std::string::npos;
             at = text.find('$' + person->name))
            text.replace(at, person->name.size() + 1,
                         std::to_string(person->agent ? person->agent.value
                                                      : conversation_of(person->name).value));
    boost::system::error_code failed;
    auto value = boost::json::parse(text, failed);
    if (failed || !value.is_object())
        fail_here("not a JSON object: " + text);
    return value.get_object();
}

Answered Run::ask(Person& who, const std::string& operation, boost::json::object arguments) {
    Answered answer;
    if (who.connected() && who.tabs[0]->close_code() == 0)
        answer = world_->ask(*who.tabs[0], operation, std::move(arguments));
    else
        answer = world_->http(operation, arguments, who.token);
    last_answer = answer.body;
    return answer;
}

Answered Run::ask_once(Person& who, const std::string& operation, boost::json::object arguments) {
    arguments["client_id"] = who.name + "-" + std::to_string(++who.requests);
    who.operation = operation;
    who.arguments = arguments;
    return ask(who, operation, std::move(arguments));
}

void Run::connect(Person& who) {
    if (who.tabs.empty())
        who.tabs.push_back(&world_->open_tab(who.token));
    else
        for (Tab* tab : who.tabs)
            world_->reconnect(*tab);
}

void Run::disconnect(Person& who) {
    for (Tab* tab : who.tabs)
        world_->disconnect(*tab);
    world_->settle();
}

void Run::restart(Millis down, bool come_back) {
    std::vector<Person*> connected;
    for (Person* person : everybody())
        if (person->connected() && person->tabs[0]->close_code() == 0)
            connected.push_back(person);
    world_->restart(down);
    if (come_back)
        for (Person* person : connected)
            connect(*person);
}

void Run::change_settings(const std::string& field, std::int64_t value) {
    auto& admin = agent("admin");
    auto settings = ask(admin, "get_settings", {});
    REQUIRE(settings.ok);
    if (!settings.body.contains(field))
        fail_here("there is no setting " + field);
    settings.body[field] = value;
    auto changed = ask(admin, "change_settings", settings.body);
    if (!changed.ok)
        fail_here("refused: " + changed.reason());
}

void Run::set_up() {
    auto setting = setting_of(scenario_);
    REQUIRE_MESSAGE(setting, (setting ? "" : setting.error().detail));
    Time start = midnight + scenario_.sentences.front().at;
    world_ = std::make_unique<ServerWorld>(
        [url = url_]() -> std::unique_ptr<Store> {
            auto store = open_store(url);
            REQUIRE_MESSAGE(store, (store ? "" : store.error().detail));
            return *std::move(store);
        },
        generous(), start);
    world_->begin(setting->commands);
    for (auto& person : setting->agents) {
        bool absent = std::find(setting->absent.begin(), setting->absent.end(), person.name) !=
                      setting->absent.end();
        person.token = world_->login(person.agent);
        auto& known = people_.emplace(person.name, person).first->second;
        if (!absent)
            connect(known);
    }
}

void Run::play() {
    set_up();
    for (const auto& sentence : scenario_.sentences)
        play(sentence);
    check_laws("at the end");
    restart(Millis(0), true);
    check_laws("after a restart");
}

void Run::play(const Sentence& sentence) {
    line_ = sentence.line;
    world_->advance(std::max(world_->now(), midnight + sentence.at));
    Blanks blanks;
    if (sentence.expected) {
        for (const auto& [form, holds] : expectation_forms())
            if (has_form(sentence.words, form, blanks)) {
                auto instead = holds(*this, blanks);
                if (!instead.empty())
                    fail_here("expected " + to_text(sentence.words) + ", but " + instead);
                return;
            }
        fail_here("nobody knows how to expect \"" + to_text(sentence.words) + "\"");
    }
    for (const auto& [form, run] : step_forms())
        if (has_form(sentence.words, form, blanks)) {
            auto answer = run(*this, blanks);
            if (answer)
                last_answer = answer->body;
            bool refused = answer && !answer->ok;
            if (refused && answer->reason() != sentence.refusal)
                fail_here("was refused: " + boost::json::serialize(answer->body));
            if (!refused && !sentence.refusal.empty())
                fail_here("expected the refusal " + sentence.refusal + ", but it was done");
            check_automatic_assignments();
            return;
        }
    fail_here("nobody knows how to do \"" + to_text(sentence.words) + "\"");
}

// [CP2] An automatic session that is new since the last step left its agent within capacity.
void Run::check_automatic_assignments() {
    std::string problem;
    world_->look([&](Switchboard& switchboard) {
        const auto& w = switchboard.state();
        for (const auto& [id, c] : w.conversations) {
            const auto& s = c.session;
            if (s.number == 0 ||
                !sessions_seen_.emplace(std::pair(id.value, s.number), true).second)
                continue;
            const auto& agent = w.agents.at(s.agent);
            if (s.cause == AssignmentCause::automatic && s.state == SessionState::offered &&
                agent.load > agent.capacity)
                problem = "[CP2] conversation " + std::to_string(id.value) +
                          " was assigned beyond the "
                          "capacity of " +
                          agent.name;
        }
    });
    if (!problem.empty())
        fail_here(problem);
}

void Run::check_laws(const std::string& when) {
    for (const auto& violation : world_->violations())
        fail_here(when + ": " + violation);
}

void play_file(const std::string& path, const std::string& name, const std::string& url) {
    std::ifstream file(path);
    REQUIRE_MESSAGE(file, "cannot read " << path);
    std::stringstream text;
    text << file.rdbuf();
    auto scenario = read_scenario(name, text.str());
    REQUIRE_MESSAGE(scenario, (scenario ? "" : scenario.error().detail));
    Run(*scenario, url).play();
}

} // namespace parley::scenario
