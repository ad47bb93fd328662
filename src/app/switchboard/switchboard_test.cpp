// Client ids, facts that are not in memory, and what a batch owes to whom.

#include "app/testing/switchboard_world.hpp"
#include "base/limits.hpp"

using namespace parley;
using parley::testing::SwitchboardWorld;

namespace {

const Actor ava = Actor::of_agent(AgentId(2));
const Actor ann = Actor::of_customer("ann");

command::SetPresence chooses(PresenceKind kind) { return {kind}; }

command::StartChat chat(const std::string& text) {
    command::StartChat start;
    start.widget = "shop";
    start.text = text;
    return start;
}

std::string text_of(const SwitchboardWorld::Answer& answer) {
    REQUIRE(answer->has_value());
    REQUIRE_MESSAGE((*answer)->has_value(), (*answer)->error().reason);
    return ***answer;
}

std::string refusal_of(const SwitchboardWorld::Answer& answer) {
    REQUIRE(answer->has_value());
    REQUIRE(!(*answer)->has_value());
    return (*answer)->error().reason;
}

} // namespace

TEST_CASE("[FD6] an answer comes with its batch, and the batch's position") {
    SwitchboardWorld world;
    auto first = world.ask(ava, chooses(PresenceKind::away));
    CHECK_FALSE(first->has_value());
    auto batch = world.cut();
    CHECK_FALSE(first->has_value());
    REQUIRE(batch.commit);
    CHECK(batch.commit->journal.position == batch.position);
    SwitchboardWorld::release(std::move(batch));
    CHECK(text_of(first).ends_with(
        "\"position\":" + std::to_string(world.switchboard->state().position) + "}"));
}

TEST_CASE("a refusal and a change that changes nothing cost no commit") {
    SwitchboardWorld world;
    auto position = world.switchboard->state().position;
    auto refused = world.ask(ann, chooses(PresenceKind::away));
    auto batch = world.cut();
    CHECK_FALSE(batch.commit);
    SwitchboardWorld::release(std::move(batch));
    CHECK(refusal_of(refused) == "role_required");
    CHECK(world.switchboard->state().position == position);
}

TEST_CASE("[ED3] a repeat in the same batch, later, and after a restart gets the first answer") {
    SwitchboardWorld world;
    auto first = world.ask(ava, chooses(PresenceKind::away), "once", 7);
    auto in_batch = world.ask(ava, chooses(PresenceKind::away), "once", 7);
    world.commit();
    auto answer = text_of(first);
    CHECK(text_of(in_batch) == answer);
    world.ask(ava, chooses(PresenceKind::busy));
    world.commit();
    auto later = world.ask(ava, chooses(PresenceKind::away), "once", 7);
    world.commit();
    CHECK(text_of(later) == answer);
    CHECK(world.switchboard->state().agents.at(AgentId(2)).presence.kind == PresenceKind::busy);
    world.restart();
    auto restarted = world.ask(ava, chooses(PresenceKind::away), "once", 7);
    world.commit();
    CHECK(text_of(restarted) == answer);
    CHECK(world.switchboard->state().agents.at(AgentId(2)).presence.kind == PresenceKind::busy);
}

TEST_CASE("[ED3] another body under the same client id is refused, whenever it comes") {
    SwitchboardWorld world;
    world.ask(ava, chooses(PresenceKind::away), "once", 7);
    auto in_batch = world.ask(ava, chooses(PresenceKind::busy), "once", 8);
    world.commit();
    CHECK(refusal_of(in_batch) == "client_id_reused");
    auto later = world.ask(ava, chooses(PresenceKind::busy), "once", 8);
    world.commit();
    CHECK(refusal_of(later) == "client_id_reused");
    world.restart();
    auto restarted = world.ask(ava, chooses(PresenceKind::busy), "once", 8);
    world.commit();
    CHECK(refusal_of(restarted) == "client_id_reused");
}

TEST_CASE("[ED3] client ids are the actor's own, and a refusal is not kept") {
    SwitchboardWorld world;
    auto refused = world.ask(ava, command::AcceptOffer{ConversationId(1)}, "once", 7);
    world.commit();
    CHECK(refusal_of(refused) == "conversation_not_found");
    auto agent = world.follower(ava);
    world.ask(ann, chat("Hello"), "once", 9);
    world.commit();
    auto accepted = world.ask(ava, command::AcceptOffer{ConversationId(1)}, "once", 7);
    world.commit();
    text_of(accepted);
    CHECK(world.switchboard->state().conversations.at(ConversationId(1)).session.state ==
          SessionState::accepted);
}

