#include "sim/process.hpp"

#include "app/switchboard/row_mapping.hpp"
#include "base/limits.hpp"

namespace parley::sim {

namespace {

// As the executor's.
constexpr Millis pulse_every{250};
constexpr Millis probe_first{250};
constexpr Millis probe_longest{5'000};
// The committer's, while there is nothing to commit; coarser, for the sake of speed.
constexpr Millis housekeeping_every{20'000};

} // namespace

Result<std::shared_ptr<Process>> Process::start(Timeline& timeline, Random random, Pace pace,
                                                Watcher& watcher, const std::string& vfs,
                                                Millis clock_ahead) {
    std::shared_ptr<Process> made(new Process(timeline, random, pace, watcher, clock_ahead));
    TRY(made->store_, open_store_on_vfs(vfs));
    TRY(made->reader_, made->store_->reader());
    auto now = made->now();
    if (!made->load(now))
        return fail(ErrorCode::internal, "load_failed", "what is stored cannot be loaded");
    made->next_pulse_ = made->now() + pulse_every;
    made->wake(timeline.now());
    made->look_after_store();
    return made;
}

Time Process::now() { return last_now_ = std::max(last_now_, timeline_.now() + clock_ahead_); }

void Process::later(Millis delay, std::function<void(Process&)> what) {
    timeline_.after(delay, [self = weak_from_this(), what = std::move(what)] {
        if (auto alive = self.lock())
            what(*alive);
    });
}

bool Process::post(Task task) { return accepting_ && post_read(std::move(task)); }

bool Process::post_read(Task task) {
    if (inbound_.size() >= limits::inbound_queue_max)
        return false;
    post_always(std::move(task));
    return true;
}

void Process::post_always(Task task) {
    inbound_.push_back(std::move(task));
    wake(timeline_.now());
}

bool Process::idle() const {
    return inbound_.empty() && !in_flight_ && !landed_ && facts_wanted_ == 0 && board_ &&
           !board_->has_output();
}

void Process::wake(Time at) {
    at = std::max(at, timeline_.now());
    if (at >= next_turn_)
        return;
    next_turn_ = at;
    timeline_.at(at, [self = weak_from_this(), at] {
        auto alive = self.lock();
        if (alive && alive->next_turn_ == at) {
            alive->next_turn_ = Time::never();
            alive->turn();
        }
    });
}

void Process::turn() {
    auto at = now();
    if (auto flight = std::exchange(landed_, nullptr)) {
        in_flight_ = false;
        if (!landed_error_) {
            release(*flight);
        } else {
            for (auto& cut : flight->cuts)
                refuse(std::move(cut));
            landed_error_.reset();
            broken_ = true;
            accepting_ = false;
            bool again = at < recovered_at_ + probe_longest;
            probe_wait_ =
                again ? std::min(std::max(probe_wait_ * 2, probe_first), probe_longest) : Millis(0);
            next_probe_ = at + probe_wait_;
        }
    }
    if (broken_ && !reload(at))
        return wake(timeline_.now() + probe_first);
    if (!accepting_ && at >= next_probe_)
        probe(at);
    work(at);
    if (!in_flight_)
        cut_and_send(at);

    Time next = Time::never();
    if (accepting_)
        next = board_->next_deadline();
    else
        next = next_probe_;
    if (board_->wants_pulse())
        next = std::min(next, next_pulse_);
    if (board_->has_output() && !in_flight_)
        next = at;
    if (next != Time::never())
        wake(next <= at ? timeline_.now() + Millis(1) : timeline_.now() + (next - at));
}

void Process::work(Time at) {
    auto tasks = std::exchange(inbound_, {});
    for (auto& task : tasks) {
        task(*board_, at);
        watcher_.decided(*board_, at);
    }
    if (accepting_) {
        board_->tick(at);
        watcher_.decided(*board_, at);
    }
    if (at >= next_pulse_) {
        next_pulse_ = at + pulse_every;
        if (board_->wants_pulse())
            board_->pulse(at);
    }
    send_wants();
}

bool Process::cut_and_send(Time at) {
    if (!board_->has_output())
        return false;
    auto flight = std::make_shared<Flight>();
    auto cut = board_->cut(at);
    if (cut.commit) {
        flight->commits.push_back(*std::move(cut.commit));
        cut.commit.reset();
    }
    flight->cuts.push_back(std::move(cut));
    if (flight->commits.empty()) {
        release(*flight);
        return true;
    }
    in_flight_ = true;
    later(Millis(random_.between(0, pace_.commit_most)) + slowed_,
          [flight](Process& self) { self.write(flight); });
    return true;
}

void Process::write(const std::shared_ptr<Flight>& flight) {
    auto result = store_->commit(flight->commits);
    for (const auto& commit : flight->commits)
        watcher_.committed(commit, result.has_value());
    if (!result && result.error().failure == CommitFailure::fatal)
        return watcher_.on_fatal();
    std::optional<CommitError> error;
    if (!result)
        error = result.error();
    store_->housekeeping(now());
    later(Millis(random_.between(0, 3)),
          [flight, error](Process& self) { self.land(flight, error); });
}

void Process::land(const std::shared_ptr<Flight>& flight, std::optional<CommitError> error) {
    landed_ = flight;
    landed_error_ = std::move(error);
    wake(timeline_.now());
}

void Process::release(Flight& flight) {
    std::vector<edge::Delivery> deliveries;
    for (auto& cut : flight.cuts) {
        for (auto& hook : cut.batch.when_durable)
            hook();
        for (auto& outgoing : cut.batch.outgoing)
            append_deliveries(std::move(outgoing), cut.position, deliveries);
        for (auto& answer : cut.batch.answers)
            answer.to.done(std::move(answer.result));
    }
    for (auto& delivery : deliveries)
        watcher_.delivered(std::move(delivery));
}

void Process::refuse(Switchboard::Cut cut) {
    for (auto& outgoing : cut.batch.outgoing)
        watcher_.delivered({outgoing.to->transport, {}, 4002, "reload"});
    for (auto& answer : cut.batch.answers)
        answer.to.done(
            fail(ErrorCode::unavailable, "outcome_unknown", "repeat with the same client_id"));
}

bool Process::load(Time at) {
    auto rows = reader_->workspaces();
    if (!rows || rows->empty())
        return false;
    auto loaded = reader_->load(the_workspace);
    if (!loaded)
        return false;
    auto last = reader_->journal(the_workspace, loaded->workspace.position - 1, 1);
    if (!last)
        return false;
    if (!last->empty())
        if (auto behind = Time(last->front().at) - at; behind > Millis(0)) {
            clock_ahead_ = clock_ahead_ + behind; // as WallClock::not_before
            at = now();
        }
    auto state = from_rows(*loaded, at);
    if (!state)
        return false;
    const auto& row = rows->front();
    board_ = std::make_unique<Switchboard>(*std::move(state), row.history_id, Time(row.created_at));
    board_->set_writable(accepting_, at);
    watcher_.loaded(*board_);
    return true;
}

bool Process::reload(Time at) {
    if (board_) {
        board_->abandon();
        refuse(board_->cut(at)); // decided on state that was never stored
        Batch closing;
        board_->hub().close_all(closing, 4002, "reload");
        for (auto& outgoing : closing.outgoing)
            watcher_.delivered(
                {outgoing.to->transport, {}, outgoing.close_code, outgoing.close_reason});
        board_.reset();
    }
    if (!load(at))
        return false;
    broken_ = false;
    return true;
}

void Process::probe(Time at) {
    auto probed = store_->probe();
    if (!probed && probed.error().failure == CommitFailure::fatal)
        return watcher_.on_fatal();
    if (probed) {
        recovered_at_ = at;
        accepting_ = true;
        board_->set_writable(true, at);
        return;
    }
    probe_wait_ = std::min(std::max(probe_wait_ * 2, probe_first), probe_longest);
    next_probe_ = at + probe_wait_;
}

// One reading thread: facts are read and arrive in the order in which they were wanted.
void Process::send_wants() {
    for (auto& [want, before] : board_->take_wanted()) {
        ++facts_wanted_;
        auto pause = [&] { return Millis(random_.between(0, pace_.fact_most)); };
        facts_read_at_ = std::max(facts_read_at_, timeline_.now() + pause());
        facts_come_at_ = std::max(facts_come_at_, facts_read_at_ + pause());
        auto come_in = facts_come_at_ - facts_read_at_;
        later(facts_read_at_ - timeline_.now(),
              [wanted = std::move(want), from = before, come_in](Process& self) {
                  auto fact = std::make_shared<Result<Fact>>(
                      load_fact(*self.reader_, the_workspace, wanted, from));
                  self.later(come_in, [fact, wanted](Process& reading) {
                      --reading.facts_wanted_;
                      reading.post_always([fact, wanted](Switchboard& board, Time now) {
                          board.hydrate(std::move(*fact), wanted, now);
                      });
                  });
              });
    }
}

void Process::look_after_store() {
    later(housekeeping_every, [](Process& self) {
        if (!self.in_flight_)
            self.store_->housekeeping(self.now());
        self.look_after_store();
    });
}

} // namespace parley::sim
