#pragma once
// One seed: a disk, a server on it, a crowd, and faults, all on one thread under virtual time.
// First everything may happen (safety: no promise is broken, whatever fails); then nothing fails
// any more and everybody is diligent (liveness: nothing is forgotten).

#include "sim/crowd.hpp"
#include "sim/options.hpp"
#include "sim/vfs.hpp"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace parley::sim {

class Simulation final : Watcher {
public:
    explicit Simulation(std::uint64_t seed, std::size_t steps_kept = 30);
    ~Simulation();

    // Runs to the end or to the first broken promise; true when none was broken.
    bool run();

    const std::vector<std::string>& broken() const { return promises_.broken(); }
    // The last things that happened, the newest last.
    const std::deque<std::string>& steps() const { return steps_; }
    std::string options() const { return options_.text(); }
    // Of all steps: the same seed gives the same.
    std::uint64_t trace() const { return trace_; }

private:
    // Watcher
    void loaded(Switchboard& board) override;
    void decided(const Switchboard& board, Time now) override;
    void committed(const WorkspaceCommit& commit, bool ok) override;
    void delivered(edge::Delivery delivery) override;
    void on_fatal() override;

    void begin();
    void start();
    void end_process(bool with_power, Millis down);
    void stop(Millis down);
    bool advance(Time until); // false when a promise is broken
    bool advance(Millis by) { return advance(timeline_.now() + by); }
    void inject();
    bool act_and_fail();
    bool live();
    bool is_finished();
    // Lets everything on its way arrive, then looks at all that is promised.
    bool rest();
    void check_feeds();
    void check_file();
    void step(const std::string& what);
    Millis down() { return Millis(random_.between(10, options_.down_most_ms)); }

    std::size_t steps_kept_;
    Random random_;
    Options options_;
    Timeline timeline_;
    Disk disk_;
    Vfs vfs_;
    Promises promises_;
    Crowd crowd_;
    std::shared_ptr<Process> process_;
    bool fatal_ = false;
    bool starting_ = false;
    Millis clock_ahead_{0}; // the system's clock before virtual time
    Millis set_back_{0};    // how much the clock has been set back in all
    Time latest_now_;       // of any process
    std::deque<std::string> steps_;
    std::uint64_t trace_ = 0;
};

} // namespace parley::sim