TEST_CASE("commands that wait for the same fact are decided in their order") {
    SwitchboardWorld world;
    world.answers_facts = false;
    auto first = world.ask(ann, chat("First"));
    auto second = world.ask(ann, chat("Second"));
    CHECK(world.wanted.size() == 1); // one question for both
    CHECK(world.switchboard->state().counters.conversations == 0);
    world.answers_facts = true;
    world.answer_facts();
    world.commit();
    CHECK(text_of(first).find("\"conversation\":1") != std::string::npos);
    CHECK(refusal_of(second) == "customer_has_chat");
}

TEST_CASE("a command that waits for facts does not hold up others") {
    SwitchboardWorld world;
    world.answers_facts = false;
    auto waiting = world.ask(ann, chat("Hello"));
    auto other = world.ask(ava, chooses(PresenceKind::away));
    world.commit();
    text_of(other);
    CHECK_FALSE(waiting->has_value());
}

TEST_CASE("[ED9] only so many commands wait for facts, the others are refused") {
    SwitchboardWorld world;
    world.answers_facts = false;
    std::vector<SwitchboardWorld::Answer> answers;
    for (std::size_t i = 0; i < limits::parked_commands_max; ++i)
        answers.push_back(world.ask(Actor::of_customer("v" + std::to_string(i)), chat("Hello")));
    auto beyond = world.ask(Actor::of_customer("beyond"), chat("Hello"));
    world.commit();
    CHECK(refusal_of(beyond) == "overloaded");
    world.answers_facts = true;
    world.answer_facts();
    world.commit();
    for (const auto& answer : answers)
        text_of(answer);
    auto after = world.ask(Actor::of_customer("after"), chat("Hello"));
    world.commit();
    text_of(after);
}

TEST_CASE("a fact that cannot be read refuses who waits for it, queries too, and is asked again") {
    SwitchboardWorld world;
    world.answers_facts = false;
    auto command = world.ask(ann, chat("Hello"));
    REQUIRE(world.wanted.size() == 1);
    auto want = world.wanted[0].first;
    world.switchboard->hydrate(fail(ErrorCode::unavailable, "store_busy"), want, world.now);
    world.commit();
    CHECK(refusal_of(command) == "store_unavailable");
    world.wanted.clear();
    world.answers_facts = true;
    auto again = world.ask(ann, chat("Hello"));
    world.commit();
    text_of(again);

    world.restart();
    world.answers_facts = false;
    auto query = std::make_shared<std::optional<Result<std::string>>>();
    ReplyTo to;
    to.done = [query](Result<std::string> result) { *query = std::move(result); };
    bool asked = false;
    world.switchboard->query(
        {ConversationId(1)}, [&](Switchboard&, Time) { asked = true; }, world.now, to);
    world.answer_facts();
    REQUIRE(world.wanted.size() == 1);
    want = world.wanted[0].first;
    world.switchboard->hydrate(fail(ErrorCode::unavailable, "store_busy"), want, world.now);
    world.commit();
    CHECK_FALSE(asked);
    CHECK(refusal_of(query) == "store_unavailable");
}

TEST_CASE(
    "[ED10] who waits for facts when memory is given up is told that the outcome is unknown") {
    SwitchboardWorld world;
    world.answers_facts = false;
    auto first = world.ask(ann, chat("Hello"), "once", 1); // waits for two facts
    auto second = world.ask(Actor::of_customer("bob"), chat("Hello"));
    world.switchboard->abandon();
    world.commit();
    CHECK(refusal_of(first) == "outcome_unknown");
    CHECK(refusal_of(second) == "outcome_unknown");
    for (const auto& [want, before] : world.wanted) // facts that come late find nobody
        world.switchboard->hydrate(load_fact(world.rows, WorkspaceId(1), want, before), want,
                                   world.now);
    CHECK_FALSE(world.commit());
}

