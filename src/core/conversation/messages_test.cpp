#include "core/testing/world.hpp"

#include "base/limits.hpp"

using namespace parley;
using parley::testing::World;

namespace {

Actor visitor(const std::string& name) { return Actor::of_customer(name); }
Actor by(AgentId agent) { return Actor::of_agent(agent); }

struct Talk : World {
    AgentId ava = hire("ava");
    ConversationId id = chat("ann");
    Talk() { accept(ava, id); }
};

} // namespace

TEST_CASE("[MS1] [MS8] [MS10] words in order, own words read, waiting until answered") {
    Talk talk;
    const Conversation& c = talk.at(talk.id);
    Time waits = c.waits_since;
    CHECK(waits == talk.now);
    CHECK(c.last_seq == 2); // "Hello" and the line of who joined
    talk.pass_seconds(5);
    CHECK(talk.says("ann", talk.id, "two", "a").receipt.seq == 3);
    CHECK(c.waits_since == waits);
    CHECK(c.customer_read_seq == 3);
    CHECK(c.agent_read_seq == 0);
    CHECK(talk.says(talk.ava, talk.id, "three", "a").receipt.seq == 4);
    CHECK(c.waits_since == Time());
    CHECK(c.agent_read_seq == 4);
    CHECK(c.last_customer_seq == 3);
    CHECK(c.last_agent_seq == 4);
    CHECK(c.last_customer_at == talk.now);
}

TEST_CASE("[MS2] who may write when") {
    World world;
    AgentId ava = world.hire("ava");
    ConversationId id = world.chat("ann");
    world.says("ann", id, "while offered", "a");
    CHECK(world.refused(by(ava), command::SendMessage{id, "too early"}, "b").reason ==
          "not_your_session");
    world.accept(ava, id);
    world.says(ava, id, "now", "b");
    CHECK(world.refused(Actor::system(), command::SendMessage{id, "x"}, "c").reason ==
          "role_required");
}

TEST_CASE("[MS3] texts that are refused name the field") {
    Talk talk;
    for (std::string text :
         {std::string(), std::string(" \n\t "), std::string("a\x01"), std::string("\xff"),
          std::string("nul\0", 4), std::string(limits::message_characters_max + 1, 'x')}) {
        auto refused = talk.refused(visitor("ann"), command::SendMessage{talk.id, text}, "a");
        CHECK(refused.code == ErrorCode::invalid_argument);
        CHECK(refused.detail.starts_with("text: "));
    }
    std::string longest;
    for (std::size_t i = 0; i < limits::message_characters_max; ++i)
        longest += "\U0001F600";
    talk.says("ann", talk.id, longest, "a");
    CHECK(talk.refused(visitor("ann"), command::SendMessage{talk.id, "x"}).detail ==
          "client_id: is missing");
    CHECK(talk.refused(visitor("ann"), command::SendMessage{talk.id, "x"}, std::string(65, 'c'))
              .code == ErrorCode::invalid_argument);
}

TEST_CASE("[MS4] a repeat gets the first answer, another text is refused") {
    Talk talk;
    Seq seq = talk.says("ann", talk.id, "once", "a").receipt.seq;
    auto again = talk.says("ann", talk.id, "once", "a");
    CHECK(again.receipt.seq == seq);
    CHECK(again.receipt.repeated);
    CHECK(again.events.empty());
    auto reused = talk.refused(visitor("ann"), command::SendMessage{talk.id, "twice"}, "a");
    CHECK(reused.code == ErrorCode::conflict);
    CHECK(reused.reason == "client_id_reused");

    Seq answer = talk.says(talk.ava, talk.id, "answer", "b").receipt.seq;
    talk.ok(by(talk.ava), command::LeaveConversation{talk.id});
    CHECK(talk.says(talk.ava, talk.id, "answer", "b").receipt.seq == answer);
    talk.ok(visitor("ann"), command::EndConversation{talk.id});
    REQUIRE(talk.at(talk.id).state == ConversationState::closed);
    CHECK(talk.says("ann", talk.id, "once", "a").receipt.seq == seq);
    CHECK(talk.refused(visitor("ann"), command::SendMessage{talk.id, "new"}, "n").reason ==
          "conversation_closed");
}

TEST_CASE("[MS4] an agent who has lost sight of a conversation still gets the first answer") {
    Talk talk;
    Seq answer = talk.says(talk.ava, talk.id, "answer", "b").receipt.seq;
    AgentId ben = talk.hire("ben");
    talk.ok(by(talk.ava), command::LeaveConversation{talk.id});
    talk.as_system(
        command::SaveQueue{QueueId(1), "Support", 100, AssignmentMethod::highest_capacity, {ben}});
    talk.accept(ben, talk.id);
    auto again = talk.says(talk.ava, talk.id, "answer", "b");
    CHECK(again.receipt.repeated);
    CHECK(again.receipt.seq == answer);
    auto fresh = talk.refused(by(talk.ava), command::SendMessage{talk.id, "new"}, "n");
    CHECK(fresh.reason == "conversation_not_found");
    // Client ids are the sender's own: a stranger learns nothing by guessing one.
    talk.says("ann", talk.id, "question", "q");
    talk.connect("bob");
    auto stranger = talk.refused(visitor("bob"), command::SendMessage{talk.id, "question"}, "q");
    CHECK(stranger.reason == "conversation_not_found");
}

