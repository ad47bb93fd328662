#include "core/testing/world.hpp"

#include "base/limits.hpp"

using namespace parley;
using parley::testing::World;

namespace {

Actor by(AgentId agent) { return Actor::of_agent(agent); }
const Actor admin = Actor::of_agent(AgentId(1));

command::OpenLogin login_of(const World& world, AgentId agent,
                            LoginKind kind = LoginKind::browser) {
    return {agent, kind, "hash", "", world.now + Millis(3'600'000)};
}

} // namespace

TEST_CASE("[SU1] only administrators set up") {
    World world;
    AgentId sofia = world.hire("sofia", 3, Role::supervisor);
    command::SaveWorkstream workstream;
    workstream.value.name = "More";
    workstream.value.queue = QueueId(1);
    command::SaveWidget widget;
    widget.value.key = "more";
    widget.value.workstream = WorkstreamId(1);
    std::vector<Command> changes = {World::agent_named("new"),
                                    command::SaveQueue{{}, "Q", 1, {}, {}}, workstream, widget,
                                    command::ChangeSettings{}};
    for (const auto& change : changes) {
        auto refused = world.refused(by(sofia), change);
        CHECK(refused.code == ErrorCode::permission_denied);
        CHECK(refused.reason == "role_required");
        world.refused(Actor::of_customer("ann"), change);
        world.refused(Actor{}, change);
        world.ok(admin, change);
    }
}