TEST_CASE("[MS6] a Closed conversation's client ids are found in the store") {
    SwitchboardWorld world;
    auto agent = world.follower(ava);
    world.ask(ann, chat("Hello"));
    world.commit();
    auto sent = world.ask(ann, command::SendMessage{ConversationId(1), "One"}, "m1");
    world.commit();
    world.ask(ann, command::EndConversation{ConversationId(1)});
    world.commit();
    world.pass(Millis(20 * 60'000));
    world.ask(ava, chooses(PresenceKind::away));
    world.commit(); // what was closed long ago leaves memory with a commit
    CHECK_FALSE(world.switchboard->state().conversations.contains(ConversationId(1)));
    auto again = world.ask(ann, command::SendMessage{ConversationId(1), "One"}, "m1");
    auto other = world.ask(ann, command::SendMessage{ConversationId(1), "Two"}, "m2");
    world.commit();
    CHECK(text_of(again).find("\"seq\":2") != std::string::npos);
    CHECK(refusal_of(other) == "conversation_closed");
    CHECK_FALSE(world.switchboard->state().sent.contains(ConversationId(1)));
}

TEST_CASE("[FD1] a message and a change of set-up in one batch: both arrive") {
    SwitchboardWorld world;
    auto agent = world.follower(ava);
    world.ask(ann, chat("Hello"));
    world.ask(ava, command::AcceptOffer{ConversationId(1)});
    world.commit();
    world.ask(ann, command::SendMessage{ConversationId(1), "In the same batch"}, "m1");
    world.as_system(
        command::SaveQueue{{}, "Another", 100, AssignmentMethod::round_robin, {AgentId(2)}});
    world.commit();
    CHECK(agent.rows().messages().at(1).size() == 3);
    CHECK(agent.rows().find("queue/2") != nullptr);
    CHECK(agent.rows().problems().empty());
}

TEST_CASE("[FD5] who follows a second time on one connection gets everything again") {
    SwitchboardWorld world;
    auto agent = world.follower(ava);
    world.ask(ann, chat("Hello"));
    world.ask(ava, command::AcceptOffer{ConversationId(1)});
    world.commit();
    world.follow(agent);
    world.commit();
    CHECK(agent.rows().messages().at(1).size() == 2);
    CHECK(agent.rows().problems().empty());
}

TEST_CASE("[FD3] who looks at a conversation loses it when it is no longer theirs to see") {
    SwitchboardWorld world;
    auto agent = world.follower(Actor::of_agent(AgentId(3)));
    world.ask(ava, chooses(PresenceKind::available));
    auto other = world.follower(ava);
    world.ask(ann, chat("Hello"));
    world.commit();
    const auto& c = world.switchboard->state().conversations.at(ConversationId(1));
    auto& watcher = c.session.agent == AgentId(3) ? other : agent;
    auto& hub = world.switchboard->hub();
    hub.open(world.switchboard->state(), world.switchboard->batch(), watcher.subscriber,
             ConversationId(1), 0);
    world.commit();
    CHECK(watcher.rows().find("conversation/1") != nullptr);
    world.as_system(command::SaveQueue{
        QueueId(1), "Support", 100, AssignmentMethod::highest_capacity, {c.session.agent}});
    world.commit();
    CHECK(watcher.rows().find("conversation/1") == nullptr);
    world.ask(ann, command::SendMessage{ConversationId(1), "Not for you"}, "m1");
    world.commit();
    CHECK_FALSE(watcher.rows().messages().contains(1));
    CHECK(watcher.rows().problems().empty());
}

TEST_CASE("[FD12] a connection of before a reload gets its answers and nobody else's") {
    SwitchboardWorld world;
    auto stale = world.follower(ava);
    for (int i = 0; i < 5; ++i) {
        world.ask(ava, chooses(i % 2 ? PresenceKind::away : PresenceKind::busy));
        world.commit();
    }
    auto number = stale.subscriber->batch;
    world.restart();
    // Cut until the new switchboard is at the batch that the connection remembers.
    auto ben = world.connect(Actor::of_agent(AgentId(3)));
    world.follow(ben);
    for (std::uint64_t i = 1; i < number; ++i) {
        world.switchboard->reply({ben.subscriber, 100, {}}, "{}");
        world.commit();
    }
    world.switchboard->reply({ben.subscriber, 101, {}}, "{}");
    stale.subscriber->slot = 0;
    world.switchboard->reply({stale.subscriber, 102, {}}, "{}");
    world.commit();
    CHECK(stale.socket->frames.back().at("id") == 102);
    CHECK(ben.socket->frames.back().at("id") == 101);
}

TEST_CASE("[SU8] an agent has so many quick replies of its own and no more") {
    SwitchboardWorld world;
    SwitchboardWorld::Answer last;
    auto save = [&](const Actor& actor, AgentId owner) {
        last = world.ask(actor, command::SaveQuickReply{{{}, owner, "hi", "", "Hello"}});
    };
    for (std::size_t i = 0; i < limits::quick_replies_of_agent_max; ++i)
        save(ava, AgentId(2));
    world.commit();
    text_of(last);
    save(ava, AgentId(2));
    world.commit();
    CHECK(refusal_of(last) == "too_many_quick_replies");
    save(Actor::of_agent(AgentId(3)), AgentId(3)); // the others have their own
    world.commit();
    text_of(last);
}

TEST_CASE("[ED3] what changed nothing has a first answer too, also after a restart") {
    SwitchboardWorld world;
    world.ask(ava, chooses(PresenceKind::away));
    world.commit();
    auto first = world.ask(ava, chooses(PresenceKind::away), "once", 7);
    world.commit();
    world.ask(ava, chooses(PresenceKind::busy));
    world.commit();
    world.restart();
    auto late = world.ask(ava, chooses(PresenceKind::away), "once", 7);
    world.commit();
    CHECK(text_of(late) == text_of(first));
    CHECK(world.switchboard->state().agents.at(AgentId(2)).presence.kind == PresenceKind::busy);
}

TEST_CASE("[MS6] any number of repeats may wait for one Closed conversation's client ids") {
    SwitchboardWorld world;
    world.ask(ann, chat("Hello"));
    world.commit();
    std::vector<SwitchboardWorld::Answer> answers;
    for (int i = 0; i < 8; ++i) {
        world.ask(ann, command::SendMessage{ConversationId(1), "Words"}, "m" + std::to_string(i));
        world.commit();
    }
    world.ask(ann, command::EndConversation{ConversationId(1)});
    world.commit();
    world.restart();
    world.answers_facts = false;
    for (int i = 0; i < 8; ++i)
        answers.push_back(world.ask(ann, command::SendMessage{ConversationId(1), "Words"},
                                    "m" + std::to_string(i)));
    world.answers_facts = true;
    world.answer_facts();
    world.commit();
    for (std::size_t i = 0; i < answers.size(); ++i)
        CHECK(text_of(answers[i]).find("\"seq\":" + std::to_string(i + 2)) != std::string::npos);
    CHECK(world.switchboard->state().sent.empty());
    CHECK(world.switchboard->state().customers.empty());
}

TEST_CASE("[ED8] a connection that comes when its login has just been closed is closed") {
    SwitchboardWorld world;
    command::OpenLogin open{AgentId(2), LoginKind::browser, "hash", "", world.now + Millis(60'000)};
    world.as_system(open);
    world.commit();
    auto with_login = Actor::of_agent(AgentId(2), LoginId(1));
    world.ask(with_login, command::SignOut{});
    world.commit(); // the edge may still hold it for good
    auto late = world.connect(with_login);
    world.follow(late);
    world.commit();
    CHECK(late.socket->close_code == 4504);
    CHECK(late.rows().rows().empty());
    CHECK(world.switchboard->hub().connections(AgentId(2)) == 0);
    world.disconnect(late);
    world.commit();
}

TEST_CASE("[FD1] who asks for the open list twice and then leaves it keeps nothing of it") {
    SwitchboardWorld world;
    auto agent = world.follower(ava);
    world.ask(ava, chooses(PresenceKind::away));
    world.ask(Actor::of_agent(AgentId(3)), chooses(PresenceKind::away));
    world.ask(ann, chat("Hello"));
    world.commit();
    auto list = [&](bool on) {
        world.switchboard->hub().follow_open_list(world.switchboard->state(),
                                                  world.switchboard->batch(), agent.subscriber, on);
        world.commit();
    };
    list(true);
    world.pulse();
    CHECK(agent.rows().find("list/open") != nullptr);
    CHECK(agent.rows().find("conversation/1") != nullptr);
    list(true);
    list(false);
    CHECK(agent.rows().find("list/open") == nullptr);
    CHECK(agent.rows().find("conversation/1") == nullptr);
}

TEST_CASE(
    "[FD3] who leaves a conversation that the open list shows keeps its card, not its words") {
    SwitchboardWorld world;
    auto agent = world.follower(ava);
    world.ask(ann, chat("Hello"));
    world.ask(ava, command::AcceptOffer{ConversationId(1)});
    world.commit();
    REQUIRE(agent.rows().messages().contains(1));
    world.ask(ava, chooses(PresenceKind::away));
    world.switchboard->hub().follow_open_list(world.switchboard->state(),
                                              world.switchboard->batch(), agent.subscriber, true);
    world.ask(ava, command::LeaveConversation{ConversationId(1)});
    world.pulse(); // in the same batch
    CHECK(agent.rows().find("conversation/1") != nullptr);
    CHECK_FALSE(agent.rows().messages().contains(1));
    CHECK(agent.rows().problems().empty());
}
