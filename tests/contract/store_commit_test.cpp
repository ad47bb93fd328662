// What a commit refuses, and what its refusal leaves behind.
#include "contract/rows.hpp"
#include "contract/stores.hpp"

#include <doctest/doctest.h>

using namespace parley;
using namespace parley::contract;

namespace {

void check_refused(const CommitResult& result, std::int64_t culprit) {
    REQUIRE_FALSE(result);
    CHECK(result.error().failure == CommitFailure::rolled_back);
    CHECK(result.error().culprit == WorkspaceId(culprit));
    CHECK_FALSE(result.error().detail.empty());
}

std::size_t stored_messages(StoreReader& reader, std::int64_t workspace) {
    return value_of(
               reader.messages(WorkspaceId(workspace), ConversationId(1), INT64_MAX, {}, 10'000))
        .size();
}

WorkspaceCommit with_messages(std::int64_t workspace, Position position, Seq from, Seq to) {
    auto commit = commit_at(workspace, position);
    for (auto seq = from; seq <= to; ++seq)
        commit.messages.push_back(message(workspace, 1, seq));
    return commit;
}

} // namespace

TEST_CASE_TEMPLATE("a commit from a stale position is refused and changes nothing", Database,
                   FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    REQUIRE(commit_one(*opened.store, with_messages(1, 1, 1, 1)));
    REQUIRE(commit_one(*opened.store, with_messages(1, 2, 2, 2)));

    check_refused(commit_one(*opened.store, with_messages(1, 2, 3, 3)), 1); // again from 1
    check_refused(commit_one(*opened.store, with_messages(1, 1, 3, 3)), 1); // as if new
    check_refused(commit_one(*opened.store, with_messages(1, 9, 3, 3)), 1); // ahead
    check_refused(commit_one(*opened.store, with_messages(5, 2, 1, 1)), 5); // not there at all

    CHECK(value_of(opened.reader->position(WorkspaceId(1))) == 2);
    CHECK(stored_messages(*opened.reader, 1) == 2);
    CHECK(value_of(opened.reader->workspaces()).size() == 1);
    REQUIRE(commit_one(*opened.store, with_messages(1, 3, 3, 3)));
    CHECK(stored_messages(*opened.reader, 1) == 3);
}

TEST_CASE_TEMPLATE("one workspace's failing statement is named and never fails another's commit",
                   Database, FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    for (std::int64_t workspace = 1; workspace <= 3; ++workspace)
        REQUIRE(commit_one(*opened.store, with_messages(workspace, 1, 1, 2)));

    for (std::size_t bad = 0; bad < 3; ++bad) {
        CAPTURE(bad);
        auto position = static_cast<Position>(bad) + 2;
        std::vector<WorkspaceCommit> commits;
        std::vector<std::size_t> before;
        for (std::int64_t workspace = 1; workspace <= 3; ++workspace) {
            before.push_back(stored_messages(*opened.reader, workspace));
            auto known = value_of(opened.reader->position(WorkspaceId(workspace)));
            commits.push_back(
                with_messages(workspace, known + 1, 100 * position, 100 * position + 9));
        }
        commits[bad].messages[5].seq = 1; // taken long ago
        check_refused(opened.store->commit(commits), static_cast<std::int64_t>(bad) + 1);
        for (std::size_t i = 0; i < 3; ++i)
            CHECK(stored_messages(*opened.reader, static_cast<std::int64_t>(i) + 1) ==
                  before[i] + (i == bad ? 0 : 10));
    }
}

TEST_CASE_TEMPLATE("a failure in the middle of a large commit is still that workspace's", Database,
                   FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    REQUIRE(commit_one(*opened.store, with_messages(1, 1, 1, 1)));
    REQUIRE(commit_one(*opened.store, with_messages(2, 1, 1, 1)));
    std::vector<WorkspaceCommit> commits = {with_messages(1, 2, 2, 1'500),
                                            with_messages(2, 2, 2, 1'500)};
    commits[0].messages[700].seq = 1;
    check_refused(opened.store->commit(commits), 1);
    CHECK(stored_messages(*opened.reader, 1) == 1);
    CHECK(stored_messages(*opened.reader, 2) == 1'500);
    commits = {with_messages(1, 2, 2, 1'500), with_messages(2, 3, 1'501, 1'501)};
    REQUIRE(opened.store->commit(commits));
    CHECK(stored_messages(*opened.reader, 1) == 1'500);
}

TEST_CASE_TEMPLATE(
    "two failing workspaces at once: nothing is committed, for only one could be named", Database,
    FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    std::vector<WorkspaceCommit> commits = {with_messages(1, 1, 1, 2), with_messages(2, 1, 1, 2),
                                            with_messages(3, 1, 1, 2)};
    commits[0].messages[1].seq = 1;
    commits[2].messages[1].seq = 1;
    check_refused(opened.store->commit(commits), 0);
    CHECK(value_of(opened.reader->workspaces()).empty());
}

TEST_CASE_TEMPLATE("a text with a NUL byte is refused, before and after its first byte", Database,
                   FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    for (auto text : {std::string(1, '\0'), std::string("a\0b", 3)}) {
        auto commit = with_messages(1, 1, 1, 1);
        commit.messages[0].text = text;
        check_refused(commit_one(*opened.store, commit), 1);
    }
    REQUIRE(commit_one(*opened.store, with_messages(1, 1, 1, 1)));
}

TEST_CASE_TEMPLATE("a client id is one message's, for each author of a conversation", Database,
                   FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto first = with_messages(1, 1, 1, 4);
    first.messages[0].client_id = "same";
    first.messages[1].client_id = "same";
    first.messages[1].author = "agent";
    first.messages[1].agent = 7;
    first.messages[2].client_id = "same";
    first.messages[2].conversation = 2;
    REQUIRE(commit_one(*opened.store, first)); // and the fourth has none, as others

    auto repeated = with_messages(1, 2, 5, 6);
    repeated.messages[0].client_id = "same";
    check_refused(commit_one(*opened.store, repeated), 1);
    repeated.messages[0].client_id = "";
    REQUIRE(commit_one(*opened.store, repeated));
}

TEST_CASE_TEMPLATE(
    "widget keys and login tokens are unique in the server, visitors in their workspace", Database,
    FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto first = commit_at(1, 1);
    first.widgets = {filled<row::Widget>(1)};
    first.widgets[0].workspace = first.widgets[0].id = 1;
    first.widgets[0].key = "key";
    first.logins = {filled<row::Login>(1)};
    first.logins[0].workspace = first.logins[0].id = 1;
    first.logins[0].token_hash = "token";
    first.customers = {customer(1, 1)};
    REQUIRE(commit_one(*opened.store, first));

    auto second = commit_at(2, 1);
    second.customers = {customer(2, 1)};
    second.widgets = first.widgets;
    second.widgets[0].workspace = 2;
    check_refused(commit_one(*opened.store, second), 2);
    second.widgets[0].key = "other key";
    second.logins = first.logins;
    second.logins[0].workspace = 2;
    check_refused(commit_one(*opened.store, second), 2);
    second.logins[0].token_hash = "other token";
    REQUIRE(commit_one(*opened.store, second));

    auto third = commit_at(1, 2);
    third.customers = {customer(1, 2)};
    third.customers[0].visitor = "visitor 1";
    check_refused(commit_one(*opened.store, third), 1);
}

TEST_CASE_TEMPLATE("the store refuses to reopen a closed conversation or to change its customer",
                   Database, FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto commit = commit_at(1, 1);
    commit.conversations = {open_conversation(1, 1, 1), closed_conversation(1, 2, 1, 7, 500)};
    REQUIRE(commit_one(*opened.store, commit));

    auto reopening = commit_at(1, 2);
    reopening.conversations = {open_conversation(1, 2, 1)};
    check_refused(commit_one(*opened.store, reopening), 1);
    auto stealing = commit_at(1, 2);
    stealing.conversations = {open_conversation(1, 1, 9)};
    check_refused(commit_one(*opened.store, stealing), 1);

    auto reading = commit_at(1, 2); // a closed one still changes
    reading.conversations = {closed_conversation(1, 2, 1, 7, 500)};
    reading.conversations[0].agent_read_seq = 12;
    REQUIRE(commit_one(*opened.store, reading));
    auto stored = value_of(opened.reader->conversation(WorkspaceId(1), ConversationId(2)));
    REQUIRE(stored);
    CHECK(stored->agent_read_seq == 12);
}

TEST_CASE_TEMPLATE("a reader that was open before sees what was committed", Database,
                   FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto other = value_of(opened.store->reader());
    for (Position position = 1; position <= 3; ++position) {
        REQUIRE(commit_one(*opened.store, commit_at(1, position)));
        CHECK(value_of(opened.reader->position(WorkspaceId(1))) == position);
        CHECK(value_of(other->position(WorkspaceId(1))) == position);
    }
}

TEST_CASE_TEMPLATE("an empty commit and a probe are fine", Database, FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    std::vector<WorkspaceCommit> none;
    CHECK(opened.store->commit(none));
    CHECK(opened.store->probe());
    CHECK(opened.store->probe());
    CHECK(value_of(opened.reader->workspaces()).empty());
}
