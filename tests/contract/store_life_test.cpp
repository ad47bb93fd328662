// Opening, reopening, versions, secrets and what housekeeping drops.
#include "base/limits.hpp"
#include "contract/rows.hpp"
#include "contract/stores.hpp"

#include <doctest/doctest.h>

using namespace parley;
using namespace parley::contract;

TEST_CASE_TEMPLATE("what was committed is there after opening again, and so is the token key",
                   Database, FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto key = opened.store->token_key();
    CHECK(key.size() == 32);
    for (Position position = 1; position <= 20; ++position) {
        auto commit = commit_at(1, position);
        commit.messages = {message(1, 1, position)};
        REQUIRE(commit_one(*opened.store, commit));
    }
    opened.close();
    opened.open();
    CHECK(opened.store->token_key() == key);
    CHECK(value_of(opened.reader->position(WorkspaceId(1))) == 20);
    CHECK(
        value_of(opened.reader->messages(WorkspaceId(1), ConversationId(1), 21, {}, 100)).size() ==
        20);

    OpenedStore<Database> other;
    CHECK(other.store->token_key() != key);
}

TEST_CASE_TEMPLATE("the store says what it is and that its commits are durable", Database,
                   FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto text = opened.store->describe();
    CAPTURE(text);
    bool sqlite = text.find("journal_mode=wal, synchronous=FULL") != std::string::npos;
    bool postgres = text.find("fsync=on, synchronous_commit=on") != std::string::npos;
    CHECK(sqlite != postgres);
}

TEST_CASE_TEMPLATE("data one version newer is opened, what is newer than that is refused by name",
                   Database, FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    REQUIRE(commit_one(*opened.store, commit_at(1, 1)));
    opened.close();
    opened.database.execute(
        "INSERT INTO schema_version SELECT MAX(version) + 1 FROM schema_version");
    opened.open();
    CHECK(value_of(opened.reader->position(WorkspaceId(1))) == 1);
    opened.close();
    opened.database.execute(
        "INSERT INTO schema_version SELECT MAX(version) + 1 FROM schema_version");
    auto refused = open_store(opened.database.url());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == "data_of_newer_version");
}

TEST_CASE_TEMPLATE(
    "client operations are kept for 48 hours and then dropped, however many there are", Database,
    FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    constexpr std::int64_t start = 1'764'576'120'000;
    constexpr int many = 1'200; // more than one step
    auto commit = commit_at(1, 1);
    for (int i = 0; i < many; ++i)
        commit.client_operations.push_back({.workspace = 1,
                                            .actor = "agent:7",
                                            .client_id = "c" + std::to_string(i),
                                            .reply = "{}",
                                            .at = start - i});
    REQUIRE(commit_one(*opened.store, commit));
    auto left = [&] {
        int found = 0;
        for (int i = 0; i < many; ++i)
            found += value_of(opened.reader->client_operation(WorkspaceId(1), "agent:7",
                                                              "c" + std::to_string(i)))
                         .has_value();
        return found;
    };
    // The oldest is of start - 1,199 and is kept up to its 48 h.
    auto now = start - (many - 1) + limits::client_operation_kept_ms;
    opened.store->housekeeping(Time(now));
    CHECK(left() == many);
    opened.store->housekeeping(Time(now + 1'000));
    CHECK(left() == many); // it looks once a minute
    auto later = now + limits::expiry_pause_ms;
    opened.store->housekeeping(Time(later));
    CHECK(left() == many - limits::expiry_rows_max);
    for (int step = 0; step < 3; ++step)
        opened.store->housekeeping(Time(later));
    CHECK(left() == 0);
}
