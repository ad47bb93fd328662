// What only files can do to a store: be full, be taken, be read-only, be something else.
#include "adapters/store/bind.hpp"
#include "adapters/store/open_store.hpp"
#include "adapters/store/sql_store.hpp"
#include "adapters/store/sqlite/sqlite_connection.hpp"
#include "adapters/store/sqlite/sqlite_driver.hpp"
#include "base/limits.hpp"

#include <atomic>
#include <csignal>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace parley;
using namespace parley::store;

namespace {

struct TempFolder {
    std::filesystem::path path;
    TempFolder() {
        auto pattern = (std::filesystem::temp_directory_path() / "parley-store-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::string data() const { return (path / "data").string(); }
};

WorkspaceCommit commit_at(Position position, std::size_t text_bytes) {
    WorkspaceCommit commit;
    commit.workspace.id = 1;
    commit.workspace.position = position;
    commit.position_before = position - 1;
    commit.journal = {.workspace = 1, .position = position};
    commit.messages = {{.workspace = 1,
                        .conversation = 1,
                        .seq = position,
                        .author = "customer",
                        .text = std::string(text_bytes, 'x')}};
    return commit;
}

CommitResult commit_one(Store& store, Position position, std::size_t text_bytes = 100) {
    std::vector<WorkspaceCommit> commits = {commit_at(position, text_bytes)};
    return store.commit(commits);
}

Position stored_position(Store& store) {
    auto reader = store.reader();
    REQUIRE(reader);
    auto position = (*reader)->position(WorkspaceId(1));
    REQUIRE(position);
    return *position;
}

// Lets a test speak to the connection the store writes with.
class Watched : public SqlDriver {
public:
    Watched(std::unique_ptr<SqlDriver> inner, SqliteConnection*& writer)
        : inner_(std::move(inner)), writer_(writer) {}
    Dialect dialect() const override { return inner_->dialect(); }
    Result<std::unique_ptr<SqlConnection>> open_writer() override {
        auto opened = inner_->open_writer();
        if (opened)
            writer_ = static_cast<SqliteConnection*>(opened->get());
        return opened;
    }
    Result<std::unique_ptr<SqlConnection>> open_reader() override { return inner_->open_reader(); }
    std::string describe() const override { return inner_->describe(); }

private:
    std::unique_ptr<SqlDriver> inner_;
    SqliteConnection*& writer_;
};

// The detail column of a query plan.
struct Plan : SqlRowReader {
    void columns(std::span<const std::string>) override {}
    void row(const SqlRow& row) override { (text += row.text(3)) += '\n'; }
    std::string text;
};

void check_refused(const std::string& folder, const std::string& reason) {
    auto opened = open_store(folder);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().reason == reason);
    CHECK(opened.error().detail.find(folder) != std::string::npos);
}

int permissions(const std::filesystem::path& path) {
    struct stat status{};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777;
}

} // namespace

TEST_CASE("a full disk rolls the commit back, is seen by the probe, and is recovered from") {
    TempFolder folder;
    SqliteConnection* writer = nullptr;
    auto driver = SqliteDriver::open(folder.data());
    REQUIRE(driver);
    auto opened = SqlStore::open(std::make_unique<Watched>(*std::move(driver), writer));
    REQUIRE(opened);
    auto& store = **opened;
    Position position = 0;
    REQUIRE(commit_one(store, ++position));

    auto pages = writer->ask("PRAGMA page_count");
    REQUIRE(pages);
    REQUIRE(writer->ask("PRAGMA max_page_count = " + std::to_string(std::stol(*pages) + 4)));
    CommitResult result;
    while ((result = commit_one(store, position + 1, 3'000)))
        REQUIRE(++position < 100);
    CHECK(result.error().failure == CommitFailure::rolled_back);
    CHECK_FALSE(result.error().culprit);
    CHECK(stored_position(store) == position);

    REQUIRE_FALSE(commit_one(store, position + 1, 3'000)); // still full
    REQUIRE(writer->ask("PRAGMA max_page_count = 100000"));
    CHECK(store.probe());
    REQUIRE(commit_one(store, ++position, 3'000));
    CHECK(stored_position(store) == position);
}

TEST_CASE("two stores never share a folder") {
    TempFolder folder;
    auto first = open_store(folder.data());
    REQUIRE(first);
    check_refused(folder.data(), "data_folder_in_use");
    first->reset();
    CHECK(open_store("dir:" + folder.data()));
}

TEST_CASE("only its owner may look into a data folder") {
    TempFolder folder;
    auto store = open_store(folder.data());
    REQUIRE(store);
    REQUIRE(commit_one(**store, 1));
    CHECK(permissions(folder.data()) == 0700);
    for (const char* name : {"parley.db", "parley.db-wal", "parley.db-shm", "parley.lock"})
        CHECK(permissions(std::filesystem::path(folder.data()) / name) == 0600);
}

TEST_CASE("a file that is no database, and another program's database, are named and left alone") {
    TempFolder folder;
    std::filesystem::create_directory(folder.data());
    auto file = folder.data() + "/parley.db";
    std::ofstream(file) << std::string(8'192, 'n');
    check_refused(folder.data(), "data_not_a_database");
    CHECK(std::filesystem::file_size(file) == 8'192);

    std::filesystem::remove(file);
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
    REQUIRE(sqlite3_exec(db, "CREATE TABLE theirs (a)", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
    check_refused(folder.data(), "data_not_a_database");
}

TEST_CASE("a folder that cannot be made is named") {
    TempFolder folder;
    std::ofstream(folder.path / "file") << "x";
    auto opened = open_store((folder.path / "file" / "data").string());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().reason == "data_folder_unusable");
    CHECK_FALSE(open_store(""));
}

// In a child process, for root may write everywhere.
TEST_CASE("a read-only data folder is named") {
    TempFolder folder;
    std::filesystem::permissions(folder.path, std::filesystem::perms(0755));
    std::filesystem::create_directory(folder.data());
    std::filesystem::permissions(folder.data(), std::filesystem::perms(0555));
    auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        if (::geteuid() == 0 && ::setuid(65534) != 0)
            ::_exit(3);
        auto opened = open_store(folder.data());
        ::_exit(!opened && opened.error().reason == "data_folder_read_only" ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a process that ends at once after a commit has lost nothing, and leaves no lock") {
    TempFolder folder;
    auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto store = open_store(folder.data());
        for (Position position = 1; store && position <= 50; ++position)
            if (!commit_one(**store, position))
                ::_exit(1);
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    CHECK(std::filesystem::file_size(folder.data() + "/parley.db-wal") > 0);
    auto store = open_store(folder.data());
    REQUIRE(store);
    CHECK(stored_position(**store) == 50);
}

TEST_CASE("housekeeping keeps the write-ahead log small") {
    TempFolder folder;
    auto store = open_store(folder.data());
    REQUIRE(store);
    auto wal = folder.data() + "/parley.db-wal";
    std::uintmax_t largest = 0;
    for (Position position = 1; position <= 300; ++position) {
        REQUIRE(
            commit_one(**store, position, 20'000)); // 7 MB in all, each page written once or twice
        (*store)->housekeeping(Time(1'764'576'120'000));
        largest = std::max(largest, std::filesystem::file_size(wal));
    }
    CHECK(largest < 2 * limits::wal_light_step_bytes);
    CHECK(std::filesystem::file_size(folder.data() + "/parley.db") > 4'000'000);
}

TEST_CASE("readers that follow one another without a gap do not keep the log growing") {
    TempFolder folder;
    auto driver = SqliteDriver::open(folder.data());
    REQUIRE(driver);
    auto* files = driver->get();
    auto opened = SqlStore::open(*std::move(driver));
    REQUIRE(opened);
    REQUIRE(commit_one(**opened, 1));
    std::atomic<bool> stop = false;
    std::atomic<long> reads = 0;
    auto read_on = [&] {
        auto reader = files->open_reader();
        while (reader && !stop && (*reader)->begin_read()) {
            OneInteger position;
            auto values = named_parameters(Sql::select_position, {{"id", 1}});
            if (!(*reader)->query(Sql::select_position, values, position))
                break;
            ++reads;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            (*reader)->end_read();
        }
    };
    std::thread readers[] = {std::thread(read_on), std::thread(read_on), std::thread(read_on)};
    auto wal = folder.data() + "/parley.db-wal";
    std::uintmax_t largest = 0;
    bool committed = true;
    for (Position position = 2; committed && position <= 450; ++position) {
        committed = commit_one(**opened, position, 200'000).has_value();
        (*opened)->housekeeping(Time(1'764'576'120'000));
        largest = std::max(largest, std::filesystem::file_size(wal));
    }
    stop = true;
    for (auto& reader : readers)
        reader.join();
    CHECK(committed);
    CHECK(reads > 3);
    CHECK(largest < limits::wal_bytes_max + 4 * limits::wal_light_step_bytes);
}

// The promise of conversation_closed's comment in the schema.
TEST_CASE("what is not closed is found by its index, however many are closed") {
    TempFolder folder;
    auto driver = SqliteDriver::open(folder.data());
    REQUIRE(driver);
    REQUIRE(SqlStore::open(*std::move(driver)));
    auto connection =
        SqliteConnection::open(folder.data() + "/parley.db", SqliteConnection::Role::reader);
    REQUIRE(connection);
    for (auto sql :
         {Sql::select_open_conversations, Sql::select_open_sessions, Sql::select_open_customers}) {
        Plan plan;
        auto text =
            "EXPLAIN QUERY PLAN " + number_parameters(sql_text(sql).text, Dialect::sqlite).text;
        REQUIRE((*connection)->read(text, plan));
        CAPTURE(plan.text);
        CHECK(plan.text.find("conversation_closed (workspace=? AND closed_at=?)") !=
              std::string::npos);
    }
}
