#include "core/testing/world.hpp"

using namespace parley;
using parley::testing::World;

namespace {

Actor visitor(const std::string& name) { return Actor::of_customer(name); }
Actor by(AgentId agent) { return Actor::of_agent(agent); }

// ava has accepted ann's chat; ben is there too.
struct Talk : World {
    AgentId ava = hire("ava");
    ConversationId id = chat("ann");
    Talk() { accept(ava, id); }
};

void change_workstream(World& world, auto change) {
    command::SaveWorkstream c;
    c.value = world.w.workstreams.at(WorkstreamId(1));
    change(c.value);
    world.as_system(c);
}

} // namespace

TEST_CASE(
    "[ST1] [ST4] [ST5] a chat starts Open, with its first message and the widget's language") {
    World world;
    world.connect("ann");
    command::StartChat start;
    start.widget = "shop";
    start.name = " Ann ";
    start.text = "Hello";
    start.message_client_id = "m1";
    start.page = "https://shop.test/basket";
    start.device = "phone";
    start.context = {{"cart", "12"}, {"empty", ""}};
    auto outcome = world.ok(visitor("ann"), start);
    const Conversation& c = world.at(outcome.receipt.conversation);
    CHECK(outcome.receipt.seq == 1);
    CHECK(c.state == ConversationState::open);
    CHECK(c.queued_at == world.now);
    CHECK(c.language == "en");
    CHECK(c.context == std::map<std::string, std::string>{{"cart", "12"}});
    CHECK(c.last_customer_seq == 1);
    CHECK(c.waits_since == world.now);
    CHECK(world.w.customers.at(c.customer).name == "Ann");
    auto again = world.says("ann", c.id, "Hello", "m1");
    CHECK(again.receipt.seq == 1);
    CHECK(again.receipt.repeated);
    CHECK(again.events.empty());
}

TEST_CASE("[ST2] one customer per visitor, and a later start may bring a name") {
    World world;
    ConversationId first = world.chat("ann");
    world.ok(visitor("ann"), command::EndConversation{first});
    world.evict();
    command::StartChat start;
    start.widget = "shop";
    start.name = "Ann";
    ConversationId second = world.ok(visitor("ann"), start).receipt.conversation;
    CHECK(second != first);
    CHECK(world.at(second).customer == CustomerId(1));
    CHECK(world.w.customers.at(CustomerId(1)).name == "Ann");
    CHECK(world.w.counters.customers == 1);
}

TEST_CASE("[ST3] one running chat per customer and workstream") {
    World world;
    AgentId ava = world.hire("ava");
    ConversationId id = world.chat("ann");
    command::StartChat start;
    start.widget = "shop";
    auto refused = world.refused(visitor("ann"), start);
    CHECK(refused.code == ErrorCode::conflict);
    CHECK(refused.reason == "customer_has_chat");
    CHECK(refused.detail == std::to_string(id.value));
    world.accept(ava, id);
    CHECK(world.refused(visitor("ann"), start).reason == "customer_has_chat");
    world.ok(visitor("ann"), command::EndConversation{id});
    REQUIRE(world.at(id).state == ConversationState::wrap_up);
    world.ok(visitor("ann"), start);
}

