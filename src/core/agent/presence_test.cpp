#include "core/testing/world.hpp"

using namespace parley;
using parley::testing::World;

namespace {

Actor visitor(const std::string& name) { return Actor::of_customer(name); }
Actor by(AgentId agent) { return Actor::of_agent(agent); }

void choose(World& world, AgentId agent, PresenceKind kind) {
    world.ok(by(agent), command::SetPresence{kind});
}

LoginId sign_in(World& world, AgentId agent, LoginKind kind = LoginKind::browser) {
    static constexpr std::int64_t day_ms = 86'400'000;
    return LoginId(
        world.as_system(command::OpenLogin{agent, kind, "hash", "", world.now + Millis(day_ms)})
            .receipt.id);
}

} // namespace

TEST_CASE("[PR1] [PR2] a change says who, why and since when; the same again is none") {
    World world;
    AgentId ava = world.hire("ava");
    Presence before = world.at(ava).presence;
    world.pass_seconds(1);
    choose(world, ava, PresenceKind::away);
    const Presence& p = world.at(ava).presence;
    CHECK(p.kind == PresenceKind::away);
    CHECK(p.cause == PresenceCause::person);
    CHECK(p.by == ava);
    CHECK(p.since == world.now);
    CHECK(p.manual);
    CHECK(p.version == before.version + 1);
    CHECK(world.ok(by(ava), command::SetPresence{PresenceKind::away}).events.empty());
}

TEST_CASE("[PR3] presence follows accepted work, not offers") {
    World world;
    AgentId ava = world.hire("ava", 2);
    ConversationId first = world.chat("ann");
    CHECK(world.presence(ava) == PresenceKind::available);
    world.accept(ava, first);
    CHECK(world.presence(ava) == PresenceKind::busy);
    CHECK(world.at(ava).presence.cause == PresenceCause::capacity);
    ConversationId second = world.chat("bob");
    CHECK(world.presence(ava) == PresenceKind::busy);
    world.accept(ava, second);
    CHECK(world.presence(ava) == PresenceKind::do_not_disturb);
    world.ok(by(ava), command::EndConversation{first});
    CHECK(world.presence(ava) == PresenceKind::do_not_disturb);
    world.ok(by(ava), command::LeaveConversation{first});
    CHECK(world.presence(ava) == PresenceKind::busy);
    world.ok(by(ava), command::EndConversation{second});
    world.pass_minutes(15);
    CHECK(world.presence(ava) == PresenceKind::available);
}

TEST_CASE("[PR3] an offer beside accepted work does not count") {
    World world;
    AgentId ava = world.hire("ava", 2);
    ConversationId first = world.chat("ann");
    ConversationId second = world.chat("bob");
    REQUIRE(world.is_offered(second, ava));
    world.accept(ava, first);
    CHECK(world.presence(ava) == PresenceKind::busy);
    world.reject(ava, second);
    CHECK(world.presence(ava) == PresenceKind::busy);
}

TEST_CASE("[PR4] Available by hand lasts until the next accept or close") {
    World world;
    AgentId ava = world.hire("ava", 3);
    ConversationId first = world.chat("ann");
    world.accept(ava, first);
    choose(world, ava, PresenceKind::available);
    ConversationId second = world.chat("bob");
    CHECK(world.presence(ava) == PresenceKind::available);
    world.accept(ava, second);
    CHECK(world.presence(ava) == PresenceKind::busy);
    CHECK(!world.at(ava).presence.manual);
}

