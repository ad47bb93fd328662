#pragma once
// A served workspace for tests of the application: agents ava and ben, supervisor sofia,
// administrator admin, queue and widget "support"; mei works in another queue, "sales".

#include "contract/stores.hpp"
#include "support/world.hpp"

#include <doctest/doctest.h>

namespace parley::testing {

// A store whose commits can be held up and made to fail, in front of the real one.
class FaultyStore final : public Store {
public:
    explicit FaultyStore(std::unique_ptr<Store> real) : real_(std::move(real)) {}

    CommitResult commit(std::vector<WorkspaceCommit>& commits) override {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return !held_; });
        --waiting_;
        if (failures_ > 0) {
            --failures_;
            return tl::make_unexpected(CommitError{failure_, {}, "planted"});
        }
        lock.unlock();
        return real_->commit(commits);
    }
    CommitResult probe() override {
        std::lock_guard lock(mutex_);
        ++probes_;
        if (failures_ > 0)
            return tl::make_unexpected(CommitError{CommitFailure::rolled_back, {}, "planted"});
        return real_->probe();
    }
    void housekeeping(Time now) override { real_->housekeeping(now); }
    Result<std::unique_ptr<StoreReader>> reader() override { return real_->reader(); }
    std::string describe() override { return real_->describe(); }

    void hold() {
        std::lock_guard lock(mutex_);
        held_ = true;
    }
    void let_go() {
        std::lock_guard lock(mutex_);
        held_ = false;
        changed_.notify_all();
    }
    void wait_for_commit() {
        std::unique_lock lock(mutex_);
        REQUIRE(changed_.wait_for(lock, std::chrono::seconds(20), [&] { return waiting_ > 0; }));
    }
    void fail_next(int many, CommitFailure failure = CommitFailure::rolled_back) {
        std::lock_guard lock(mutex_);
        failures_ = many;
        failure_ = failure;
    }
    int probes() {
        std::lock_guard lock(mutex_);
        return probes_;
    }

private:
    std::unique_ptr<Store> real_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool held_ = false;
    int waiting_ = 0;
    int failures_ = 0;
    int probes_ = 0;
    CommitFailure failure_ = CommitFailure::rolled_back;
};

struct Served {
    static constexpr Rate any{1e6, 1e6};
    static ServiceOptions without_rates() {
        ServiceOptions options;
        options.sign_ins = options.chat_starts = options.visitor_messages = options.agent_messages =
            options.calls = any;
        options.reader_threads = 1;
        options.password_threads = 1;
        return options;
    }

    contract::SqliteDatabase database;
    FaultyStore* store = nullptr; // of the running server
    ServerWorld world;
    AgentId admin{1}, ava{2}, ben{3}, sofia{4}, mei{5};

    explicit Served(ServiceOptions options = without_rates())
        : world(
              [this]() -> std::unique_ptr<Store> {
                  auto made =
                      std::make_unique<FaultyStore>(contract::value_of(open_store(database.url())));
                  store = made.get();
                  return made;
              },
              std::move(options), Time(1'735'689'600'000)) {
        std::vector<Command> setup;
        for (auto [name, role] : {std::pair("admin", Role::administrator),
                                  {"ava", Role::agent},
                                  {"ben", Role::agent},
                                  {"sofia", Role::supervisor},
                                  {"mei", Role::agent}}) {
            command::SaveAgent save;
            save.email = std::string(name) + "@demo.test";
            save.name = name;
            save.role = role;
            save.password_hash = password_hash();
            setup.push_back(save);
        }
        for (auto [name, members] :
             {std::pair<std::string, std::vector<AgentId>>("support", {ava, ben}),
              {"sales", {mei}}}) {
            command::SaveQueue queue;
            queue.name = name;
            queue.members = members;
            setup.push_back(queue);
            command::SaveWorkstream workstream;
            workstream.value.name = name;
            workstream.value.queue = QueueId(name == "support" ? 1 : 2);
            setup.push_back(workstream);
            command::SaveWidget widget;
            widget.value.key = name;
            widget.value.title = name;
            widget.value.workstream = WorkstreamId(workstream.value.queue.value);
            setup.push_back(widget);
        }
        world.begin(setup);
    }

    static constexpr const char* password = "parley-demo";
    static const std::string& password_hash() {
        static const std::string hash = PasswordPool::hash_now(password);
        return hash;
    }
};

using boost::json::object;

} // namespace parley::testing
