#pragma once
// The thread that owns switchboards, and its two companions: the committer, which waits for the
// disk, and the hydrator, which reads facts. While one commit is being fsynced the next commands
// are decided, so batches grow with the load: group commit without a timer. Nothing of a batch
// leaves before its commit is durable, and batches leave in order.
//
// One executor holds all workspaces for now; workspaces share commits, not state.

#include "app/ports/clock.hpp"
#include "app/ports/store.hpp"
#include "app/switchboard/switchboard.hpp"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace parley {

struct ExecutorStats {
    std::atomic<std::uint64_t> commits{0};
    std::atomic<std::uint64_t> commands{0};
    std::atomic<std::uint64_t> commit_us_total{0};
    std::atomic<std::uint64_t> commit_us_last{0};
    std::atomic<std::uint64_t> failures{0};
    std::atomic<std::uint64_t> inbound{0}; // length of the queue now
    std::atomic<bool> accepting{true};     // false while the store cannot commit
};

class Executor {
public:
    using Task = std::function<void(Switchboard&, Time)>;
    // Called when a workspace was (re)loaded and before it takes commands: hang hooks on it.
    using OnLoaded = std::function<void(Switchboard&)>;

    Executor(Store& store, std::unique_ptr<StoreReader> reader, Clock& clock, OnLoaded on_loaded);
    ~Executor();

    // Loads every workspace, then starts the threads.
    Result<void> start();
    // Finishes what is queued, commits and releases it, then stops. Records no disconnects.
    void stop();

    // Runs `task` on the workspace's switchboard. False when the queue is full or the store cannot
    // commit (the caller answers unavailable), or there is no such workspace.
    bool post(WorkspaceId workspace, Task task);
    // The same for what changes nothing: taken also while the store cannot commit.
    bool post_read(WorkspaceId workspace, Task task);
    // Connections' coming and going is never shed.
    void post_always(WorkspaceId workspace, Task task);
    struct NewWorkspace {
        std::string name;
        std::string history_id;
        std::vector<Command> commands;
        bool only_first = false; // refused when there is one already: not_first (conflict)
        std::function<void(Result<WorkspaceId>)> done; // on the executor's thread
    };
    // Makes a workspace while the others are served. Refused: workspace_exists (conflict),
    // store_unavailable, and whatever one of the commands is.
    void create(NewWorkspace wanted);
    const ExecutorStats& stats() const { return stats_; }

private:
    struct Inbound {
        WorkspaceId workspace;
        Task task;
    };
    struct Flight { // what one commit carries
        std::vector<Switchboard::Cut> cuts;
        std::vector<WorkspaceId> workspaces;
        std::vector<WorkspaceCommit> commits;
    };

    void run();
    void run_committer();
    void run_hydrator();
    bool cut_and_send(Time now);
    void release(Flight flight);
    void fail_flight(Flight flight, const CommitError& error);
    Result<void> load(const row::Workspace& row, Time now);
    Result<WorkspaceId> create_now(const NewWorkspace& wanted, Time now);
    bool reload(Time now);
    void probe(Time now);
    void send_wants(WorkspaceId workspace, Switchboard& switchboard);

    Store& store_;
    std::unique_ptr<StoreReader> reader_; // the executor's own, for loading; then the hydrator's
    Clock& clock_;
    OnLoaded on_loaded_;
    ExecutorStats stats_;
    std::unordered_map<WorkspaceId, std::unique_ptr<Switchboard>> switchboards_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Inbound> inbound_;
    std::vector<NewWorkspace> arriving_;
    bool sleeping_ = false;
    bool stopping_ = false;
    std::unique_ptr<Flight> landed_; // committed, not yet released
    std::optional<CommitError> landed_error_;

    bool in_flight_ = false;
    bool broken_ = false; // the last commit failed: reload before going on
    Time next_probe_;
    Time recovered_at_; // the store last took commits again
    Millis probe_wait_{0};
    std::mutex store_mutex_; // the store's writing side is used by one thread at a time
    std::mutex commit_mutex_;
    std::condition_variable commit_wake_;
    std::unique_ptr<Flight> taking_off_;
    bool commit_stopping_ = false;

    struct WantedFact {
        WorkspaceId workspace;
        Want want;
        Seq before = 0;
    };
    std::mutex hydrate_mutex_;
    std::condition_variable hydrate_wake_;
    std::vector<WantedFact> wanted_;
    bool hydrate_stopping_ = false;

    std::atomic<bool> running_{false};
    std::thread executor_thread_;
    std::thread commit_thread_;
    std::thread hydrate_thread_;
};

} // namespace parley