TEST_CASE("[SU2] unknown things and values outside their limits are refused by name") {
    World world;
    auto agent = World::agent_named("x");
    agent.id = AgentId(99);
    CHECK(world.refused(admin, agent).reason == "agent_not_found");
    CHECK(world.refused(admin, command::SaveQueue{QueueId(9), "Q", 1, {}, {}}).reason ==
          "queue_not_found");
    CHECK(world.refused(admin, command::SaveQueue{{}, "Q", 1, {}, {AgentId(9)}}).reason ==
          "agent_not_found");
    auto refused_agent = [&](auto change) {
        auto c = World::agent_named("x");
        change(c);
        auto refused = world.refused(admin, c);
        CHECK(refused.code == ErrorCode::invalid_argument);
        return refused.detail.substr(0, refused.detail.find(':'));
    };
    CHECK(refused_agent([](auto& c) { c.email = "no-at"; }) == "email");
    CHECK(refused_agent([](auto& c) { c.email = "a@b@c"; }) == "email");
    CHECK(refused_agent([](auto& c) { c.name = "  "; }) == "name");
    CHECK(refused_agent([](auto& c) { c.nickname = std::string(101, 'n'); }) == "nickname");
    CHECK(refused_agent([](auto& c) { c.capacity = 1'001; }) == "capacity");
    CHECK(refused_agent([](auto& c) { c.capacity = -1; }) == "capacity");
    CHECK(refused_agent([](auto& c) { c.language = "e n"; }) == "language");

    auto refused_workstream = [&](auto change) {
        command::SaveWorkstream c;
        c.value.name = "W";
        c.value.queue = QueueId(1);
        change(c.value);
        return world.refused(admin, c);
    };
    CHECK(refused_workstream([](auto& v) { v.queue = QueueId(7); }).reason == "queue_not_found");
    CHECK(refused_workstream([](auto& v) { v.id = WorkstreamId(7); }).reason ==
          "workstream_not_found");
    CHECK(refused_workstream([](auto& v) {
              v.capacity_cost = 0;
          }).detail.starts_with("capacity_cost"));
    CHECK(refused_workstream([](auto& v) {
              v.offer_timeout_ms = 1;
          }).detail.starts_with("offer_timeout_ms"));
    CHECK(refused_workstream([](auto& v) {
              v.wrap_up_capacity = WrapUpCapacity::custom;
              v.wrap_up_capacity_ms = 1'000;
          }).detail.starts_with("wrap_up_capacity_ms"));

    auto refused_widget = [&](auto change) {
        command::SaveWidget c;
        c.value.key = "other";
        c.value.workstream = WorkstreamId(1);
        change(c.value);
        return world.refused(admin, c);
    };
    CHECK(refused_widget([](auto& v) { v.id = WidgetId(7); }).reason == "widget_not_found");
    CHECK(refused_widget([](auto& v) { v.workstream = WorkstreamId(7); }).reason ==
          "workstream_not_found");
    CHECK(refused_widget([](auto& v) { v.key = "a b"; }).detail.starts_with("key"));
    CHECK(refused_widget([](auto& v) { v.colour = "red"; }).detail.starts_with("colour"));
    CHECK(refused_widget([](auto& v) { v.domains = {"https://x"}; }).detail.starts_with("domains"));

    auto refused_settings = [&](auto change) {
        Settings s;
        change(s);
        return world.refused(admin, command::ChangeSettings{s}).detail;
    };
    CHECK(refused_settings([](auto& s) { s.decline_limit = 6; }).starts_with("decline_limit"));
    CHECK(refused_settings([](auto& s) { s.decline_limit = 0; }).starts_with("decline_limit"));
    CHECK(refused_settings([](auto& s) {
              s.sessions_open_max = 10;
          }).starts_with("sessions_open_max"));
    CHECK(refused_settings([](auto& s) { s.open_timeout_ms = 0; }).starts_with("open_timeout_ms"));
    CHECK(refused_settings([](auto& s) {
              s.connection_grace_ms = -1;
          }).starts_with("connection_grace_ms"));
}

TEST_CASE("[SU3] addresses and keys are unique, and free again when changed") {
    World world;
    AgentId ava(world.as_system(World::agent_named("ava")).receipt.id);
    auto same = World::agent_named("other");
    same.email = " AVA@Demo.Test ";
    auto refused = world.refused(admin, same);
    CHECK(refused.code == ErrorCode::conflict);
    CHECK(refused.reason == "email_taken");
    auto moved = World::agent_named("eva");
    moved.id = ava;
    world.ok(admin, moved);
    world.ok(admin, same);

    command::SaveWidget widget;
    widget.value.key = "shop";
    widget.value.workstream = WorkstreamId(1);
    CHECK(world.refused(admin, widget).reason == "key_taken");
    command::SaveWidget renamed = widget;
    renamed.value.id = WidgetId(1);
    renamed.value.key = "store";
    world.ok(admin, renamed);
    world.ok(admin, widget);
    CHECK(world.w.widget_by_key.size() == 2);
}

TEST_CASE("[SU4] the last administrator stays one") {
    World world;
    auto change = World::agent_named("admin", Role::administrator);
    change.id = AgentId(1);
    change.disabled = true;
    auto refused = world.refused(admin, change);
    CHECK(refused.code == ErrorCode::failed_precondition);
    CHECK(refused.reason == "last_administrator");
    change.disabled = false;
    change.role = Role::supervisor;
    CHECK(world.refused(admin, change).reason == "last_administrator");
    world.ok(admin, World::agent_named("second", Role::administrator));
    world.ok(admin, change);
    CHECK(world.refused(admin, change).reason == "role_required");
}

TEST_CASE("[SU7] settings count for times that are running") {
    World world;
    ConversationId id = world.chat("ann");
    Settings settings;
    settings.open_timeout_ms = 60'000;
    world.ok(admin, command::ChangeSettings{settings});
    CHECK(next_deadline(world.w) == world.at(id).active_at + Millis(60'000));
    world.pass_minutes(1);
    CHECK(world.at(id).state == ConversationState::closed);
    CHECK(world.ok(admin, command::ChangeSettings{settings}).events.empty());
}

TEST_CASE("[SU8] quick replies: one's own, everyone's by administrators, nobody else's") {
    World world;
    AgentId ava = world.hire("ava");
    AgentId ben = world.hire("ben");
    command::SaveQuickReply own{{{}, ava, "hello", "en", "Hello there", 0}};
    QuickReplyId id(world.ok(by(ava), own).receipt.id);
    own.value.id = id;
    own.value.text = "Hi";
    world.ok(by(ava), own);
    CHECK(world.w.quick_replies.at(id).text == "Hi");
    CHECK(world.refused(by(ben), own).reason == "quick_reply_not_found");
    CHECK(world.refused(admin, command::DeleteQuickReply{id}).reason == "quick_reply_not_found");
    command::SaveQuickReply foreign{{{}, ava, "x", "", "y", 0}};
    CHECK(world.refused(by(ben), foreign).reason == "quick_reply_not_found");
    command::SaveQuickReply everyones{{{}, {}, "bye", "", "Good bye", 0}};
    CHECK(world.refused(by(ava), everyones).reason == "role_required");
    QuickReplyId shared(world.ok(admin, everyones).receipt.id);
    CHECK(world.refused(by(ava), command::DeleteQuickReply{shared}).reason == "role_required");
    everyones.value.id = shared;
    everyones.value.owner = AgentId(1);
    world.ok(admin, everyones);
    CHECK(!world.w.quick_replies.at(shared).owner);
    world.ok(admin, command::DeleteQuickReply{shared});
    world.ok(by(ava), command::DeleteQuickReply{id});
    CHECK(world.w.quick_replies.empty());
    CHECK(world.refused(by(ava), command::DeleteQuickReply{id}).reason == "quick_reply_not_found");
    own.value.id = {};
    own.value.shortcut = "a b";
    CHECK(world.refused(by(ava), own).detail.starts_with("shortcut"));
}

TEST_CASE("[SU9] logins are bounded and expired ones go") {
    World world;
    AgentId ava = world.hire("ava");
    LoginId first(world.as_system(login_of(world, ava)).receipt.id);
    for (std::size_t i = 1; i < limits::logins_of_agent_max; ++i)
        world.as_system(login_of(world, ava));
    CHECK(world.w.logins.contains(first));
    world.as_system(login_of(world, ava));
    CHECK(!world.w.logins.contains(first));
    CHECK(world.w.logins.size() == limits::logins_of_agent_max);
    for (std::size_t i = 0; i < limits::logins_of_agent_max; ++i)
        world.ok(by(ava), login_of(world, ava, LoginKind::api_token));
    CHECK(world.refused(by(ava), login_of(world, ava, LoginKind::api_token)).reason ==
          "too_many_logins");
    CHECK(world.refused(by(ava), login_of(world, ava)).reason == "role_required");
    CHECK(world.refused(by(ava), login_of(world, AgentId(1), LoginKind::api_token)).reason ==
          "role_required");
    world.pass_minutes(61);
    world.as_system(login_of(world, ava));
    CHECK(world.w.logins.size() == 1);
    CHECK(world.refused(Actor::system(), login_of(world, AgentId(77))).reason == "agent_not_found");
    auto past = login_of(world, ava);
    past.expires_at = world.now;
    CHECK(world.refused(Actor::system(), past).detail.starts_with("expires_at"));
}

TEST_CASE("[SU10] one's own logins, or anyone's for administrators") {
    World world;
    AgentId ava = world.hire("ava");
    AgentId ben = world.hire("ben");
    LoginId login(world.as_system(login_of(world, ava)).receipt.id);
    CHECK(world.refused(by(ben), command::CloseLogin{login}).reason == "login_not_found");
    world.ok(by(ava), command::CloseLogin{login});
    LoginId other(world.as_system(login_of(world, ava)).receipt.id);
    world.ok(admin, command::CloseLogin{other});
    CHECK(world.refused(admin, command::CloseLogin{other}).reason == "login_not_found");
    CHECK(world.w.logins.empty());
}

TEST_CASE("[ST6] beyond the limit no new chats, and what runs goes on") {
    World world;
    ConversationId id = world.chat("ann");
    std::vector<ConversationId> fillers;
    for (std::size_t i = 1; i < limits::hot_conversations_max; ++i) {
        ConversationId filler(static_cast<std::int64_t>(i) + 1'000'000);
        world.w.conversations[filler].state = ConversationState::closed;
    }
    command::StartChat start;
    start.widget = "shop";
    auto refused = world.refused(Actor::of_customer("bob"), start);
    CHECK(refused.code == ErrorCode::resource_exhausted);
    CHECK(refused.reason == "too_many_conversations");
    world.says("ann", id, "still here", "m");
}

TEST_CASE("[SU1] beyond the limits nothing more is set up, and what is there can be changed") {
    World world;
    auto& w = world.w;
    // Only their number counts here.
    for (std::int64_t i = 1'000'000; w.agents.size() < limits::agents_max; ++i)
        w.agents[AgentId(i)];
    for (std::int64_t i = 1'000'000; w.queues.size() < limits::queues_max; ++i)
        w.queues[QueueId(i)];
    for (std::int64_t i = 1'000'000; w.workstreams.size() < limits::workstreams_max; ++i)
        w.workstreams[WorkstreamId(i)];
    for (std::int64_t i = 1'000'000; w.widgets.size() < limits::widgets_max; ++i)
        w.widgets[WidgetId(i)];
    auto refusal = [&](const Command& command) {
        auto refused = world.refused(admin, command);
        CHECK(refused.code == ErrorCode::resource_exhausted);
        return refused.reason;
    };
    CHECK(refusal(World::agent_named("new")) == "too_many_agents");
    CHECK(refusal(command::SaveQueue{{}, "Q", 1, {}, {}}) == "too_many_queues");
    command::SaveWorkstream workstream;
    workstream.value.name = "More";
    workstream.value.queue = QueueId(1);
    CHECK(refusal(workstream) == "too_many_workstreams");
    command::SaveWidget widget;
    widget.value.key = "more";
    widget.value.workstream = WorkstreamId(1);
    CHECK(refusal(widget) == "too_many_widgets");
    world.ok(admin, command::SaveQueue{QueueId(1), "Renamed", 1, {}, {}});
}
