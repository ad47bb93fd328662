// Events of a batch to rows: each row once, with what the batch left.

#include "app/testing/switchboard_world.hpp"

using namespace parley;
using parley::testing::SwitchboardWorld;

namespace {

const Actor ava = Actor::of_agent(AgentId(2));
const Actor ann = Actor::of_customer("ann");

command::StartChat chat() {
    command::StartChat start;
    start.widget = "shop";
    start.text = "I lost my parcel";
    start.name = "Ann Berg";
    return start;
}

template <class Rows> std::size_t count(const Rows& rows, std::int64_t id) {
    std::size_t many = 0;
    for (const auto& row : rows)
        many += row.id == id ? 1 : 0;
    return many;
}

} // namespace

TEST_CASE("a row is written once a commit, however often it changed") {
    SwitchboardWorld world;
    auto agent = world.follower(ava);
    world.ask(ann, chat());
    for (int i = 0; i < 10; ++i)
        world.ask(ann, command::SendMessage{ConversationId(1), "again"}, "m" + std::to_string(i));
    world.ask(ava, command::SetPresence{PresenceKind::busy});
    world.ask(ava, command::SetPresence{PresenceKind::away});
    auto batch = world.cut();
    REQUIRE(batch.commit);
    const auto& commit = *batch.commit;
    CHECK(count(commit.conversations, 1) == 1);
    CHECK(count(commit.agents, 2) == 1);
    CHECK(count(commit.customers, 1) == 1);
    CHECK(commit.messages.size() == 11);
    CHECK(commit.conversations[0].last_seq == 11);
    CHECK(commit.conversations[0].position == batch.position);
    CHECK(commit.agents[0].position == batch.position);
    CHECK(commit.workspace.position == batch.position);
    CHECK(commit.position_before + 1 == batch.position);
}

TEST_CASE("[CV4] every session of a batch has its row, also those that are over already") {
    SwitchboardWorld world;
    auto agent = world.follower(ava);
    world.ask(ann, chat());
    world.commit();
    for (int i = 0; i < 3; ++i)
        world.ask(ava, command::RejectOffer{ConversationId(1)});
    auto batch = world.cut();
    REQUIRE(batch.commit);
    std::map<std::int64_t, std::string> closures;
    for (const auto& session : batch.commit->sessions)
        closures[session.number] = session.state + " " + session.closure;
    CHECK(closures == std::map<std::int64_t, std::string>{{1, "closed agent_reject"},
                                                          {2, "closed agent_reject"},
                                                          {3, "closed agent_reject"}});
}

TEST_CASE("the journal names what happened and holds nothing that people wrote") {
    SwitchboardWorld world;
    auto agent = world.follower(ava);
    auto start = chat();
    start.page = "https://shop.example/secret-page";
    start.context = {{"card", "4111"}};
    world.ask(ann, start);
    world.ask(ava, command::SaveQuickReply{{{}, AgentId(2), "hi", "", "My own words"}});
    auto batch = world.cut();
    REQUIRE(batch.commit);
    const auto& told = batch.commit->journal.events;
    CHECK(told.find("conversation_started") != std::string::npos);
    CHECK(told.find("message_added") != std::string::npos);
    CHECK(told.find("\"actor\":\"agent:2\"") != std::string::npos);
    CHECK(told.find("\"actor\":\"customer\"") != std::string::npos);
    for (auto secret : {"parcel", "Berg", "secret-page", "4111", "own words", "ann"})
        CHECK_MESSAGE(told.find(secret) == std::string::npos, secret << " in " << told);
    REQUIRE(parse_json(told));
}

TEST_CASE(
    "members that leave a queue are removed, and those that come back in the same batch are not") {
    SwitchboardWorld world;
    auto save = [&](std::vector<AgentId> members) {
        world.as_system(command::SaveQueue{QueueId(1), "Support", 100,
                                           AssignmentMethod::round_robin, std::move(members)});
    };
    save({AgentId(2)});
    auto batch = world.cut();
    REQUIRE(batch.commit->queue_members_removed.size() == 1);
    CHECK(batch.commit->queue_members_removed[0].agent == 3);
    save({});
    save({AgentId(3)});
    save({AgentId(2), AgentId(3)});
    batch = world.cut();
    CHECK(batch.commit->queue_members_removed.empty());
    CHECK(batch.commit->queue_members.size() == 2);
    world.restart();
    CHECK(world.switchboard->state().queues.at(QueueId(1)).members.size() == 2);
    save({AgentId(1)}); // members are known again after a restart
    batch = world.cut();
    CHECK(batch.commit->queue_members_removed.size() == 2);
}

TEST_CASE("what is made and deleted in one batch leaves no row") {
    SwitchboardWorld world;
    world.ask(ava, command::SaveQuickReply{{{}, AgentId(2), "hi", "", "Hello"}});
    world.ask(ava, command::DeleteQuickReply{QuickReplyId(1)});
    command::OpenLogin open{AgentId(2), LoginKind::browser, "hash", "test",
                            world.now + Millis(1'000'000)};
    world.as_system(open);
    world.as_system(command::CloseLogin{LoginId(1)});
    auto batch = world.cut();
    REQUIRE(batch.commit);
    CHECK(batch.commit->quick_replies.empty());
    CHECK(batch.commit->logins.empty());
    SwitchboardWorld::release(std::move(batch));
    world.restart();
    CHECK(world.switchboard->state().quick_replies.empty());
    CHECK(world.switchboard->state().logins.empty());
}
