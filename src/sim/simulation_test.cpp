// What the simulator found about the disk, and that a seed always means the same.

#include "sim/simulation.hpp"

#include <doctest/doctest.h>

using namespace parley;
using namespace parley::sim;

namespace {

WorkspaceCommit workspace_at(Position position) {
    WorkspaceCommit commit;
    commit.workspace.id = 1;
    commit.workspace.name = "demo";
    commit.workspace.history_id = "history";
    commit.workspace.position = position;
    commit.position_before = position - 1;
    commit.journal = {1, position, position, "[]"};
    return commit;
}

CommitResult commit(Store& store, Position position) {
    std::vector<WorkspaceCommit> commits{workspace_at(position)};
    return store.commit(commits);
}

} // namespace

TEST_CASE("the same seed gives the same run") {
    auto trace_of = [](std::uint64_t seed) {
        Simulation simulation(seed);
        CHECK(simulation.run());
        return simulation.trace();
    };
    auto first = trace_of(11);
    CHECK(trace_of(12) != first);
    CHECK(trace_of(11) == first);
}

TEST_CASE("a disk that was full and then fails a sync is fatal to the probe, not only to commits") {
    Disk disk(4'096, Random(1));
    Vfs vfs("test", disk);
    Disk::Handle file;
    disk.open("parley.db", file);
    auto store = open_store_on_vfs(vfs.name());
    REQUIRE(store);
    REQUIRE(commit(**store, 1));
    disk.faults.full = true;
    CHECK_FALSE(commit(**store, 2));
    CHECK((*store)->probe().error().failure == CommitFailure::rolled_back);
    disk.faults.full = false;
    disk.faults.sync_error = true;
    CHECK((*store)->probe().error().failure == CommitFailure::fatal);
    CHECK((*store)->probe().error().failure == CommitFailure::fatal);
    vfs.end_process();
}

// The page cache shows what the failed sync did not write. Without being written anew, the next
// start would build on it, and the next power cut would take it from below.
TEST_CASE("what a failed sync left in the page cache is written anew before it is built upon") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        Disk disk(seed % 2 ? 512 : 4'096, Random(seed));
        Vfs vfs("test", disk);
        Disk::Handle file;
        disk.open("parley.db", file);
        disk.sync(file);
        Position stored = 0;
        for (int life = 0; life < 6; ++life) {
            auto store = open_store_on_vfs(vfs.name());
            REQUIRE_MESSAGE(store, (store ? "" : store.error().detail));
            auto reader = (*store)->reader();
            REQUIRE(reader);
            auto position = (*reader)->position(WorkspaceId(1));
            if (life > 0) {
                REQUIRE(position);
                REQUIRE(*position >= stored);
                stored = *position;
            }
            for (int i = 0; i < 3; ++i)
                REQUIRE(commit(**store, ++stored));
            disk.faults.sync_error = life % 2 == 0;
            if (commit(**store, stored + 1))
                ++stored;
            reader->reset();
            vfs.end_process();
            if (life % 2 == 1)
                disk.cut_power();
        }
    }
}
