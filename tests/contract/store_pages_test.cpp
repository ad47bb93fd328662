// Pages by key, in both directions.
#include "contract/rows.hpp"
#include "contract/stores.hpp"

#include <doctest/doctest.h>

using namespace parley;
using namespace parley::contract;
using Numbers = std::vector<std::int64_t>;

TEST_CASE_TEMPLATE("pages of messages, towards the older and towards the newer, join without gap",
                   Database, FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto commit = commit_at(1, 1);
    for (Seq seq = 1; seq <= 25; ++seq) {
        commit.messages.push_back(message(1, 1, seq));
        commit.messages.push_back(message(1, 2, seq));
    }
    REQUIRE(commit_one(*opened.store, commit));
    auto page = [&](Seq before, std::optional<Seq> after, std::int64_t limit) {
        return seqs_of(value_of(
            opened.reader->messages(WorkspaceId(1), ConversationId(1), before, after, limit)));
    };
    CHECK(page(INT64_MAX, {}, 3) == Numbers{23, 24, 25});
    CHECK(page(23, {}, 3) == Numbers{20, 21, 22});
    CHECK(page(3, {}, 10) == Numbers{1, 2});
    CHECK(page(1, {}, 10).empty());
    CHECK(page(0, 0, 2) == Numbers{1, 2});
    CHECK(page(0, 23, 10) == Numbers{24, 25});
    CHECK(page(0, 25, 10).empty());
    CHECK(page(INT64_MAX, {}, 0).empty());

    Numbers all;
    for (Seq before = INT64_MAX;;) {
        auto older = page(before, {}, 7);
        if (older.empty())
            break;
        all.insert(all.begin(), older.begin(), older.end());
        before = older.front();
    }
    CHECK(all == page(0, 0, 100));
}

TEST_CASE_TEMPLATE("an agent's closed conversations come newest first and page by (closed_at, id)",
                   Database, FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto commit = commit_at(1, 1);
    commit.conversations = {closed_conversation(1, 1, 1, 7, 100),
                            closed_conversation(1, 2, 1, 7, 300),
                            closed_conversation(1, 3, 1, 7, 200),
                            closed_conversation(1, 4, 1, 7, 200),
                            closed_conversation(1, 5, 1, 7, 200),
                            closed_conversation(1, 6, 1, 8, 200),
                            open_conversation(1, 7, 1)};
    commit.conversations[6].agent = 7;
    REQUIRE(commit_one(*opened.store, commit));
    auto page = [&](std::int64_t since, Time before, std::int64_t before_id, std::int64_t limit) {
        return ids_of(value_of(opened.reader->closed_by_agent(
            WorkspaceId(1), AgentId(7), Time(since), before, ConversationId(before_id), limit)));
    };
    CHECK(page(0, Time::never(), 0, 100) == Numbers{2, 5, 4, 3, 1});
    CHECK(page(200, Time::never(), 0, 100) == Numbers{2, 5, 4, 3});
    CHECK(page(0, Time::never(), 0, 2) == Numbers{2, 5});
    CHECK(page(0, Time(200), 5, 2) == Numbers{4, 3});
    CHECK(page(0, Time(200), 3, 2) == Numbers{1});
    CHECK(page(0, Time(200), 0, 10) == Numbers{1});
    CHECK(page(301, Time::never(), 0, 10).empty());
}

TEST_CASE_TEMPLATE("a customer's conversations come newest first, open and closed", Database,
                   FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto commit = commit_at(1, 1);
    for (std::int64_t id = 1; id <= 6; ++id)
        commit.conversations.push_back(id % 2 ? open_conversation(1, id, 4)
                                              : closed_conversation(1, id, 4, 7, 100 * id));
    commit.conversations.push_back(open_conversation(1, 7, 5));
    REQUIRE(commit_one(*opened.store, commit));
    auto page = [&](std::int64_t before, std::int64_t limit) {
        return ids_of(value_of(opened.reader->of_customer(WorkspaceId(1), CustomerId(4),
                                                          ConversationId(before), limit)));
    };
    CHECK(page(INT64_MAX, 4) == Numbers{6, 5, 4, 3});
    CHECK(page(3, 4) == Numbers{2, 1});
    CHECK(page(1, 4).empty());
}

TEST_CASE_TEMPLATE("the journal is read from a position on", Database, FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    for (Position position = 1; position <= 5; ++position)
        REQUIRE(commit_one(*opened.store, commit_at(1, position)));
    auto positions = [&](Position after, std::int64_t limit) {
        Numbers found;
        for (const auto& entry : value_of(opened.reader->journal(WorkspaceId(1), after, limit)))
            found.push_back(entry.position);
        return found;
    };
    CHECK(positions(0, 3) == Numbers{1, 2, 3});
    CHECK(positions(3, 3) == Numbers{4, 5});
    CHECK(positions(5, 3).empty());
}