TEST_CASE("[MS5] two senders may use the same client id") {
    Talk talk;
    Seq customer = talk.says("ann", talk.id, "one", "same").receipt.seq;
    Seq agent = talk.says(talk.ava, talk.id, "two", "same").receipt.seq;
    CHECK(customer != agent);
    AgentId ben = talk.hire("ben");
    talk.ok(by(talk.ava), command::LeaveConversation{talk.id});
    talk.accept(ben, talk.id);
    auto other = talk.says(ben, talk.id, "three", "same");
    CHECK(!other.receipt.repeated);
    CHECK(other.receipt.seq > agent);
}

TEST_CASE("[MS6] client ids hold across a restart and after Closed and forgotten") {
    Talk talk;
    Seq seq = talk.says("ann", talk.id, "once", "a").receipt.seq;
    talk.restart();
    talk.connect("ann");
    talk.connect(talk.ava);
    int before = talk.hydrations;
    CHECK(talk.says("ann", talk.id, "once", "a").receipt.seq == seq);
    CHECK(talk.hydrations == before + 1);
    CHECK(talk.says("ann", talk.id, "next", "b").receipt.seq == seq + 1);
    CHECK(talk.hydrations == before + 1);
    talk.ok(visitor("ann"), command::EndConversation{talk.id});
    talk.ok(by(talk.ava), command::LeaveConversation{talk.id});
    talk.evict();
    auto late = talk.says("ann", talk.id, "next", "b");
    CHECK(late.receipt.seq == seq + 1);
    CHECK(late.receipt.repeated);
    CHECK(talk.refused(visitor("ann"), command::SendMessage{talk.id, "other"}, "b").reason ==
          "client_id_reused");
    CHECK(talk.w.sent.empty());
    CHECK(talk.w.customers.empty());
}

TEST_CASE("[MS9] read marks never go back and never beyond the last message") {
    Talk talk;
    talk.says("ann", talk.id, "two", "a");
    talk.ok(by(talk.ava), command::MarkRead{talk.id, 2});
    CHECK(talk.at(talk.id).agent_read_seq == 2);
    CHECK(talk.ok(by(talk.ava), command::MarkRead{talk.id, 1}).events.empty());
    CHECK(talk.ok(by(talk.ava), command::MarkRead{talk.id, 2}).events.empty());
    talk.ok(by(talk.ava), command::MarkRead{talk.id, 99});
    CHECK(talk.at(talk.id).agent_read_seq == 3);
    CHECK(talk.ok(visitor("ann"), command::MarkRead{talk.id, -5}).events.empty());
}

TEST_CASE("[MS11] context merges, and an empty value removes its key") {
    World world;
    ConversationId id = world.chat("ann");
    world.ok(visitor("ann"), command::SetContext{id, {{"cart", "1"}, {"page", "home"}}});
    auto outcome = world.ok(visitor("ann"), command::SetContext{id, {{"cart", "2"}, {"page", ""}}});
    CHECK(outcome.events.size() == 1);
    CHECK(world.at(id).context == std::map<std::string, std::string>{{"cart", "2"}});
    CHECK(world.ok(visitor("ann"), command::SetContext{id, {{"cart", "2"}}}).events.empty());
    std::map<std::string, std::string> many;
    for (std::size_t i = 0; i < limits::context_entries_max; ++i)
        many["k" + std::to_string(i)] = "v";
    CHECK(world.refused(visitor("ann"), command::SetContext{id, many}).code ==
          ErrorCode::invalid_argument);
    many.clear();
    for (int i = 0; i < 20; ++i)
        many["k" + std::to_string(i)] = std::string(1'000, 'v');
    CHECK(world.refused(visitor("ann"), command::SetContext{id, many}).code ==
          ErrorCode::invalid_argument);
}

TEST_CASE("[MS12] a conversation that is full says so, and can still be ended") {
    Talk talk;
    talk.w.conversations.at(talk.id).last_seq = limits::conversation_messages_max;
    CHECK(talk.refused(visitor("ann"), command::SendMessage{talk.id, "more"}, "m").reason ==
          "conversation_full");
    Request end{visitor("ann"), "", command::EndConversation{talk.id}};
    CHECK(std::holds_alternative<Outcome>(run(talk.w, end, {}, talk.now)));
}
