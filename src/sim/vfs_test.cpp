// The disk model itself: what SQLite may count on, and what it must not.

#include "sim/vfs.hpp"

#include "adapters/store/open_store.hpp"

#include <doctest/doctest.h>

using namespace parley;
using namespace parley::sim;

namespace {

std::string contents(Disk& disk, const Disk::Handle& file) {
    std::string bytes(1 << 16, '\0');
    REQUIRE(disk.read(file, 0, bytes) == DiskAnswer::ok);
    return bytes;
}

struct Opened {
    Disk& disk;
    Disk::Handle file;
    explicit Opened(Disk& on) : disk(on) { REQUIRE(disk.open("file", file) == DiskAnswer::ok); }
    void write(std::int64_t at, const std::string& bytes) {
        REQUIRE(disk.write(file, at, bytes) == DiskAnswer::ok);
    }
    void sync() { REQUIRE(disk.sync(file) == DiskAnswer::ok); }
};

// A database over the plain C interface; ends with its process or not.
struct Database {
    sqlite3* db = nullptr;
    explicit Database(const Vfs& vfs) {
        int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        REQUIRE(sqlite3_open_v2("test.db", &db, flags, vfs.name().c_str()) == SQLITE_OK);
    }
    ~Database() { sqlite3_close(db); }
    int run(const std::string& sql) {
        return sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
    }
    std::string ask(const std::string& sql) {
        std::string answer;
        auto note = [](void* to, int, char** values, char**) {
            *static_cast<std::string*>(to) += values[0] ? values[0] : "";
            return 0;
        };
        if (int code = sqlite3_exec(db, sql.c_str(), note, &answer, nullptr); code != SQLITE_OK)
            answer = "error " + std::to_string(code);
        return answer;
    }
};

} // namespace

TEST_CASE("the end of a process loses nothing, the end of the power what was not synced") {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        Disk disk(512, Random(seed));
        Opened first(disk);
        first.write(0, "synced");
        first.sync();
        first.write(0, "SYNCED and more");
        disk.end_process();
        CHECK(disk.write(first.file, 0, "late") == DiskAnswer::gone);
        Opened second(disk);
        CHECK(contents(disk, second.file) == "SYNCED and more");
        disk.end_process();
        disk.cut_power();
        Opened third(disk);
        auto left = contents(disk, third.file);
        CHECK((left == "synced" || left == "SYNCED and more"));
    }
}

TEST_CASE("unsynced writes are torn at sectors, in any combination") {
    std::set<std::string> seen;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        Disk disk(512, Random(seed));
        Opened file(disk);
        file.write(0, std::string(512 * 3, 'a'));
        file.sync();
        file.write(256, std::string(512 * 2, 'b'));
        disk.end_process();
        disk.cut_power();
        Opened again(disk);
        auto bytes = contents(disk, again.file);
        REQUIRE(bytes.size() == 512 * 3);
        CHECK(bytes.substr(0, 256) == std::string(256, 'a'));
        std::string kept;
        for (std::size_t at : {256, 600, 1100})
            kept += bytes[at];
        seen.insert(kept);
    }
    CHECK(seen == std::set<std::string>{"aaa", "aab", "aba", "abb", "baa", "bab", "bba", "bbb"});
}

TEST_CASE("after a failed sync the writes are seen, and never reach the platter") {
    Disk disk(512, Random(1));
    Opened file(disk);
    file.sync();
    file.write(0, "lost");
    disk.faults.sync_error = true;
    CHECK(disk.sync(file.file) == DiskAnswer::io_error);
    file.sync();
    CHECK(contents(disk, file.file) == "lost");
    CHECK_FALSE(disk.is_durable("file"));
    disk.end_process();
    disk.cut_power();
    Opened again(disk);
    CHECK(contents(disk, again.file).empty());
}

TEST_CASE("a full disk refuses what needs room, and nothing else") {
    Disk disk(512, Random(1));
    Opened file(disk);
    file.write(0, "1234");
    disk.faults.full = true;
    CHECK(disk.write(file.file, 2, "xx") == DiskAnswer::ok);
    CHECK(disk.write(file.file, 2, "yyy") == DiskAnswer::full);
    disk.faults.full = false;
    file.write(2, "yyy");
    CHECK(contents(disk, file.file) == "12yyy");
}

TEST_CASE("the process dies in the middle of a commit, at the write that was named") {
    Disk disk(512, Random(1));
    Opened file(disk);
    disk.faults.dies_after = 2;
    file.write(0, "1");
    CHECK(disk.write(file.file, 1, "2") == DiskAnswer::gone);
    CHECK(disk.killed());
    CHECK(disk.sync(file.file) == DiskAnswer::gone);
    disk.end_process();
    Opened again(disk);
    CHECK(contents(disk, again.file) == "12");
}

TEST_CASE("SQLite in WAL mode keeps what was committed with synchronous=FULL, whatever is torn") {
    for (std::int64_t sector : {512, 4096})
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            Disk disk(sector, Random(seed));
            Vfs vfs("test", disk);
            Random chance(seed + 1'000);
            int acknowledged = 0;
            for (int life = 0; life < 4; ++life) {
                Database database(vfs);
                REQUIRE(database.ask("PRAGMA journal_mode=WAL") == "wal");
                database.run("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=3");
                CHECK(database.ask("PRAGMA integrity_check") == "ok");
                database.run("CREATE TABLE IF NOT EXISTS t(n INTEGER PRIMARY KEY, pad TEXT)");
                auto newest = database.ask("SELECT max(n) FROM t");
                CAPTURE(newest);
                auto stored = std::stoi("0" + newest);
                REQUIRE(stored >= acknowledged);
                disk.faults.dies_after = static_cast<int>(chance.between(1, 60));
                for (int n = stored + 1; n < stored + 20; ++n)
                    if (database.run("INSERT INTO t VALUES(" + std::to_string(n) +
                                     ", hex(zeroblob(900)))") == SQLITE_OK)
                        acknowledged = n;
                vfs.end_process();
                if (chance.chance(70))
                    disk.cut_power();
            }
        }
}

TEST_CASE("with synchronous=OFF commits are lost: the model can tell") {
    bool lost = false;
    for (std::uint64_t seed = 0; seed < 40 && !lost; ++seed) {
        Disk disk(512, Random(seed));
        Vfs vfs("test", disk);
        {
            Database database(vfs);
            REQUIRE(database.ask("PRAGMA journal_mode=WAL") == "wal");
            REQUIRE(database.run("PRAGMA synchronous=OFF; CREATE TABLE t(n)") == SQLITE_OK);
            REQUIRE(database.run("INSERT INTO t VALUES(1)") == SQLITE_OK);
            vfs.end_process();
        }
        disk.cut_power();
        Database database(vfs);
        lost = database.ask("SELECT n FROM t") != "1";
    }
    CHECK(lost);
}

TEST_CASE("the store opens on it, and opens again") {
    Disk disk(4096, Random(7));
    Vfs vfs("test", disk);
    Disk::Handle file;
    REQUIRE(disk.open("parley.db", file) == DiskAnswer::ok);
    std::string key;
    for (int life = 0; life < 3; ++life) {
        auto store = open_store_on_vfs(vfs.name());
        REQUIRE_MESSAGE(store, (store ? "" : store.error().detail));
        CHECK((*store)->describe().find("journal_mode=wal, synchronous=FULL") != std::string::npos);
        CHECK((key.empty() || key == (*store)->token_key()));
        key = (*store)->token_key();
        vfs.end_process();
        disk.cut_power();
    }
}
