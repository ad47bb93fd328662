#include "app/switchboard/executor.hpp"

#include "app/setup/new_workspace.hpp"
#include "app/switchboard/row_mapping.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"

#include <cstdlib>

namespace parley {

namespace {

constexpr Millis pulse_every{250};
constexpr Millis probe_first{250};
constexpr Millis probe_longest{5'000};
// While nothing is due: how long the executor sleeps at most before it looks at its clock again.
constexpr Millis sleep_longest{1'000};

// Deliveries sorted to their outlets: one wake-up per I/O thread and batch.
void deliver(std::vector<edge::Delivery> deliveries) {
    std::map<edge::Outlet*, std::vector<edge::Delivery>> by_outlet;
    for (auto& delivery : deliveries)
        by_outlet[&delivery.to->outlet()].push_back(std::move(delivery));
    for (auto& [outlet, batch] : by_outlet)
        outlet->deliver(std::move(batch));
}

void release_cut(Switchboard::Cut cut, std::vector<edge::Delivery>& deliveries) {
    for (auto& hook : cut.batch.when_durable)
        hook();
    for (auto& outgoing : cut.batch.outgoing)
        append_deliveries(std::move(outgoing), cut.position, deliveries);
    for (auto& answer : cut.batch.answers)
        answer.to.done(std::move(answer.result));
}

// The page cache may show what the disk has lost: only a restart reads the truth.
void exit_if_fatal(const CommitResult& result) {
    if (result || result.error().failure != CommitFailure::fatal)
        return;
    log::error("commit failed for good: {}", result.error().detail);
    std::_Exit(74);
}

// The commit failed: whoever waits is told that the outcome is unknown, and sockets resume.
void refuse_cut(Switchboard::Cut cut, std::vector<edge::Delivery>& deliveries) {
    for (auto& outgoing : cut.batch.outgoing)
        deliveries.push_back({outgoing.to->transport, {}, 4002, "reload"});
    for (auto& answer : cut.batch.answers)
        answer.to.done(
            fail(ErrorCode::unavailable, "outcome_unknown", "repeat with the same client_id"));
}

} // namespace

Executor::Executor(Store& store, std::unique_ptr<StoreReader> reader, Clock& clock,
                   OnLoaded on_loaded)
    : store_(store), reader_(std::move(reader)), clock_(clock), on_loaded_(std::move(on_loaded)) {}

Executor::~Executor() { stop(); }

Result<void> Executor::load(const row::Workspace& row, Time now) {
    WorkspaceId id(row.id);
    TRY(auto loaded, reader_->load(id));
    TRY(auto last, reader_->journal(id, loaded.workspace.position - 1, 1));
    if (!last.empty()) {
        clock_.not_before(Time(last.front().at));
        now = std::max(now, clock_.now());
    }
    TRY(auto state, from_rows(loaded, now));
    auto switchboard =
        std::make_unique<Switchboard>(std::move(state), row.history_id, Time(row.created_at));
    on_loaded_(*switchboard);
    switchboard->set_writable(stats_.accepting, now);
    switchboards_[id] = std::move(switchboard);
    return {};
}

Result<void> Executor::start() {
    TRY(auto rows, reader_->workspaces());
    auto now = clock_.now();
    for (const auto& row : rows)
        DO(load(row, now));
    running_ = true;
    commit_thread_ = std::thread([this] { run_committer(); });
    hydrate_thread_ = std::thread([this] { run_hydrator(); });
    executor_thread_ = std::thread([this] { run(); });
    return {};
}

void Executor::stop() {
    if (!running_.exchange(false))
        return;
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        wake_.notify_one();
    }
    executor_thread_.join();
    {
        std::lock_guard lock(hydrate_mutex_);
        hydrate_stopping_ = true;
        hydrate_wake_.notify_one();
    }
    hydrate_thread_.join();
    {
        std::lock_guard lock(commit_mutex_);
        commit_stopping_ = true;
        commit_wake_.notify_one();
    }
    commit_thread_.join();
}

bool Executor::post(WorkspaceId workspace, Task task) {
    return stats_.accepting.load(std::memory_order_relaxed) &&
           post_read(workspace, std::move(task));
}

bool Executor::post_read(WorkspaceId workspace, Task task) {
    std::lock_guard lock(mutex_);
    if (stopping_ || inbound_.size() >= limits::inbound_queue_max)
        return false;
    inbound_.push_back({workspace, std::move(task)});
    if (sleeping_)
        wake_.notify_one();
    return true;
}

void Executor::post_always(WorkspaceId workspace, Task task) {
    std::lock_guard lock(mutex_);
    inbound_.push_back({workspace, std::move(task)});
    if (sleeping_)
        wake_.notify_one();
}

void Executor::create(NewWorkspace wanted) {
    std::lock_guard lock(mutex_);
    arriving_.push_back(std::move(wanted));
    if (sleeping_)
        wake_.notify_one();
}

// Rare, so it may keep the others waiting for one commit.
Result<WorkspaceId> Executor::create_now(const NewWorkspace& wanted, Time now) {
    if (!stats_.accepting)
        return fail(ErrorCode::unavailable, "store_unavailable");
    TRY(auto rows, reader_->workspaces());
    if (wanted.only_first && !rows.empty())
        return fail(ErrorCode::conflict, "not_first", "workspace");
    std::int64_t last = 0;
    for (const auto& row : rows) {
        if (row.name == wanted.name)
            return fail(ErrorCode::conflict, "workspace_exists", "workspace");
        last = std::max(last, row.id);
    }
    WorkspaceId id(last + 1);
    std::unique_lock store(store_mutex_);
    DO(create_workspace(store_, id, wanted.name, wanted.history_id, wanted.commands, now));
    store.unlock();
    TRY(rows, reader_->workspaces());
    for (const auto& row : rows)
        if (row.id == id.value)
            DO(load(row, now));
    return id;
}

void Executor::run() {
    std::vector<Inbound> work;
    std::size_t next = 0; // of work, when a batch was full
    Time next_pulse = clock_.now() + pulse_every;
    for (;;) {
        std::unique_ptr<Flight> landed;
        std::optional<CommitError> error;
        std::vector<NewWorkspace> arriving;
        bool stopping = false;
        {
            std::unique_lock lock(mutex_);
            if (next == work.size() && inbound_.empty() && arriving_.empty() && !landed_ &&
                !stopping_) {
                auto now = clock_.now();
                Time until = now + sleep_longest;
                for (const auto& [id, switchboard] : switchboards_) {
                    until = std::min(until, switchboard->next_deadline());
                    if (switchboard->wants_pulse())
                        until = std::min(until, next_pulse);
                }
                if (!stats_.accepting)
                    until = std::max(now + Millis(1), std::min(next_probe_, now + sleep_longest));
                if (until > now) {
                    sleeping_ = true;
                    wake_.wait_for(lock, until - now);
                    sleeping_ = false;
                }
            }
            if (next == work.size()) {
                work.clear();
                next = 0;
                work.swap(inbound_);
            }
            stats_.inbound.store(work.size(), std::memory_order_relaxed);
            arriving.swap(arriving_);
            landed = std::move(landed_);
            error = std::move(landed_error_);
            landed_error_.reset();
            stopping = stopping_;
        }
        auto now = clock_.now();
        if (landed) {
            in_flight_ = false;
            if (error)
                fail_flight(std::move(*landed), *error);
            else
                release(std::move(*landed));
        }
        if (broken_ && !reload(now)) {
            // Nothing can be decided without state; a bounded number waits, the edge sheds the
            // rest.
            if (stopping)
                return;
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, probe_first);
            continue;
        }
        if (!stats_.accepting && now >= next_probe_)
            probe(now);
        for (const auto& wanted : arriving)
            wanted.done(create_now(wanted, now));
        std::size_t done = 0;
        for (; next < work.size() && done < limits::batch_commands_max; ++next, ++done) {
            auto& item = work[next];
            auto switchboard = switchboards_.find(item.workspace);
            if (switchboard != switchboards_.end())
                item.task(*switchboard->second, now);
            item.task = nullptr;
        }
        stats_.commands.fetch_add(done, std::memory_order_relaxed);
        bool pulse = now >= next_pulse;
        if (pulse)
            next_pulse = now + pulse_every;
        for (auto& [id, switchboard] : switchboards_) {
            if (stats_.accepting) // what is due would only fail again
                switchboard->tick(now);
            if (pulse && switchboard->wants_pulse())
                switchboard->pulse(now);
            send_wants(id, *switchboard);
        }
        bool output = false;
        if (!in_flight_)
            output = cut_and_send(now);
        if (stopping && !in_flight_ && !output && next == work.size()) {
            std::lock_guard lock(mutex_);
            if (inbound_.empty() && !landed_)
                return;
        }
    }
}

bool Executor::cut_and_send(Time now) {
    auto flight = std::make_unique<Flight>();
    for (auto& [id, switchboard] : switchboards_) {
        if (!switchboard->has_output())
            continue;
        auto cut = switchboard->cut(now);
        flight->workspaces.push_back(id);
        if (cut.commit) {
            flight->commits.push_back(*std::move(cut.commit));
            cut.commit.reset();
        }
        flight->cuts.push_back(std::move(cut));
    }
    if (flight->cuts.empty())
        return false;
    if (flight->commits.empty()) {
        release(std::move(*flight)); // everything it tells is durable already
        return true;
    }
#ifdef PARLEY_ACK_BEFORE_COMMIT
    // The planted bug of the crash test: everybody hears of it before the disk does.
    {
        Flight early;
        early.cuts = std::move(flight->cuts);
        flight->cuts.clear();
        release(std::move(early));
    }
#endif
    in_flight_ = true;
    std::lock_guard lock(commit_mutex_);
    taking_off_ = std::move(flight);
    commit_wake_.notify_one();
    return true;
}

void Executor::run_committer() {
    for (;;) {
        std::unique_ptr<Flight> flight;
        {
            std::unique_lock lock(commit_mutex_);
            while (!taking_off_ && !commit_stopping_) {
                if (commit_wake_.wait_for(lock, Millis(1'000)) == std::cv_status::timeout &&
                    !taking_off_) {
                    lock.unlock();
                    {
                        std::lock_guard store(store_mutex_);
                        store_.housekeeping(clock_.now());
                    }
                    lock.lock();
                }
            }
            if (!taking_off_)
                return;
            flight = std::move(taking_off_);
        }
#ifdef PARLEY_ACK_BEFORE_COMMIT
        // A killed process leaves the page cache behind, so only what was not written yet can be
        // lost: the planted bug also writes late, as a server does that commits by a timer.
        std::this_thread::sleep_for(Millis(20));
#endif
        auto begin = std::chrono::steady_clock::now();
        std::unique_lock store(store_mutex_);
        auto result = store_.commit(flight->commits);
        store.unlock();
        auto took = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - begin);
        stats_.commits.fetch_add(1, std::memory_order_relaxed);
        stats_.commit_us_total.fetch_add(static_cast<std::uint64_t>(took.count()),
                                         std::memory_order_relaxed);
        stats_.commit_us_last.store(static_cast<std::uint64_t>(took.count()),
                                    std::memory_order_relaxed);
        exit_if_fatal(result);
        {
            std::lock_guard lock(mutex_);
            landed_ = std::move(flight);
            if (!result)
                landed_error_ = result.error();
            if (sleeping_)
                wake_.notify_one();
        }
        store.lock();
        store_.housekeeping(clock_.now());
    }
}

void Executor::release(Flight flight) {
    std::vector<edge::Delivery> deliveries;
    for (auto& cut : flight.cuts)
        release_cut(std::move(cut), deliveries);
    deliver(std::move(deliveries));
}

void Executor::fail_flight(Flight flight, const CommitError& error) {
    stats_.failures.fetch_add(1, std::memory_order_relaxed);
    std::vector<edge::Delivery> deliveries;
    bool one_workspace = error.failure == CommitFailure::rolled_back && error.culprit;
    for (std::size_t i = 0; i < flight.cuts.size(); ++i)
        if (one_workspace && flight.workspaces[i] != error.culprit)
            release_cut(std::move(flight.cuts[i]), deliveries);
        else
            refuse_cut(std::move(flight.cuts[i]), deliveries);
    deliver(std::move(deliveries));
    log::error("commit failed ({}): {}",
               error.failure == CommitFailure::unknown ? "outcome unknown" : "rolled back",
               error.detail);
    broken_ = true;
    stats_.accepting = false;
    // A failure soon after a recovery waits twice as long as the last one.
    auto now = clock_.now();
    bool again = now < recovered_at_ + probe_longest;
    probe_wait_ =
        again ? std::min(std::max(probe_wait_ * 2, probe_first), probe_longest) : Millis(0);
    next_probe_ = now + probe_wait_;
}

// Memory is ahead of the store: close every connection with "come back" and read everything again.
// From then on reads are answered; changes are taken when the store can write.
bool Executor::reload(Time now) {
    std::vector<edge::Delivery> deliveries;
    for (auto& [id, switchboard] : switchboards_) {
        switchboard->abandon();
        auto cut = switchboard->cut(now); // decided on state that was never stored
        refuse_cut(std::move(cut), deliveries);
        Batch closing;
        switchboard->hub().close_all(closing, 4002, "reload");
        for (auto& outgoing : closing.outgoing)
            deliveries.push_back(
                {outgoing.to->transport, {}, outgoing.close_code, outgoing.close_reason});
    }
    deliver(std::move(deliveries));
    switchboards_.clear();
    auto rows = reader_->workspaces();
    if (!rows) {
        log::error("reload failed: {} {}", rows.error().reason, rows.error().detail);
        return false;
    }
    for (const auto& row : *rows)
        if (auto loaded = load(row, now); !loaded) {
            log::error("reload of workspace {} failed: {} {}", row.id, loaded.error().reason,
                       loaded.error().detail);
            return false;
        }
    broken_ = false;
    return true;
}

void Executor::probe(Time now) {
    std::unique_lock store(store_mutex_);
    auto probed = store_.probe();
    store.unlock();
    exit_if_fatal(probed);
    if (probed) {
        recovered_at_ = now;
        stats_.accepting = true;
        for (auto& [id, switchboard] : switchboards_)
            switchboard->set_writable(true, now);
        log::info("the store takes commits again");
        return;
    }
    probe_wait_ = std::min(std::max(probe_wait_ * 2, probe_first), probe_longest);
    next_probe_ = now + probe_wait_;
    log::warn("the store still refuses to write; next try in {} ms", probe_wait_.count());
}

void Executor::send_wants(WorkspaceId workspace, Switchboard& switchboard) {
    auto wanted = switchboard.take_wanted();
    if (wanted.empty())
        return;
    std::lock_guard lock(hydrate_mutex_);
    for (auto& [want, before] : wanted)
        wanted_.push_back({workspace, std::move(want), before});
    hydrate_wake_.notify_one();
}

void Executor::run_hydrator() {
    auto reader = store_.reader();
    if (!reader) {
        log::error("no reader for hydration: {}", reader.error().detail);
        std::_Exit(74);
    }
    for (;;) {
        std::vector<WantedFact> wanted;
        {
            std::unique_lock lock(hydrate_mutex_);
            hydrate_wake_.wait(lock, [&] { return !wanted_.empty() || hydrate_stopping_; });
            if (wanted_.empty())
                return;
            wanted.swap(wanted_);
        }
        for (auto& item : wanted) {
            auto fact = std::make_shared<Result<Fact>>(
                load_fact(**reader, item.workspace, item.want, item.before));
            auto want = std::make_shared<Want>(std::move(item.want));
            post_always(item.workspace, [fact, want](Switchboard& switchboard, Time now) {
                switchboard.hydrate(std::move(*fact), *want, now);
            });
        }
    }
}

} // namespace parley
