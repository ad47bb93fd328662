// Every row is given back as it was stored.
#include "contract/rows.hpp"
#include "contract/stores.hpp"

#include <doctest/doctest.h>

using namespace parley;
using namespace parley::contract;

namespace {

// A commit with two rows of every kind, all in workspace 1; `variant` changes every field that may
// change.
WorkspaceCommit everything(Position position, std::size_t variant) {
    auto commit = commit_at(1, position);
    auto n = variant * 5;
    commit.workspace = filled<row::Workspace>(n);
    commit.workspace.id = 1;
    commit.workspace.position = position;
    for (std::int64_t id = 1; id <= 2; ++id, ++n) {
        auto add = [&](auto& rows) -> auto& {
            rows.push_back(filled<typename std::remove_cvref_t<decltype(rows)>::value_type>(n));
            rows.back().workspace = 1;
            return rows.back();
        };
        add(commit.agents).id = id;
        add(commit.queues).id = id;
        auto& member = add(commit.queue_members);
        member.queue = id;
        member.agent = 7;
        add(commit.workstreams).id = id;
        auto& widget = add(commit.widgets);
        widget.id = id;
        widget.key += std::to_string(id);
        add(commit.quick_replies).id = id;
        auto& login = add(commit.logins);
        login.id = id;
        login.token_hash += std::to_string(id);
        auto& customer = add(commit.customers);
        customer.id = id;
        customer.visitor += std::to_string(id);
        auto& conversation = add(commit.conversations);
        conversation.id = id;
        conversation.customer = id;
        conversation.closed_at = 0;
        conversation.session = 3;
        auto& session = add(commit.sessions);
        session.conversation = id;
        session.number = 3;
        auto& operation = add(commit.client_operations);
        operation.actor = awkward_text(static_cast<std::size_t>(id)) + "actor";
        operation.client_id = "c" + std::to_string(id);
    }
    return commit;
}

template <class Row>
void check_equal(const std::vector<Row>& stored, const std::vector<Row>& written) {
    REQUIRE(stored.size() == written.size());
    for (std::size_t i = 0; i < stored.size(); ++i)
        CHECK(text_of(stored[i]) == text_of(written[i]));
}

void check_loaded(StoreReader& reader, const WorkspaceCommit& written) {
    auto loaded = value_of(reader.load(WorkspaceId(1)));
    CHECK(text_of(loaded.workspace) == text_of(written.workspace));
    check_equal(loaded.agents, written.agents);
    check_equal(loaded.queues, written.queues);
    check_equal(loaded.queue_members, written.queue_members);
    check_equal(loaded.workstreams, written.workstreams);
    check_equal(loaded.widgets, written.widgets);
    check_equal(loaded.quick_replies, written.quick_replies);
    check_equal(loaded.logins, written.logins);
    check_equal(loaded.conversations, written.conversations);
    check_equal(loaded.sessions, written.sessions);
    check_equal(loaded.customers, written.customers);
    for (const auto& operation : written.client_operations) {
        auto stored =
            value_of(reader.client_operation(WorkspaceId(1), operation.actor, operation.client_id));
        REQUIRE(stored);
        CHECK(text_of(*stored) == text_of(operation));
    }
}

} // namespace

TEST_CASE_TEMPLATE("a workspace is loaded as it was stored, whatever its texts and numbers",
                   Database, FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto written = everything(1, 0);
    REQUIRE(commit_one(*opened.store, written));
    check_loaded(*opened.reader, written);
}

TEST_CASE_TEMPLATE("a row that is stored again replaces every field", Database, FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    REQUIRE(commit_one(*opened.store, everything(1, 0)));
    for (std::size_t variant = 1; variant < 4; ++variant) {
        auto written = everything(static_cast<Position>(variant) + 1, variant);
        REQUIRE(commit_one(*opened.store, written));
        check_loaded(*opened.reader, written);
    }
}

TEST_CASE_TEMPLATE("messages and journals are read back as they were stored", Database,
                   FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto commit = commit_at(1, 1);
    for (Seq seq = 1; seq <= 40; ++seq) {
        auto row = filled<row::Message>(static_cast<std::size_t>(seq));
        row.workspace = 1;
        row.conversation = 5;
        row.seq = seq;
        row.client_id += std::to_string(seq);
        commit.messages.push_back(row);
    }
    commit.journal = filled<row::Journal>(3);
    commit.journal.workspace = 1;
    commit.journal.position = 1;
    REQUIRE(commit_one(*opened.store, commit));

    check_equal(value_of(opened.reader->messages(WorkspaceId(1), ConversationId(5), 41, {}, 100)),
                commit.messages);
    check_equal(value_of(opened.reader->sent_messages(WorkspaceId(1), ConversationId(5))),
                commit.messages);
    check_equal(value_of(opened.reader->journal(WorkspaceId(1), 0, 10)), {commit.journal});
}