TEST_CASE("[PR5] Do not disturb, Away and Offline by hand stay, and so do conversations") {
    for (auto kind : {PresenceKind::do_not_disturb, PresenceKind::away, PresenceKind::offline}) {
        World world;
        AgentId ava = world.hire("ava");
        ConversationId first = world.chat("ann");
        world.accept(ava, first);
        choose(world, ava, kind);
        CHECK(world.is_with(first, ava));
        ConversationId second = world.chat("bob");
        CHECK(world.is_open(second));
        world.ok(by(ava), command::PickConversation{second});
        CHECK(world.presence(ava) == kind);
        world.ok(by(ava), command::EndConversation{first});
        world.ok(by(ava), command::LeaveConversation{first});
        CHECK(world.presence(ava) == kind);
        world.disconnect(ava);
        world.pass_seconds(10);
        world.connect(ava);
        CHECK(world.presence(ava) == kind);
        CHECK(world.at(ava).presence.manual);
    }
}

TEST_CASE("[PR5] Do not disturb that came by itself can be made to last") {
    World world;
    AgentId ava = world.hire("ava", 1);
    ConversationId id = world.chat("ann");
    world.accept(ava, id);
    REQUIRE(world.presence(ava) == PresenceKind::do_not_disturb);
    Time since = world.at(ava).presence.since;
    world.pass_seconds(7);
    choose(world, ava, PresenceKind::do_not_disturb);
    CHECK(world.at(ava).presence.manual);
    CHECK(world.at(ava).presence.since == since);
    world.ok(visitor("ann"), command::EndConversation{id});
    world.ok(by(ava), command::LeaveConversation{id});
    CHECK(world.presence(ava) == PresenceKind::do_not_disturb);
}

TEST_CASE("[PR6] another capacity changes automatic presence") {
    World world;
    AgentId ava = world.hire("ava", 1);
    world.accept(ava, world.chat("ann"));
    REQUIRE(world.presence(ava) == PresenceKind::do_not_disturb);
    auto more = World::agent_named("ava", Role::agent, 2);
    more.id = ava;
    world.as_system(more);
    CHECK(world.presence(ava) == PresenceKind::busy);
}

TEST_CASE("[AT1] the first connection brings the default presence") {
    World world;
    for (auto [start, expected] :
         {std::pair(PresenceKind::available, PresenceKind::available),
          std::pair(PresenceKind::away, PresenceKind::away),
          std::pair(PresenceKind::do_not_disturb, PresenceKind::do_not_disturb),
          std::pair(PresenceKind::offline, PresenceKind::offline)}) {
        auto made = World::agent_named("a" + std::to_string(static_cast<int>(start)));
        made.default_presence = start;
        AgentId id(world.as_system(made).receipt.id);
        CHECK(world.presence(id) == PresenceKind::offline);
        world.connect(id);
        CHECK(world.presence(id) == expected);
        Presence before = world.at(id).presence;
        world.connect(id, 2);
        world.connect(id, 1);
        CHECK(world.at(id).presence == before);
    }
    AgentId chosen(world.as_system(World::agent_named("eve")).receipt.id);
    choose(world, chosen, PresenceKind::away);
    choose(world, chosen, PresenceKind::offline);
    world.connect(chosen);
    CHECK(world.presence(chosen) == PresenceKind::offline);
}