TEST_CASE("[OF1] [CP3] an offer takes capacity and makes it Active") {
    World world;
    AgentId ava = world.hire("ava");
    ConversationId id = world.chat("ann");
    const Conversation& c = world.at(id);
    CHECK(world.is_offered(id, ava));
    CHECK(c.cause == StateCause::offered);
    CHECK(c.session.number == 1);
    CHECK(c.session.cause == AssignmentCause::automatic);
    CHECK(c.session.expires_at == world.now + Millis(120'000));
    CHECK(world.at(ava).load == 1);
    world.pass_seconds(120);
    CHECK(c.session.number == 2);
    CHECK(c.declines.at(ava) == 1);
}

TEST_CASE("[OF2] [MS7] accepting tells the customer who joined, as the widget names agents") {
    for (auto [mode, name] :
         {std::pair(AgentNameMode::full, "ava Example"), std::pair(AgentNameMode::first, "ava"),
          std::pair(AgentNameMode::nickname, "ava Example")}) {
        World world;
        command::SaveWidget widget;
        widget.value = world.w.widgets.at(WidgetId(1));
        widget.value.agent_name = mode;
        world.as_system(widget);
        AgentId ava = world.hire("ava");
        ConversationId id = world.chat("ann");
        auto outcome = world.accept(ava, id);
        CHECK(world.is_with(id, ava));
        const auto& line = std::get<event::MessageAdded>(outcome.events[1]);
        CHECK(line.message->line == SystemLine::agent_joined);
        CHECK(line.message->text == name);
        CHECK(line.message->agent == ava);
    }
    Agent agent;
    agent.name = "Eva Maria Roth";
    agent.nickname = "Evi";
    CHECK(display_name(agent, AgentNameMode::first) == "Eva");
    CHECK(display_name(agent, AgentNameMode::nickname) == "Evi");
}

TEST_CASE("[OF3] reject and time-out give it to the next agent, with its old age") {
    World world;
    AgentId ava = world.hire("ava");
    AgentId ben = world.hire("ben");
    Time start = world.now;
    ConversationId id = world.chat("ann");
    REQUIRE(world.is_offered(id, ava));
    world.pass_seconds(3);
    world.reject(ava, id);
    CHECK(world.is_offered(id, ben));
    CHECK(world.at(ava).load == 0);
    CHECK(world.at(id).queued_at == start);
    world.pass_seconds(120);
    CHECK(world.at(id).declines == routing::Declines{{ava, 1}, {ben, 1}});
    CHECK(world.at(id).session.number == 3);
    CHECK(world.lines(id).empty());
}

TEST_CASE("[OF4] an answer comes too late when the time is up, before any timer ran") {
    World world;
    AgentId ava = world.hire("ava");
    AgentId ben = world.hire("ben");
    ConversationId id = world.chat("ann");
    CHECK(world.refused(by(ben), command::AcceptOffer{id}).reason == "offer_gone");
    CHECK(world.refused(by(ben), command::RejectOffer{id}).reason == "offer_gone");
    world.now = world.now + Millis(119'999);
    Time last_chance = world.now;
    world.now = world.now + Millis(1);
    auto refused = world.refused(by(ava), command::AcceptOffer{id});
    CHECK(refused.reason == "offer_gone");
    CHECK(refused.code == ErrorCode::conflict);
    CHECK(world.is_offered(id, ava));
    world.as_system(command::Tick{});
    CHECK(world.is_offered(id, ben));
    CHECK(world.refused(by(ava), command::AcceptOffer{id}).reason == "offer_gone");

    World early;
    AgentId eve = early.hire("eve");
    ConversationId other = early.chat("ann");
    early.now = early.now + (last_chance - Time(1'700'000'000'000));
    early.accept(eve, other);
}

TEST_CASE("[OF5] a second accept is refused") {
    Talk talk;
    auto refused = talk.refused(by(talk.ava), command::AcceptOffer{talk.id});
    CHECK(refused.code == ErrorCode::conflict);
    CHECK(refused.reason == "already_accepted");
    CHECK(talk.refused(by(talk.ava), command::RejectOffer{talk.id}).reason == "already_accepted");
}

TEST_CASE("[OF6] the customer leaves before the answer: withdrawn and Closed") {
    World world;
    AgentId ava = world.hire("ava");
    ConversationId id = world.chat("ann");
    world.ok(visitor("ann"), command::EndConversation{id});
    const Conversation& c = world.at(id);
    CHECK(c.state == ConversationState::closed);
    CHECK(c.session.closure == SessionClosure::withdrawn);
    CHECK(c.closed_at == world.now);
    CHECK(world.at(ava).load == 0);
    CHECK(c.declines.empty());
    CHECK(world.lines(id) == std::vector{SystemLine::customer_ended});
    CHECK(world.refused(by(ava), command::AcceptOffer{id}).reason == "offer_gone");
    world.evict();
    CHECK(world.refused(by(ava), command::AcceptOffer{id}).reason == "offer_gone");
    CHECK(world.refused(by(ava), command::PickConversation{id}).reason == "not_open");
}

TEST_CASE("[OF7] an offer that ran out while the server was down is nobody's decline") {
    World world;
    AgentId ava = world.hire("ava");
    ConversationId id = world.chat("ann");
    REQUIRE(world.is_offered(id, ava));
    world.now = world.now + Millis(10 * 60'000);
    world.restart();
    world.connect("ann");
    world.connect(ava);
    world.as_system(command::Tick{});
    CHECK(world.at(id).declines.empty());
    CHECK(world.is_offered(id, ava));
    CHECK(world.at(id).session.number == 2);
    world.check_laws();
}

TEST_CASE("[CV3] [CV4] sessions are numbered and say who, how, when and why") {
    World world;
    AgentId ava = world.hire("ava", 1);
    ConversationId first = world.chat("ann");
    ConversationId second = world.chat("bob");
    CHECK(first == ConversationId(1));
    CHECK(second == ConversationId(2));
    Time offered = world.now;
    world.pass_seconds(1);
    world.reject(ava, first);
    const auto rejected =
        std::get<event::SessionClosed>(world.journal[world.journal.size() - 3].second);
    CHECK(rejected.session == 1);
    CHECK(rejected.closure == SessionClosure::agent_reject);
    const Session& again = world.at(first).session;
    CHECK(again.number == 2);
    CHECK(again.agent == ava);
    CHECK(again.cause == AssignmentCause::automatic);
    CHECK(again.assigned_at == offered + Millis(1'000));
    world.pass_seconds(2);
    world.accept(ava, first);
    CHECK(again.accepted_at == offered + Millis(3'000));
    world.pass_seconds(3);
    world.ok(by(ava), command::LeaveConversation{first});
    // ✖ counts as a decline, and ann is still the oldest: ava is the only one, so she gets it
    // again.
    CHECK(again.number == 3);
    const auto left =
        std::get<event::SessionClosed>(world.journal[world.journal.size() - 4].second);
    CHECK(left.closure == SessionClosure::agent_closed);
    CHECK(left.session == 2);
}

TEST_CASE("[OF8] [OF9] picking: at once accepted, even beyond the capacity") {
    World world;
    AgentId ava = world.hire("ava", 1);
    ConversationId first = world.chat("ann");
    world.accept(ava, first);
    ConversationId second = world.chat("bob");
    REQUIRE(world.is_open(second));
    world.ok(by(ava), command::PickConversation{second});
    CHECK(world.is_with(second, ava));
    CHECK(world.at(second).session.cause == AssignmentCause::pick);
    CHECK(world.at(second).session.over_capacity);
    CHECK(world.at(second).session.accepted_at == world.now);
    CHECK(world.at(ava).load == 2);
    CHECK(world.lines(second) == std::vector{SystemLine::agent_joined});
    ConversationId third = world.chat("cid");
    AgentId sofia(world.as_system(World::agent_named("sofia", Role::supervisor)).receipt.id);
    world.ok(by(sofia), command::PickConversation{third});
    CHECK(world.is_with(third, sofia));
    CHECK(!world.at(third).session.over_capacity);
    world.check_laws();
}

TEST_CASE("[OF10] what is not Open cannot be picked, and strangers do not see it") {
    Talk talk;
    AgentId ben = talk.hire("ben");
    auto refused = talk.refused(by(ben), command::PickConversation{talk.id});
    CHECK(refused.reason == "not_open");
    CHECK(refused.code == ErrorCode::conflict);
    AgentId eve(talk.as_system(World::agent_named("eve")).receipt.id);
    CHECK(talk.refused(by(eve), command::PickConversation{talk.id}).reason ==
          "conversation_not_found");
}

TEST_CASE("[EN1] [EN4] the agent ends, wraps up and closes") {
    Talk talk;
    talk.ok(by(talk.ava), command::EndConversation{talk.id});
    const Conversation& c = talk.at(talk.id);
    CHECK(c.state == ConversationState::wrap_up);
    CHECK(c.cause == StateCause::ended_by_agent);
    CHECK(c.session.state == SessionState::accepted);
    CHECK(talk.at(talk.ava).load == 1);
    CHECK(talk.lines(talk.id) == std::vector{SystemLine::agent_joined, SystemLine::agent_ended});
    CHECK(talk.refused(by(talk.ava), command::EndConversation{talk.id}).reason ==
          "conversation_closed");
    talk.ok(by(talk.ava), command::LeaveConversation{talk.id});
    CHECK(c.state == ConversationState::closed);
    CHECK(c.cause == StateCause::wrapped_up);
    CHECK(c.session.closure == SessionClosure::agent_end_conversation);
    CHECK(talk.at(talk.ava).load == 0);
    CHECK(talk.refused(by(talk.ava), command::LeaveConversation{talk.id}).reason ==
          "conversation_closed");
    talk.check_laws();
}

TEST_CASE("[EN2] the customer ends: Open is Closed, accepted wraps up") {
    World world;
    ConversationId open = world.chat("ann");
    world.ok(visitor("ann"), command::EndConversation{open});
    CHECK(world.at(open).state == ConversationState::closed);
    CHECK(world.at(open).cause == StateCause::ended_by_customer);
    CHECK(world.lines(open) == std::vector{SystemLine::customer_ended});
    CHECK(world.refused(visitor("ann"), command::EndConversation{open}).reason ==
          "conversation_closed");

    Talk talk;
    talk.ok(visitor("ann"), command::EndConversation{talk.id});
    CHECK(talk.at(talk.id).state == ConversationState::wrap_up);
    CHECK(talk.refused(visitor("ann"), command::EndConversation{talk.id}).reason ==
          "conversation_closed");
    talk.ok(by(talk.ava), command::LeaveConversation{talk.id});
    CHECK(talk.at(talk.id).session.closure == SessionClosure::customer_end_conversation);
}

TEST_CASE("[EN3] ✖ gives an Active conversation to another agent") {
    World world;
    AgentId ava = world.hire("ava");
    AgentId ben = world.hire("ben", 1);
    ConversationId id = world.chat("ann");
    REQUIRE(world.is_offered(id, ava));
    CHECK(world.refused(by(ava), command::LeaveConversation{id}).reason == "not_your_session");
    world.accept(ava, id);
    CHECK(world.refused(by(ben), command::LeaveConversation{id}).reason == "not_your_session");
    Time age = world.at(id).queued_at;
    world.pass_seconds(10);
    world.ok(by(ava), command::LeaveConversation{id});
    CHECK(world.is_offered(id, ben));
    CHECK(world.at(id).queued_at == age);
    CHECK(world.at(id).declines.at(ava) == 1);
    CHECK(world.lines(id) == std::vector{SystemLine::agent_joined, SystemLine::agent_left});
    CHECK(world.presence(ava) == PresenceKind::available);
}

TEST_CASE("[EN5] [MS2] in Wrap-up nobody writes and the context stays") {
    Talk talk;
    talk.ok(by(talk.ava), command::EndConversation{talk.id});
    CHECK(talk.refused(visitor("ann"), command::SendMessage{talk.id, "wait"}, "a").reason ==
          "conversation_closed");
    CHECK(talk.refused(by(talk.ava), command::SendMessage{talk.id, "wait"}, "b").reason ==
          "conversation_closed");
    CHECK(talk.refused(visitor("ann"), command::SetContext{talk.id, {{"a", "b"}}}).reason ==
          "conversation_closed");
    talk.ok(visitor("ann"), command::MarkRead{talk.id, 3});
    CHECK(talk.at(talk.id).customer_read_seq == 3);
}

TEST_CASE("[TM1] Open for twenty minutes since the last word: told, then Closed") {
    World world;
    ConversationId id = world.chat("ann");
    world.pass_minutes(15);
    world.says("ann", id, "still there?", "m2");
    world.pass_minutes(19);
    CHECK(world.is_open(id));
    world.pass_minutes(1);
    CHECK(world.at(id).state == ConversationState::closed);
    CHECK(world.at(id).cause == StateCause::no_agent);
    CHECK(world.lines(id) == std::vector{SystemLine::no_agent_available});
}

TEST_CASE("[TM2] Wrap-up ends by itself") {
    Talk talk;
    talk.ok(by(talk.ava), command::EndConversation{talk.id});
    talk.pass(Millis(15 * 60'000 - 1));
    CHECK(talk.at(talk.id).state == ConversationState::wrap_up);
    talk.pass(Millis(1));
    CHECK(talk.at(talk.id).state == ConversationState::closed);
    CHECK(talk.at(talk.id).cause == StateCause::wrap_up_timeout);
    CHECK(talk.at(talk.id).session.closure == SessionClosure::conversation_timeout);
    CHECK(talk.at(talk.ava).load == 0);
}

TEST_CASE("[CP4] wrap-up keeps capacity, gives it back, or gives it back after a time") {
    SUBCASE("none") {
        Talk talk;
        change_workstream(talk, [](Workstream& w) { w.wrap_up_capacity = WrapUpCapacity::none; });
        talk.ok(by(talk.ava), command::EndConversation{talk.id});
        CHECK(talk.at(talk.ava).load == 0);
        CHECK(talk.presence(talk.ava) == PresenceKind::available);
        CHECK(talk.at(talk.id).state == ConversationState::wrap_up);
        talk.check_laws();
        talk.ok(by(talk.ava), command::LeaveConversation{talk.id});
        CHECK(talk.at(talk.ava).load == 0);
    }
    SUBCASE("custom") {
        Talk talk;
        change_workstream(talk, [](Workstream& w) { w.wrap_up_capacity = WrapUpCapacity::custom; });
        talk.ok(by(talk.ava), command::EndConversation{talk.id});
        CHECK(talk.at(talk.ava).load == 1);
        talk.pass_seconds(59);
        CHECK(talk.at(talk.ava).load == 1);
        talk.pass_seconds(1);
        CHECK(talk.at(talk.ava).load == 0);
        CHECK(talk.presence(talk.ava) == PresenceKind::available);
        CHECK(talk.at(talk.id).state == ConversationState::wrap_up);
        CHECK(talk.at(talk.ava).capacity_released_at == talk.now);
        talk.pass_minutes(14);
        CHECK(talk.at(talk.id).state == ConversationState::closed);
    }
}

TEST_CASE("[CP4] [RT6] capacity given back on entering Wrap-up serves the next at once") {
    World world;
    change_workstream(world, [](Workstream& w) { w.wrap_up_capacity = WrapUpCapacity::none; });
    AgentId ava = world.hire("ava", 3);
    ConversationId first = world.chat("ann");
    ConversationId second = world.chat("bob");
    world.accept(ava, first);
    world.accept(ava, second);
    ConversationId third = world.chat("cid");
    ConversationId fourth = world.chat("dan");
    REQUIRE(world.is_offered(third, ava));
    REQUIRE(world.is_open(fourth));
    world.ok(by(ava), command::EndConversation{first});
    REQUIRE(world.presence(ava) ==
            PresenceKind::busy); // as before: nothing but the capacity says so
    CHECK(world.is_offered(fourth, ava));
}

TEST_CASE("[TM3] capacity kept for longer than the wrap-up time-out keeps the wrap-up") {
    Talk talk;
    change_workstream(talk, [](Workstream& w) {
        w.wrap_up_capacity = WrapUpCapacity::custom;
        w.wrap_up_capacity_ms = 30 * 60'000;
    });
    talk.ok(by(talk.ava), command::EndConversation{talk.id});
    talk.pass_minutes(29);
    CHECK(talk.at(talk.id).state == ConversationState::wrap_up);
    CHECK(talk.at(talk.ava).load == 1);
    talk.pass_minutes(1);
    CHECK(talk.at(talk.id).state == ConversationState::closed);
    CHECK(talk.at(talk.ava).load == 0);
}

TEST_CASE("[TM4] a customer without connection is gone after three minutes") {
    SUBCASE("Open and offered are Closed") {
        World world;
        ConversationId open = world.chat("ann");
        world.disconnect("ann");
        world.pass(Millis(3 * 60'000 - 1));
        CHECK(world.is_open(open));
        world.pass(Millis(1));
        CHECK(world.at(open).state == ConversationState::closed);
        CHECK(world.at(open).cause == StateCause::customer_gone);
        CHECK(world.lines(open) == std::vector{SystemLine::customer_disconnected});
    }
    SUBCASE("accepted wraps up, and a return in time changes nothing") {
        Talk talk;
        talk.disconnect("ann");
        talk.pass_seconds(170);
        talk.connect("ann");
        talk.pass_minutes(30);
        CHECK(talk.is_with(talk.id, talk.ava));
        talk.disconnect("ann");
        talk.pass_minutes(3);
        CHECK(talk.at(talk.id).state == ConversationState::wrap_up);
        talk.ok(by(talk.ava), command::LeaveConversation{talk.id});
        CHECK(talk.at(talk.id).session.closure == SessionClosure::customer_disconnect);
    }
    SUBCASE("offered is withdrawn") {
        World world;
        Settings settings = world.w.settings;
        settings.customer_gone_ms = 60'000;
        world.as_system(command::ChangeSettings{settings});
        AgentId ava = world.hire("ava");
        ConversationId id = world.chat("ann");
        world.disconnect("ann");
        world.pass_minutes(1);
        CHECK(world.at(id).state == ConversationState::closed);
        CHECK(world.at(id).session.closure == SessionClosure::withdrawn);
        CHECK(world.at(ava).load == 0);
    }
}

TEST_CASE("[TM5] a customer who only calls by HTTP is there for three minutes after each call") {
    World world;
    ConversationId id = world.start("ann").receipt.conversation;
    world.pass_seconds(170);
    world.says("ann", id, "hello?", "m2");
    world.pass_seconds(170);
    world.as_system(command::Touch{visitor("ann")});
    world.pass_seconds(179);
    CHECK(world.is_open(id));
    world.pass_seconds(1);
    CHECK(world.at(id).state == ConversationState::closed);
}

TEST_CASE("a visitor who is connected before the first chat counts as connected in it") {
    World world;
    world.connect("ann", 2);
    ConversationId id = world.start("ann").receipt.conversation;
    CHECK(world.w.live.visitors.empty());
    world.pass_minutes(10);
    CHECK(world.is_open(id));
    world.ok(visitor("ann"), command::EndConversation{id});
    world.evict();
    CHECK(world.w.customers.empty());
    CHECK(world.w.live.customers.empty());
    CHECK(world.w.live.visitors.at("ann").connections == 2);
    world.disconnect("ann");
    CHECK(world.w.live.visitors.empty());
}

TEST_CASE("[TM6] after a restart people's time begins anew, calendar time runs on") {
    World world;
    AgentId ava = world.hire("ava");
    ConversationId kept = world.chat("ann");
    world.accept(ava, kept);
    world.ok(by(ava), command::SetPresence{PresenceKind::away});
    ConversationId open = world.chat("bob");
    REQUIRE(world.is_open(open));
    world.now = world.now + Millis(60 * 60'000);
    world.restart();
    world.as_system(command::Tick{});
    CHECK(world.at(open).state == ConversationState::closed);
    CHECK(world.is_with(kept, ava));
    CHECK(world.presence(ava) == PresenceKind::away);
    world.pass_seconds(100);
    world.connect("ann");
    world.connect(ava);
    CHECK(world.presence(ava) == PresenceKind::away);
    world.pass_minutes(60);
    CHECK(world.is_with(kept, ava));
    CHECK(world.at(ava).load == 1);
    world.check_laws();
}

TEST_CASE("[TM7] many deadlines are handled a thousand at a time, oldest first") {
    World world;
    for (int i = 0; i < 1'500; ++i)
        world.start("v" + std::to_string(i), "");
    world.now = world.now + Millis(3 * 60'000);
    auto first = world.as_system(command::Tick{});
    CHECK(next_deadline(world.w) <= world.now);
    CHECK(std::get<event::MessageAdded>(first.events[0]).conversation == ConversationId(1));
    world.as_system(command::Tick{});
    CHECK(next_deadline(world.w) == Time::never());
    CHECK(world.closed.size() == 1'500);
}

TEST_CASE("[AU1] [AU2] another's conversation is not there") {
    Talk talk;
    talk.chat("bob");
    CHECK(talk.refused(visitor("bob"), command::SendMessage{talk.id, "hi"}, "x").reason ==
          "conversation_not_found");
    CHECK(talk.refused(visitor("stranger"), command::EndConversation{talk.id}).reason ==
          "conversation_not_found");
    AgentId eve(talk.as_system(World::agent_named("eve")).receipt.id);
    CHECK(talk.refused(by(eve), command::EndConversation{talk.id}).reason ==
          "conversation_not_found");
    CHECK(talk.refused(by(talk.ava), command::EndConversation{ConversationId(99)}).reason ==
          "conversation_not_found");
    CHECK(!may_view(talk.w, talk.at(eve), talk.at(talk.id)));
    CHECK(may_view(talk.w, talk.at(talk.ava), talk.at(talk.id)));
    CHECK(may_view(talk.w, talk.at(AgentId(1)), talk.at(talk.id)));
}

TEST_CASE("[AU3] [AU4] only the agent of the session acts, and roles are refused openly") {
    Talk talk;
    AgentId ben = talk.hire("ben");
    CHECK(talk.refused(by(ben), command::SendMessage{talk.id, "hi"}, "x").reason ==
          "not_your_session");
    CHECK(talk.refused(by(ben), command::EndConversation{talk.id}).reason == "not_your_session");
    CHECK(talk.refused(by(ben), command::MarkRead{talk.id, 1}).reason == "not_your_session");
    command::StartChat start;
    start.widget = "shop";
    CHECK(talk.refused(by(ben), start).reason == "role_required");
    CHECK(talk.refused(by(ben), command::SetContext{talk.id, {}}).reason == "role_required");
    CHECK(talk.refused(by(ben), command::Tick{}).reason == "role_required");
    CHECK(talk.refused(visitor("ann"), command::AcceptOffer{talk.id}).reason == "role_required");
    CHECK(talk.refused(visitor("ann"), command::SignOut{}).reason == "role_required");
    CHECK(talk.refused(Actor{}, command::SignOut{}).code == ErrorCode::unauthenticated);
    CHECK(talk.refused(Actor{}, start).code == ErrorCode::unauthenticated);
    start.widget = "nowhere";
    CHECK(talk.refused(visitor("zoe"), start).reason == "widget_not_found");
}

TEST_CASE("[AU5] disabled agents and closed logins are refused") {
    Talk talk;
    LoginId login(talk.as_system(command::OpenLogin{talk.ava, LoginKind::browser, "hash", "",
                                                    talk.now + Millis(1'000)})
                      .receipt.id);
    talk.ok(Actor::of_agent(talk.ava, login), command::SetPresence{PresenceKind::busy});
    talk.pass_seconds(1);
    auto expired = talk.refused(Actor::of_agent(talk.ava, login), command::SetPresence{});
    CHECK(expired.reason == "login_closed");
    CHECK(expired.code == ErrorCode::unauthenticated);
    auto disabled = World::agent_named("ava");
    disabled.id = talk.ava;
    disabled.disabled = true;
    talk.as_system(disabled);
    CHECK(talk.refused(by(talk.ava), command::SetPresence{}).reason == "agent_disabled");
}

TEST_CASE("[AU6] Closed answers the same in memory and out of it") {
    World world;
    world.hire("ava");
    ConversationId id = world.chat("ann");
    world.says("ann", id, "one", "m1");
    world.ok(visitor("ann"), command::EndConversation{id});
    for (bool evicted : {false, true}) {
        if (evicted)
            world.evict();
        CHECK(world.refused(visitor("ann"), command::SendMessage{id, "two"}, "m2").reason ==
              "conversation_closed");
        CHECK(world.refused(visitor("ann"), command::MarkRead{id, 1}).reason ==
              "conversation_closed");
        CHECK(world.refused(visitor("bob"), command::SendMessage{id, "two"}, "m2").reason ==
              "conversation_not_found");
        CHECK(world.refused(by(AgentId(2)), command::EndConversation{id}).reason ==
              "conversation_closed");
        CHECK(world.w.sent.size() == (evicted ? 0 : 1));
    }
    CHECK(world.w.customers.empty());
}