TEST_CASE_TEMPLATE("sent messages are those that carry a client id", Database, FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto commit = commit_at(1, 1);
    for (Seq seq = 1; seq <= 3; ++seq)
        commit.messages.push_back(message(1, 5, seq));
    commit.messages[1].client_id = "x";
    REQUIRE(commit_one(*opened.store, commit));
    auto sent = value_of(opened.reader->sent_messages(WorkspaceId(1), ConversationId(5)));
    CHECK(seqs_of(sent) == std::vector<std::int64_t>{2});
}

TEST_CASE_TEMPLATE("what is removed is gone, and may be stored anew in the same commit", Database,
                   FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto first = everything(1, 1);
    REQUIRE(commit_one(*opened.store, first));

    auto commit = commit_at(1, 2);
    commit.quick_replies_removed = {1, 99};
    commit.logins_removed = {1};
    commit.queue_members_removed = {first.queue_members[0]};
    auto login = first.logins[0]; // its token moves to another login
    login.id = 3;
    commit.logins = {login};
    REQUIRE(commit_one(*opened.store, commit));

    auto loaded = value_of(opened.reader->load(WorkspaceId(1)));
    CHECK(ids_of(loaded.quick_replies) == std::vector<std::int64_t>{2});
    CHECK(ids_of(loaded.logins) == std::vector<std::int64_t>{2, 3});
    REQUIRE(loaded.queue_members.size() == 1);
    CHECK(loaded.queue_members[0].queue == 2);
}

TEST_CASE_TEMPLATE("load gives what is hot: not Closed, with its current session and its customer",
                   Database, FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto commit = commit_at(1, 1);
    for (std::int64_t id = 1; id <= 4; ++id)
        commit.customers.push_back(customer(1, id));
    commit.conversations = {open_conversation(1, 1, 1), closed_conversation(1, 2, 2, 7, 500),
                            open_conversation(1, 3, 3), open_conversation(1, 4, 3)};
    commit.conversations[2].session = 2;
    for (auto [conversation, number] : {std::pair{2, 1}, {3, 1}, {3, 2}}) {
        row::Session session;
        session.workspace = 1;
        session.conversation = conversation;
        session.number = number;
        commit.sessions.push_back(session);
    }
    REQUIRE(commit_one(*opened.store, commit));

    auto loaded = value_of(opened.reader->load(WorkspaceId(1)));
    CHECK(ids_of(loaded.conversations) == std::vector<std::int64_t>{1, 3, 4});
    CHECK(ids_of(loaded.customers) == std::vector<std::int64_t>{1, 3});
    REQUIRE(loaded.sessions.size() == 1);
    CHECK(loaded.sessions[0].conversation == 3);
    CHECK(loaded.sessions[0].number == 2);

    auto closing = commit_at(1, 2);
    closing.conversations = {closed_conversation(1, 3, 3, 7, 900)};
    REQUIRE(commit_one(*opened.store, closing));
    loaded = value_of(opened.reader->load(WorkspaceId(1)));
    CHECK(ids_of(loaded.conversations) == std::vector<std::int64_t>{1, 4});
    auto stored = value_of(opened.reader->conversation(WorkspaceId(1), ConversationId(3)));
    REQUIRE(stored);
    CHECK(text_of(*stored) == text_of(closing.conversations[0]));
    CHECK(value_of(opened.reader->sessions(WorkspaceId(1), ConversationId(3))).size() == 2);
}

TEST_CASE_TEMPLATE("what is absent is absent, in this workspace and not in another", Database,
                   FOR_EVERY_STORE) {
    OpenedStore<Database> opened;
    auto commit = commit_at(1, 1);
    commit.customers = {customer(1, 1)};
    commit.conversations = {open_conversation(1, 1, 1)};
    commit.messages = {message(1, 1, 1)};
    REQUIRE(commit_one(*opened.store, commit));
    REQUIRE(commit_one(*opened.store, commit_at(2, 1)));

    auto& reader = *opened.reader;
    CHECK(value_of(reader.customer(WorkspaceId(1), CustomerId(1))));
    CHECK(value_of(reader.customer_by_visitor(WorkspaceId(1), "visitor 1")));
    CHECK_FALSE(value_of(reader.customer(WorkspaceId(2), CustomerId(1))));
    CHECK_FALSE(value_of(reader.customer_by_visitor(WorkspaceId(2), "visitor 1")));
    CHECK_FALSE(value_of(reader.customer_by_visitor(WorkspaceId(1), "Visitor 1")));
    CHECK_FALSE(value_of(reader.conversation(WorkspaceId(2), ConversationId(1))));
    CHECK(value_of(reader.messages(WorkspaceId(2), ConversationId(1), 100, {}, 10)).empty());
    CHECK(value_of(reader.load(WorkspaceId(2))).conversations.empty());
    CHECK(ids_of(value_of(reader.workspaces())) == std::vector<std::int64_t>{1, 2});
    CHECK(value_of(reader.position(WorkspaceId(2))) == 1);
    auto missing = reader.load(WorkspaceId(3));
    REQUIRE_FALSE(missing);
    CHECK(missing.error().reason == "workspace_not_found");
    CHECK_FALSE(reader.position(WorkspaceId(3)));
}
