#include "sim/simulation.hpp"

#include "app/operations/following.hpp"
#include "app/setup/new_workspace.hpp"
#include "app/switchboard/row_mapping.hpp"
#include "base/hash.hpp"

#include <boost/json/parse.hpp>

namespace parley::sim {

namespace {

constexpr Time beginning{1'735'689'600'000};
constexpr Millis restart_try{500}; // what a supervisor waits before it starts a server again

} // namespace

Simulation::Simulation(std::uint64_t seed, std::size_t steps_kept)
    : steps_kept_(steps_kept), random_(seed), options_(Options::draw(random_)),
      timeline_(beginning), disk_(options_.sector_bytes, random_.fork()), vfs_("parley-sim", disk_),
      crowd_(timeline_, random_.fork(), options_, promises_,
             [this](const std::string& what) { step(what); }) {}

Simulation::~Simulation() {
    vfs_.end_process(); // closing a store must not write any more
    crowd_.server_ended();
    process_.reset();
}

void Simulation::step(const std::string& what) {
    auto ms = (timeline_.now() - beginning).count();
    auto seconds = std::to_string(ms / 1'000);
    auto fraction = std::to_string(ms % 1'000);
    steps_.push_back(std::string(seconds.size() < 6 ? 6 - seconds.size() : 0, ' ') + seconds + "." +
                     std::string(3 - fraction.size(), '0') + fraction + "  " + what);
    trace_ = fnv1a64(steps_.back() + std::to_string(trace_));
    if (steps_.size() > steps_kept_)
        steps_.pop_front();
}

// ---- what the process tells ----

void Simulation::loaded(Switchboard& board) {
    promises_.loaded(board.state());
    crowd_.loaded(board);
}
void Simulation::decided(const Switchboard& board, Time now) {
    latest_now_ = std::max(latest_now_, now);
    promises_.decided(board);
}
void Simulation::committed(const WorkspaceCommit& commit, bool ok) {
    step((ok ? "stored " : "could not store ") + std::to_string(commit.workspace.position));
    promises_.committed(commit, ok);
}
void Simulation::delivered(edge::Delivery delivery) { crowd_.delivered(std::move(delivery)); }
void Simulation::on_fatal() { fatal_ = true; }

// ---- lives of the server ----

void Simulation::begin() {
    Disk::Handle file;
    disk_.open("parley.db", file);
    disk_.sync(file); // as DataFolder does it
    auto store = open_store_on_vfs(vfs_.name());
    if (!store)
        return promises_.fail("the store does not open: " + store.error().detail);
    auto made = create_workspace(**store, the_workspace, "demo", "history", crowd_.setup(),
                                 timeline_.now());
    if (!made)
        return promises_.fail("no workspace: " + made.error().reason + " " + made.error().detail);
    store->reset();
    start();
}

void Simulation::start() {
    starting_ = false;
    bool sick = disk_.faults.full || disk_.faults.write_error || disk_.faults.sync_error;
    auto started =
        Process::start(timeline_, random_.fork(), options_.pace, *this, vfs_.name(), clock_ahead_);
    if (started && !disk_.killed()) {
        process_ = *std::move(started);
        step("the server starts");
        return crowd_.server_started(process_);
    }
    // While the disk refuses, it is tried again; on a sound one it must start.
    if (!sick && !disk_.killed())
        promises_.fail(
            "the server does not start: " +
            (started ? "killed" : started.error().reason + " " + started.error().detail));
    step("the server cannot start");
    if (started)
        started->reset();
    vfs_.end_process();
    starting_ = true;
    timeline_.after(restart_try, [this] { start(); });
}

void Simulation::end_process(bool with_power, Millis down_for) {
    fatal_ = false;
    bool was_killed = disk_.killed();
    vfs_.end_process();
    process_.reset();
    crowd_.server_ended();
    if (with_power)
        disk_.cut_power();
    step(std::string(was_killed ? "died writing" : "died") +
         (with_power ? ", with the power" : "") + ", down for " + std::to_string(down_for.count()) +
         " ms");
    starting_ = true;
    timeline_.after(down_for, [this] { start(); });
}

void Simulation::stop(Millis down_for) {
    // An orderly end commits what is on its way; nothing new comes in.
    for (int i = 0; i < 1'000 && process_ && !process_->idle(); ++i)
        if (!advance(Millis(10)) || fatal_)
            return;
    if (!process_)
        return;
    process_.reset();
    crowd_.server_ended();
    vfs_.end_process();
    step("stopped, for " + std::to_string(down_for.count()) + " ms");
    starting_ = true;
    timeline_.after(down_for, [this] { start(); });
}

bool Simulation::advance(Time until) {
    while (promises_.broken().empty()) {
        bool more = timeline_.step(until);
        if (process_ && (fatal_ || disk_.killed()))
            end_process(random_.chance(60), down());
        if (!more)
            break;
    }
    return promises_.broken().empty();
}

// ---- faults ----

void Simulation::inject() {
    std::vector<int> weights(options_.faults.begin(), options_.faults.end());
    weights.push_back(1);
    auto which = random_.weighted(weights);
    if (which == fault_count)
        return;
    auto for_a_while = Millis(random_.between(100, 20'000));
    switch (static_cast<Fault>(which)) {
    case Fault::cut:
        return crowd_.cut_any_line();
    case Fault::stall:
        return crowd_.stall_any_line();
    case Fault::kill:
    case Fault::power:
        if (process_)
            end_process(static_cast<Fault>(which) == Fault::power, down());
        return;
    case Fault::stop:
        return stop(down());
    case Fault::die_writing:
        disk_.faults.dies_after = static_cast<int>(random_.between(1, 30));
        return step("it will die at write " + std::to_string(disk_.faults.dies_after));
    case Fault::disk_full:
        step("the disk is full for " + std::to_string(for_a_while.count()) + " ms");
        disk_.faults.full = true;
        timeline_.after(for_a_while, [this] {
            step("the disk has room again");
            disk_.faults.full = false;
        });
        return;
    case Fault::write_error:
        disk_.faults.write_error = true;
        return step("a write will fail");
    case Fault::sync_error:
        disk_.faults.sync_error = true;
        return step("a sync will fail");
    case Fault::slow_disk:
        if (!process_)
            return;
        step("the disk is slow");
        process_->slow_down(Millis(random_.between(100, 5'000)));
        timeline_.after(for_a_while, [slow = std::weak_ptr(process_)] {
            if (auto process = slow.lock())
                process->slow_down(Millis(0));
        });
        return;
    case Fault::clock: {
        auto by = Millis(random_.between(-30 * 60'000, 60 * 60'000));
        clock_ahead_ = clock_ahead_ + by;
        if (by < Millis(0))
            set_back_ = set_back_ - by;
        return step("the clock is set by " + std::to_string(by.count()) + " ms");
    }
    case Fault::nudge:
        if (process_)
            process_->nudge(Millis(random_.between(-4'000, 4'000)));
        return;
    }
}

// ---- the two phases ----

bool Simulation::act_and_fail() {
    for (int i = 0; i < options_.actions; ++i) {
        if (random_.chance(options_.fault_percent))
            inject();
        crowd_.act();
        if (!advance(Millis(random_.between(0, options_.pause_most_ms))))
            return false;
        if (i % 60 == 59 && !rest())
            return false;
    }
    return true;
}

bool Simulation::is_finished() {
    if (!process_ || !process_->board() || !process_->idle() || !crowd_.settled() ||
        !crowd_.unanswered().empty())
        return false;
    for (const auto& [id, c] : process_->board()->state().conversations)
        if (c.state != ConversationState::closed)
            return false;
    return true;
}

bool Simulation::live() {
    step("from here on nothing fails");
    disk_.faults = {};
    if (process_)
        process_->slow_down(Millis(0));
    crowd_.become_diligent();
    // Longer than any time-out, and than the clock was set back.
    auto most = Millis(90 * 60'000) + set_back_;
    auto end = timeline_.now() + most;
    for (auto pause = Millis(2'000); timeline_.now() < end;) {
        if (!advance(pause))
            return false;
        disk_.faults = {};
        if (is_finished())
            return rest();
        crowd_.work_diligently();
        if (timeline_.now() > end - most + Millis(10 * 60'000))
            pause = Millis(20'000);
    }
    for (const auto& what : crowd_.unanswered())
        promises_.fail("at the end " + what);
    if (process_ && process_->board())
        for (const auto& [id, c] : process_->board()->state().conversations)
            if (c.state != ConversationState::closed)
                promises_.fail("at the end conversation " + std::to_string(id.value) +
                               " is forgotten in state " +
                               std::to_string(static_cast<int>(c.state)));
    if (promises_.broken().empty())
        promises_.fail("the server does not come to rest");
    return false;
}

bool Simulation::run() {
    begin();
    return promises_.broken().empty() && act_and_fail() && live();
}

// ---- at rest ----

bool Simulation::rest() {
    auto quiet = [this] {
        return process_ && process_->board() && process_->idle() && crowd_.settled() &&
               !process_->board()->wants_pulse();
    };
    // Lists and availability come a quarter of a second late, by a clock that may be stopped.
    if (process_)
        process_->post_always([](Switchboard& board, Time now) { board.pulse(now); });
    int calm = 0;
    for (int i = 0; i < 300 && calm < 4; ++i) {
        if (!advance(Millis(calm == 0 ? 200 : 300)))
            return false;
        calm = quiet() ? calm + 1 : 0;
    }
    if (calm < 4)
        return true; // the server is down or its disk is; another time
    auto& board = *process_->board();
    auto loaded = process_->reader().load(the_workspace);
    if (!loaded) {
        promises_.fail("the rows cannot be loaded: " + loaded.error().detail);
        return false;
    }
    auto stored = from_rows(*loaded, process_->now());
    if (!stored) {
        promises_.fail("the rows cannot be read: " + stored.error().detail);
        return false;
    }
    promises_.check_memory(board.state(), *stored);
    if (process_->accepting())
        promises_.check_work(board.state(), process_->now());
    promises_.check_history(process_->reader(), board.state().counters.conversations);
    for (const auto& who : crowd_.stowaways(board.state()))
        promises_.fail(who);
    check_file();
    check_feeds();
    return promises_.broken().empty();
}

void Simulation::check_file() {
    sqlite3* db = nullptr;
    std::string answer;
    auto note = [](void* to, int, char** values, char**) {
        *static_cast<std::string*>(to) += values[0] ? values[0] : "";
        return 0;
    };
    int code = sqlite3_open_v2("parley.db", &db, SQLITE_OPEN_READONLY, vfs_.name().c_str());
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, "PRAGMA integrity_check", note, &answer, nullptr);
    if (code != SQLITE_OK || answer != "ok")
        promises_.fail("the database is damaged: " + std::to_string(code) + " " + answer);
    sqlite3_close(db);
}

namespace {

// Another device of the same person, for a look.
struct Visitor final : edge::Transport, edge::Outlet {
    edge::Outlet& outlet() override { return *this; }
    void deliver(std::vector<edge::Delivery>) override {}
    testing::ClientRows rows;
};

void take_all(Switchboard& board, Time now, const std::shared_ptr<Visitor>& visitor,
              Promises& promises) {
    auto cut = board.cut(now);
    if (cut.commit)
        promises.fail("looking changes something");
    std::vector<edge::Delivery> deliveries;
    for (auto& outgoing : cut.batch.outgoing)
        append_deliveries(std::move(outgoing), cut.position, deliveries);
    for (const auto& delivery : deliveries)
        if (delivery.to == visitor && !delivery.frame.empty())
            visitor->rows.take(boost::json::parse(delivery.frame).as_object());
        else if (delivery.to != visitor)
            promises.fail("a look is told to others: " + delivery.frame);
}

} // namespace

void Simulation::check_feeds() {
    auto& board = *process_->board();
    auto now = process_->now();
    for (Tab* tab : crowd_.tabs()) {
        for (const auto& problem : tab->rows.problems())
            promises_.fail("the feed of " + tab->name + ": " + problem);
        if (!tab->live || !tab->line || tab->line->stalled || !tab->line->server_open ||
            tab->line->refused)
            continue;
        auto visitor = std::make_shared<Visitor>();
        auto who = std::make_shared<Subscriber>();
        who->transport = visitor;
        who->actor = tab->line->subscriber->actor;
        who->opened = tab->line->subscriber->opened;
        board.hub().add(who);
        op::begin_follow(board, who, {}, {}, {who, 1, {}}, now);
        while (true) {
            auto wanted = board.take_wanted();
            if (wanted.empty())
                break;
            for (auto& [want, before] : wanted)
                board.hydrate(load_fact(process_->reader(), the_workspace, want, before), want,
                              now);
        }
        if (tab->line->subscriber->follows_open_list)
            board.hub().follow_open_list(board.state(), board.batch(), who, true);
        take_all(board, now, visitor, promises_);
        board.pulse(now);
        take_all(board, now, visitor, promises_);
        for (const auto& difference : tab->rows.differences(visitor->rows))
            promises_.fail("[FD1] " + tab->name + ": " + difference);
        for (const auto& problem : visitor->rows.problems())
            promises_.fail("a fresh feed of " + tab->name + ": " + problem);
        board.hub().remove(who);
        who->transport = nullptr;
    }
}

} // namespace parley::sim