TEST_CASE("[AT2] [AT3] a reload disturbs nothing, and brings no new offers meanwhile") {
    World world;
    AgentId ava = world.hire("ava");
    ConversationId running = world.chat("ann");
    world.accept(ava, running);
    ConversationId offered = world.chat("bob");
    REQUIRE(world.is_offered(offered, ava));
    Presence before = world.at(ava).presence;
    world.disconnect(ava);
    ConversationId waiting = world.chat("cid");
    CHECK(world.is_open(waiting));
    CHECK(explain(world.w, waiting).reason == routing::WaitReason::nobody_available);
    world.pass(Millis(4'999));
    CHECK(world.at(ava).presence == before);
    CHECK(world.is_offered(offered, ava));
    world.connect(ava);
    CHECK(world.at(ava).presence == before);
    CHECK(world.is_offered(waiting, ava));
    CHECK(world.at(ava).load == 3);
    world.check_laws();
}

TEST_CASE("[AT4] [AT5] lost for longer: Offline, and back in time what was before, recomputed") {
    World world;
    AgentId ava = world.hire("ava");
    ConversationId first = world.chat("ann");
    world.accept(ava, first);
    world.disconnect(ava);
    world.pass_seconds(5);
    CHECK(world.presence(ava) == PresenceKind::offline);
    CHECK(world.at(ava).presence.cause == PresenceCause::disconnected);
    CHECK(world.at(ava).before_disconnect->kind == PresenceKind::busy);
    CHECK(world.is_with(first, ava));
    world.ok(visitor("ann"), command::EndConversation{first});
    world.pass_seconds(149);
    world.connect(ava);
    CHECK(world.presence(ava) == PresenceKind::busy); // the wrap-up still holds its unit
    CHECK(world.at(ava).presence.cause == PresenceCause::returned);
    CHECK(!world.at(ava).before_disconnect);
    world.disconnect(ava);
    world.pass_seconds(5);
    world.pass_minutes(2);
    world.ok(by(ava), command::LeaveConversation{first});
    CHECK(world.presence(ava) == PresenceKind::available);
}

TEST_CASE(
    "[AT6] not back: the conversations go to others, wrap-ups stay, and later it starts anew") {
    World world;
    AgentId ava = world.hire("ava");
    ConversationId accepted = world.chat("ann");
    world.accept(ava, accepted);
    ConversationId wrapping = world.chat("bob");
    world.accept(ava, wrapping);
    world.ok(by(ava), command::EndConversation{wrapping});
    AgentId ben = world.hire("ben");
    Time age = world.at(accepted).queued_at;
    choose(world, ava, PresenceKind::away);
    world.disconnect(ava);
    world.pass_seconds(5 + 149);
    CHECK(world.is_with(accepted, ava));
    world.pass_seconds(1);
    CHECK(world.is_offered(accepted, ben));
    CHECK(world.at(accepted).queued_at == age);
    CHECK(world.at(accepted).declines.empty());
    CHECK(world.lines(accepted) ==
          std::vector{SystemLine::agent_joined, SystemLine::agent_disconnected});
    CHECK(world.at(wrapping).state == ConversationState::wrap_up);
    CHECK(world.at(wrapping).session.agent == ava);
    CHECK(!world.at(ava).before_disconnect);
    CHECK(world.presence(ava) == PresenceKind::offline);
    world.connect(ava);
    CHECK(world.presence(ava) == PresenceKind::busy);
    CHECK(world.at(ava).presence.cause == PresenceCause::signed_in);
    world.check_laws();
}

TEST_CASE("[TM6] [AT5] after a restart who was disconnected has the whole time again") {
    World world;
    AgentId ava = world.hire("ava");
    ConversationId id = world.chat("ann");
    world.accept(ava, id);
    world.disconnect(ava);
    world.pass_seconds(100);
    world.now = world.now + Millis(60 * 60'000);
    world.restart();
    world.connect("ann");
    world.pass_seconds(149);
    CHECK(world.is_with(id, ava));
    CHECK(world.at(ava).before_disconnect);
    world.pass_seconds(1);
    CHECK(world.is_open(id));
}

TEST_CASE("[AT6] an offer of an agent who is gone goes back without a line or a decline") {
    World world;
    Settings settings = world.w.settings;
    settings.agent_gone_ms = 10'000;
    world.as_system(command::ChangeSettings{settings});
    AgentId ava = world.hire("ava");
    ConversationId id = world.chat("ann");
    REQUIRE(world.is_offered(id, ava));
    world.disconnect(ava);
    world.pass_seconds(15);
    CHECK(world.is_open(id));
    CHECK(world.at(id).cause == StateCause::agent_gone);
    CHECK(world.at(id).session.closure == SessionClosure::agent_disconnected);
    CHECK(world.at(id).declines.empty());
    CHECK(world.lines(id).empty());
}

TEST_CASE("[AT6] Offline by hand and gone: the conversations still go to others") {
    World world;
    AgentId ava = world.hire("ava");
    ConversationId id = world.chat("ann");
    world.accept(ava, id);
    choose(world, ava, PresenceKind::offline);
    AgentId ben = world.hire("ben");
    world.disconnect(ava);
    world.pass_seconds(156);
    CHECK(world.is_offered(id, ben));
}

TEST_CASE("[AT6] Offline by hand without active work: nothing becomes due") {
    World world;
    AgentId ava = world.hire("ava");
    ConversationId id = world.chat("ann");
    world.accept(ava, id);
    choose(world, ava, PresenceKind::offline);
    world.disconnect(ava);
    world.ok(visitor("ann"), command::EndConversation{id});
    world.check_laws();
    world.pass_seconds(10);
    CHECK(!world.at(ava).before_disconnect);
    CHECK(world.presence(ava) == PresenceKind::offline);
}

TEST_CASE("[AT7] [AT8] by HTTP only: there for a lease after each call") {
    World world;
    AgentId ava(world.as_system(World::agent_named("ava")).receipt.id);
    world.join(ava, QueueId(1));
    world.as_system(command::Touch{by(ava)});
    CHECK(world.presence(ava) == PresenceKind::offline); // a call alone signs nobody in
    choose(world, ava, PresenceKind::available);
    ConversationId id = world.chat("ann");
    REQUIRE(world.is_offered(id, ava));
    world.pass_seconds(100);
    world.accept(ava, id);
    world.pass_seconds(149);
    world.says(ava, id, "still here", "m1");
    world.pass_seconds(149);
    CHECK(world.presence(ava) == PresenceKind::busy);
    world.pass_seconds(1);
    CHECK(world.presence(ava) == PresenceKind::offline);
    CHECK(world.is_with(id, ava));
    world.as_system(command::Touch{by(ava)});
    CHECK(world.presence(ava) == PresenceKind::busy);
    CHECK(world.at(ava).presence.cause == PresenceCause::returned);
    world.pass_seconds(300);
    CHECK(world.is_open(id));
    CHECK(world.presence(ava) == PresenceKind::offline);
    world.as_system(command::Touch{by(ava)});
    CHECK(world.presence(ava) == PresenceKind::available);
    CHECK(world.is_offered(id, ava));
    world.check_laws();
}

TEST_CASE("[AT7] a lease that ran out brings no offer even before the timer") {
    World world;
    AgentId ava(world.as_system(World::agent_named("ava")).receipt.id);
    world.join(ava, QueueId(1));
    choose(world, ava, PresenceKind::available);
    world.now = world.now + Millis(150'000);
    ConversationId id = world.chat("ann");
    CHECK(world.is_open(id));
    CHECK(world.presence(ava) == PresenceKind::available);
    world.check_laws();
}

TEST_CASE("[AT9] a connection outlasts calls") {
    World world;
    AgentId ava = world.hire("ava");
    world.as_system(command::Touch{by(ava)});
    world.pass_minutes(60);
    CHECK(world.presence(ava) == PresenceKind::available);
}

TEST_CASE("[AT10] replaying the events needs no attendance") {
    World world;
    AgentId ava = world.hire("ava");
    world.accept(ava, world.chat("ann"));
    Workspace replayed;
    for (const auto& [time, event] : world.journal)
        evolve(replayed, event, time);
    World::check_same(world.w, replayed);
    CHECK(replayed.live.agents.empty());
    CHECK(next_deadline(replayed) == Time::never());
}

TEST_CASE("[SO1] [SO3] signing out of one of two browsers closes that login only") {
    World world;
    AgentId ava = world.hire("ava");
    LoginId desk = sign_in(world, ava);
    LoginId phone = sign_in(world, ava);
    LoginId token = sign_in(world, ava, LoginKind::api_token);
    ConversationId id = world.chat("ann");
    world.accept(ava, id);
    world.ok(Actor::of_agent(ava, desk), command::SignOut{false, true});
    CHECK(world.is_with(id, ava));
    CHECK(!world.w.logins.contains(desk));
    CHECK(world.w.logins.contains(phone));
    LoginId third = sign_in(world, ava);
    world.ok(Actor::of_agent(ava, phone), command::SignOut{true});
    CHECK(!world.w.logins.contains(third));
    CHECK(world.w.logins.contains(token));
    CHECK(world.is_open(id));
    CHECK(world.presence(ava) == PresenceKind::offline);
}

TEST_CASE("[SO1] a login that nobody is connected with keeps no conversation") {
    World world;
    AgentId ava = world.hire("ava");
    LoginId desk = sign_in(world, ava);
    LoginId forgotten = sign_in(world, ava);
    ConversationId id = world.chat("ann");
    world.accept(ava, id);
    world.ok(Actor::of_agent(ava, desk), command::SignOut{});
    CHECK(world.w.logins.contains(forgotten));
    CHECK(world.is_open(id));
    CHECK(world.presence(ava) == PresenceKind::offline);
}

TEST_CASE("[SO2] signing out for good: accepted and offered go back, wrap-ups close") {
    World world;
    AgentId ava = world.hire("ava");
    LoginId login = sign_in(world, ava);
    ConversationId accepted = world.chat("ann");
    world.accept(ava, accepted);
    ConversationId wrapping = world.chat("bob");
    world.accept(ava, wrapping);
    world.ok(by(ava), command::EndConversation{wrapping});
    ConversationId offered = world.chat("cid");
    REQUIRE(world.is_offered(offered, ava));
    AgentId ben = world.hire("ben");
    world.ok(Actor::of_agent(ava, login), command::SignOut{});
    CHECK(world.is_offered(accepted, ben));
    CHECK(world.is_offered(offered, ben));
    CHECK(world.at(wrapping).state == ConversationState::closed);
    CHECK(world.at(wrapping).session.closure == SessionClosure::agent_signed_out);
    CHECK(world.lines(accepted) == std::vector{SystemLine::agent_joined, SystemLine::agent_left});
    CHECK(world.lines(offered).empty());
    CHECK(world.at(ava).load == 0);
    CHECK(world.at(ava).presence.kind == PresenceKind::offline);
    CHECK(world.at(ava).presence.cause == PresenceCause::signed_out);
    CHECK(!world.at(ava).presence.manual);
    world.disconnect(ava);
    world.connect(ava);
    CHECK(world.presence(ava) == PresenceKind::available);
    world.check_laws();
}

TEST_CASE("[SO2] signing out while counted as disconnected forgets what was before") {
    World world;
    AgentId ava = world.hire("ava");
    world.disconnect(ava);
    world.pass_seconds(6);
    REQUIRE(world.at(ava).before_disconnect);
    world.ok(by(ava), command::SignOut{});
    CHECK(!world.at(ava).before_disconnect);
    CHECK(world.at(ava).presence.cause == PresenceCause::signed_out);
}

TEST_CASE("[SO4] disabling an agent shuts it out at once") {
    World world;
    AgentId ava = world.hire("ava");
    sign_in(world, ava);
    sign_in(world, ava, LoginKind::api_token);
    ConversationId id = world.chat("ann");
    world.accept(ava, id);
    auto disabled = World::agent_named("ava");
    disabled.id = ava;
    disabled.disabled = true;
    world.as_system(disabled);
    CHECK(world.w.logins.empty());
    CHECK(world.is_open(id));
    CHECK(world.presence(ava) == PresenceKind::offline);
    world.connect(ava, 2);
    CHECK(world.presence(ava) == PresenceKind::offline);
    world.check_laws();
    disabled.disabled = false;
    world.as_system(disabled);
    CHECK(world.is_open(id));
}
