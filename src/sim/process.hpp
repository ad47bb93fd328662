#pragma once
// One life of the server without its threads: a switchboard on the real store, driven as
// app/switchboard/executor drives it, turn by turn under virtual time. A commit takes a while; what
// comes meanwhile is decided into the next batch; facts are read later and arrive later still;
// batches leave in order. Where the executor exits the process, `on_fatal` is called instead.

#include "adapters/store/open_store.hpp"
#include "app/switchboard/switchboard.hpp"
#include "sim/random.hpp"
#include "sim/timeline.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace parley::sim {

inline constexpr WorkspaceId the_workspace{1};

// How long the outside takes, in milliseconds, both ends included.
struct Pace {
    std::int64_t commit_most = 5;
    std::int64_t fact_most = 5;
};

// Who wants to know what a process does.
struct Watcher {
    virtual ~Watcher() = default;
    // Memory was made of the rows; hang hooks on it.
    virtual void loaded(Switchboard& board) = 0;
    // A task, a Tick or a fact has been worked on.
    virtual void decided(const Switchboard& board, Time now) = 0;
    // The store has taken (or refused) a commit; nobody has heard of it yet.
    virtual void committed(const WorkspaceCommit& commit, bool ok) = 0;
    virtual void delivered(edge::Delivery delivery) = 0;
    // The disk has failed for good: the process must exit.
    virtual void on_fatal() = 0;
};

class Process : public std::enable_shared_from_this<Process> {
public:
    using Task = std::function<void(Switchboard&, Time)>;

    // `clock_ahead`: of the wall clock before virtual time, now.
    static Result<std::shared_ptr<Process>> start(Timeline& timeline, Random random, Pace pace,
                                                  Watcher& watcher, const std::string& vfs,
                                                  Millis clock_ahead);

    // As Executor's.
    bool post(Task task);
    bool post_read(Task task);
    void post_always(Task task);

    bool accepting() const { return accepting_; }
    // Nothing queued, nothing on its way to the disk or from it.
    bool idle() const;
    // Null while the store cannot be read after a failure.
    Switchboard* board() { return board_.get(); }
    StoreReader& reader() { return *reader_; }
    Time now();
    // The wall clock is corrected by a little; Process::now() never goes back.
    void nudge(Millis by) { clock_ahead_ = clock_ahead_ + by; }
    // A disk under load: each commit takes so much longer.
    void slow_down(Millis by) { slowed_ = by; }
    bool commits() const { return in_flight_; }

private:
    struct Flight {
        std::vector<Switchboard::Cut> cuts;
        std::vector<WorkspaceCommit> commits;
    };
    Process(Timeline& timeline, Random random, Pace pace, Watcher& watcher, Millis clock_ahead)
        : timeline_(timeline), random_(random), pace_(pace), watcher_(watcher),
          clock_ahead_(clock_ahead) {}

    // Runs `what` then, if this life has not ended.
    void later(Millis delay, std::function<void(Process&)> what);
    void wake(Time at);
    void turn();
    void work(Time now);
    bool cut_and_send(Time now);
    void write(const std::shared_ptr<Flight>& flight);
    void land(const std::shared_ptr<Flight>& flight, std::optional<CommitError> error);
    void release(Flight& flight);
    void refuse(Switchboard::Cut cut);
    bool load(Time now);
    bool reload(Time now);
    void probe(Time now);
    void send_wants();
    void look_after_store();

    Timeline& timeline_;
    Random random_;
    Pace pace_;
    Watcher& watcher_;
    Millis clock_ahead_;
    Time last_now_;
    Millis slowed_{0};

    std::unique_ptr<SqlStoreBundle> store_;
    std::unique_ptr<StoreReader> reader_;
    std::unique_ptr<Switchboard> board_;

    std::vector<Task> inbound_;
    std::shared_ptr<Flight> landed_;
    std::optional<CommitError> landed_error_;
    bool in_flight_ = false;
    bool broken_ = false;
    bool accepting_ = true;
    Time next_probe_;
    Time recovered_at_;
    Millis probe_wait_{0};
    Time next_pulse_;
    Time next_turn_ = Time::never();
    Time facts_read_at_;
    Time facts_come_at_;
    std::size_t facts_wanted_ = 0;
};

} // namespace parley::sim
