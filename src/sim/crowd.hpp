#pragma once
// Everybody who uses the server, at the operations boundary: customers, agents, supervisors and an
// administrator, each action drawn by chance. Owns people, tabs and lines; a process comes and
// goes.

#include "sim/options.hpp"
#include "sim/promises.hpp"
#include "sim/tab.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace parley::sim {

class Crowd {
public:
    Crowd(Timeline& timeline, Random random, const Options& options, Promises& promises,
          std::function<void(std::string)> step);
    ~Crowd();

    // The workspace as it is set up before anybody comes.
    std::vector<Command> setup();

    // ---- the server's side ----

    void server_started(std::shared_ptr<Process> process);
    void server_ended();
    // As Directory::attach: who may connect is known when it is durable.
    void loaded(Switchboard& board);
    void delivered(edge::Delivery delivery);

    // ---- what happens ----

    void act(); // one action of anybody
    void cut_any_line();
    void stall_any_line();
    // Everybody is there, takes what is offered, answers, ends; nobody starts anything.
    void become_diligent();
    void work_diligently();
    // Frames and answers on their way, or lines in between?
    bool settled() const;
    void unstall_all();

    std::vector<Tab*> tabs();
    // Connections with a login that is closed, by name.
    std::vector<std::string> stowaways(const Workspace& state) const;
    Process* process() { return process_.get(); }
    // Tabs that were not answered yet, for the end of all.
    std::vector<std::string> unanswered() const;

private:
    struct Action {
        const char* name;
        void (Crowd::*run)();
        int weight; // times what the seed drew
    };
    static const std::vector<Action> actions;

    // ---- lines (crowd_lines.cpp) ----

    Millis latency() { return Millis(random_.between(0, options_.latency_most_ms)); }
    void connect(Tab& tab);
    void hang_up(Tab& tab); // the client goes, or its network; the server learns of it later
    void come_back_later(Tab& tab);
    void close_server_side(const LineRef& line);
    void send_up(Tab& tab, std::function<void(const LineRef&, Process&)> at_server);
    void arrive(const LineRef& line, const std::string& frame);
    void take(Tab& tab, Line& line, const std::string& frame);
    void take_answer(Tab& tab, Line& line, const boost::json::object& frame);
    void follow(Tab& tab);
    void say_again(Tab& tab);
    void notify_closed(const LineRef& line);

    // ---- asking ----

    void ask(Tab& tab, std::string_view operation, Command command, bool under_client_id);
    void send(Tab& tab, const AskedRef& asked);
    // Without a connection, as HTTP does it.
    void post(const AskedRef& asked);
    void answered(const Asked& asked, const Result<std::string>& result);
    void as_administrator(std::string_view operation, Command command);
    void look_at(Tab& tab, std::int64_t conversation, bool on);
    void follow_list(Tab& tab, bool on);
    void step(std::string what) { step_(std::move(what)); }

    // ---- actions (customers.cpp, agents.cpp, administrators.cpp) ----

    void customer_starts();
    void customer_writes();
    void customer_reads();
    void customer_ends();
    void customer_types();
    void customer_sets_context();
    void customer_comes();
    void customer_goes();
    void agent_comes();
    void agent_goes();
    void agent_accepts();
    void agent_rejects();
    void agent_writes();
    void agent_reads();
    void agent_ends();
    void agent_leaves();
    void agent_picks();
    void agent_sets_presence();
    void agent_looks();
    void agent_follows_list();
    void agent_signs_out();
    void somebody_repeats();
    void somebody_guesses();
    void capacity_changes();
    void agent_is_disabled();
    void queue_changes();
    void workstream_changes();
    void settings_change();
    void quick_reply_changes();
    void login_is_revoked();

    Tab* any_tab(bool agents); // live
    Person& any_person(bool agents);
    void sign_in(Person& person);
    Tab& open_tab(Person& person);
    std::string new_client_id() { return "c" + std::to_string(++client_ids_); }
    // Of this tab's rows: conversations in this state, 0 = none.
    std::int64_t any_conversation(const Tab& tab, std::string_view state);
    std::int64_t own_session(const Tab& tab, std::string_view conversation_state);
    std::int64_t any_offer(const Tab& tab);

    Timeline& timeline_;
    Random random_;
    const Options& options_;
    Promises& promises_;
    std::function<void(std::string)> step_;
    std::shared_ptr<Process> process_;
    std::vector<std::unique_ptr<Person>> customers_;
    std::vector<std::unique_ptr<Person>> agents_;
    std::vector<LineRef> lines_;
    std::set<LoginId> directory_;
    int client_ids_ = 0;
    int words_ = 0;
    int travelling_ = 0; // frames on their way
};

} // namespace parley::sim
