#include "core/testing/world.hpp"

using namespace parley;
using parley::testing::World;
using routing::Candidate;

namespace {

Candidate free_agent(std::int64_t remaining, std::int64_t turn = 0, std::int64_t released_ms = 0) {
    return {true, remaining, turn, released_ms, false};
}

void set_method(World& world, AssignmentMethod method) {
    const Queue& queue = world.w.queues.at(QueueId(1));
    command::SaveQueue c{queue.id, queue.name, queue.priority, method, {}};
    for (const auto& [member, turn] : queue.members)
        c.members.push_back(member);
    world.as_system(c);
}

QueueId add_queue(World& world, const std::string& widget, std::int64_t priority,
                  std::vector<AgentId> members, std::int64_t cost = 1, bool allow_busy = true) {
    QueueId queue(
        world
            .as_system(command::SaveQueue{
                {}, widget, priority, AssignmentMethod::highest_capacity, std::move(members)})
            .receipt.id);
    command::SaveWorkstream workstream;
    workstream.value.name = widget;
    workstream.value.queue = queue;
    workstream.value.capacity_cost = cost;
    workstream.value.allow_busy = allow_busy;
    WorkstreamId id(world.as_system(workstream).receipt.id);
    command::SaveWidget made;
    made.value.key = widget;
    made.value.workstream = id;
    world.as_system(made);
    return queue;
}

} // namespace

TEST_CASE("[AS1] highest capacity: most units left, ties by turn, then id") {
    routing::Tournament tree(AssignmentMethod::highest_capacity, 2);
    CHECK(!tree.best());
    tree.set(AgentId(3), free_agent(4, 7));
    tree.set(AgentId(1), free_agent(1));
    CHECK(tree.best() == AgentId(3));
    tree.set(AgentId(2), free_agent(4, 5));
    CHECK(tree.best() == AgentId(2));
    tree.set(AgentId(4), free_agent(4, 5));
    CHECK(tree.best() == AgentId(2));
    tree.set(AgentId(1), free_agent(9, 100));
    CHECK(tree.best() == AgentId(1));
    tree.remove(AgentId(1));
    tree.set(AgentId(2), {false, 4, 5, 0, false});
    CHECK(tree.best() == AgentId(4));
    CHECK(tree.size() == 3);
}

TEST_CASE("[AS2] round robin looks at turns only, among those with room") {
    routing::Tournament tree(AssignmentMethod::round_robin, 2);
    tree.set(AgentId(1), free_agent(9, 3));
    tree.set(AgentId(2), free_agent(2, 1));
    tree.set(AgentId(3), free_agent(1, 0));
    CHECK(tree.best() == AgentId(2));
}

TEST_CASE("[AS3] least active: never released first, then longest ago") {
    routing::Tournament tree(AssignmentMethod::least_active, 1);
    tree.set(AgentId(1), free_agent(3, 0, 500));
    tree.set(AgentId(2), free_agent(3, 0, 400));
    CHECK(tree.best() == AgentId(2));
    tree.set(AgentId(3), free_agent(1, 9, 0));
    CHECK(tree.best() == AgentId(3));
}

TEST_CASE("[AS4] [AS5] decliners come last, by fewest declines, and at the limit not at all") {
    routing::Index index;
    index.set_queue(QueueId(1), 100, AssignmentMethod::highest_capacity);
    for (std::int64_t id : {1, 2, 3})
        index.set_candidate(QueueId(1), AgentId(id), free_agent(10 - id));
    CHECK(index.best_agent(QueueId(1), 1, {}, 3) == AgentId(1));
    CHECK(index.best_agent(QueueId(1), 1, {{AgentId(1), 1}}, 3) == AgentId(2));
    CHECK(index.best_agent(QueueId(1), 1, {{AgentId(1), 2}, {AgentId(2), 1}, {AgentId(3), 2}}, 3) ==
          AgentId(2));
    CHECK(index.best_agent(QueueId(1), 1, {{AgentId(1), 2}, {AgentId(2), 3}, {AgentId(3), 2}}, 3) ==
          AgentId(1));
    CHECK(!index.best_agent(QueueId(1), 1, {{AgentId(1), 3}, {AgentId(2), 4}, {AgentId(3), 3}}, 3));
}

TEST_CASE("[AS6] after a hundred decliners nobody is offered it") {
    routing::Index index;
    index.set_queue(QueueId(1), 100, AssignmentMethod::highest_capacity);
    index.set_candidate(QueueId(1), AgentId(1'000), free_agent(5));
    routing::Declines declines;
    for (std::int64_t id = 1; id < 100; ++id)
        declines[AgentId(id)] = 1;
    CHECK(index.best_agent(QueueId(1), 1, declines, 3) == AgentId(1'000));
    declines[AgentId(100)] = 1;
    CHECK(!index.best_agent(QueueId(1), 1, declines, 3));
}

TEST_CASE("[RT2] a busy agent gets only work that allows it") {
    World world;
    AgentId ava = world.hire("ava");
    add_queue(world, "calm", 100, {ava}, 1, false);
    ConversationId first = world.chat("ann");
    world.accept(ava, first);
    REQUIRE(world.presence(ava) == PresenceKind::busy);
    ConversationId calm = world.start("bob", "Hi", "calm").receipt.conversation;
    CHECK(world.is_open(calm));
    ConversationId second = world.chat("cid");
    CHECK(world.is_offered(second, ava));
}

TEST_CASE("[RT3] the oldest goes first, and who comes back keeps the age") {
    World world;
    AgentId ava = world.hire("ava", 1);
    ConversationId first = world.chat("ann");
    world.pass_seconds(1);
    ConversationId second = world.chat("bob");
    world.pass_seconds(1);
    ConversationId third = world.chat("cid");
    REQUIRE(world.is_offered(first, ava));
    world.reject(ava, first);
    // The decline lets the others go first for this agent no sooner than age says: it is the only
    // one.
    CHECK(world.is_offered(first, ava));
    world.ok(Actor::of_customer("ann"), command::EndConversation{first});
    CHECK(world.is_offered(second, ava));
    CHECK(world.is_open(third));
    CHECK(explain(world.w, third).ahead == 0);
    world.check_laws();
}

TEST_CASE("[RT4] a freed agent takes the smaller priority number first, then the older") {
    World world;
    AgentId ava = world.hire("ava", 1);
    add_queue(world, "vip", 10, {ava});
    ConversationId running = world.chat("ann");
    world.accept(ava, running);
    ConversationId old_normal = world.chat("bob");
    world.pass_seconds(5);
    ConversationId young_vip = world.start("cid", "Hi", "vip").receipt.conversation;
    world.ok(Actor::of_agent(ava), command::EndConversation{running});
    world.ok(Actor::of_agent(ava), command::LeaveConversation{running});
    CHECK(world.is_offered(young_vip, ava));
    CHECK(world.is_open(old_normal));
}

TEST_CASE("[RT5] what nobody can take does not hold up what is behind it") {
    World world;
    AgentId ava = world.hire("ava", 2);
    add_queue(world, "big", 1, {ava}, 3);
    ConversationId big = world.start("ann", "Hi", "big").receipt.conversation;
    ConversationId small = world.chat("bob");
    CHECK(world.is_open(big));
    CHECK(world.is_offered(small, ava));
    CHECK(explain(world.w, big).reason == routing::WaitReason::all_busy);
}

TEST_CASE("[RT6] joining a queue, more capacity and new settings bring work at once") {
    World world;
    ConversationId id = world.chat("ann");
    AgentId ava(world.as_system(World::agent_named("ava", Role::agent, 0)).receipt.id);
    world.connect(ava);
    world.join(ava, QueueId(1));
    CHECK(world.is_open(id));
    auto more = World::agent_named("ava");
    more.id = ava;
    world.as_system(more);
    CHECK(world.is_offered(id, ava));

    world.reject(ava, id);
    world.reject(ava, id);
    world.reject(ava, id);
    CHECK(world.is_open(id));
    CHECK(explain(world.w, id).reason == routing::WaitReason::declined_by_all);
    Settings settings = world.w.settings;
    settings.decline_limit = 5;
    world.as_system(command::ChangeSettings{settings});
    CHECK(world.is_offered(id, ava));
}

TEST_CASE("[AS7] round robin takes turns, and picks do not count") {
    World world;
    AgentId ava = world.hire("ava", 100);
    AgentId ben = world.hire("ben", 100);
    set_method(world, AssignmentMethod::round_robin);
    for (int i = 0; i < 4; ++i) {
        ConversationId id = world.chat("v" + std::to_string(i));
        CHECK(world.at(id).session.agent == (i % 2 == 0 ? ava : ben));
    }
    CHECK(world.w.queues.at(QueueId(1)).turns == 4);
    world.ok(Actor::of_agent(ava), command::SetPresence{PresenceKind::away});
    world.ok(Actor::of_agent(ben), command::SetPresence{PresenceKind::away});
    ConversationId picked = world.chat("picked");
    world.ok(Actor::of_agent(ben), command::PickConversation{picked});
    CHECK(world.w.queues.at(QueueId(1)).turns == 4);
}

TEST_CASE("[SU5] members who stay keep their turn, new ones come first") {
    World world;
    AgentId ava = world.hire("ava", 100);
    set_method(world, AssignmentMethod::round_robin);
    world.chat("ann");
    world.chat("bob");
    AgentId ben = world.hire("ben", 100);
    CHECK(world.w.queues.at(QueueId(1)).members.at(ava) == 2);
    CHECK(world.w.queues.at(QueueId(1)).members.at(ben) == 0);
    CHECK(world.at(world.chat("cid")).session.agent == ben);
}

TEST_CASE("[CP6] no automatic offer beyond the maximum of open sessions") {
    World world;
    AgentId ava = world.hire("ava", 100);
    Settings settings = world.w.settings;
    settings.sessions_open_max = 2;
    world.as_system(command::ChangeSettings{settings});
    world.chat("ann");
    world.chat("bob");
    ConversationId third = world.chat("cid");
    CHECK(world.is_open(third));
    CHECK(world.refused(Actor::of_agent(ava), command::PickConversation{third}).reason ==
          "sessions_open_max");
}

TEST_CASE("[CP5] [SU6] a dearer workstream counts for who waits, not for who is served") {
    World world;
    AgentId ava = world.hire("ava", 2);
    ConversationId first = world.chat("ann");
    world.accept(ava, first);
    ConversationId second = world.chat("bob");
    world.accept(ava, second);
    ConversationId third = world.chat("cid");
    command::SaveWorkstream dearer;
    dearer.value = world.w.workstreams.at(WorkstreamId(1));
    dearer.value.capacity_cost = 2;
    world.as_system(dearer);
    world.check_laws();
    CHECK(world.at(ava).load == 2);
    world.ok(Actor::of_agent(ava), command::EndConversation{first});
    world.ok(Actor::of_agent(ava), command::LeaveConversation{first});
    CHECK(world.is_open(third));
    world.ok(Actor::of_agent(ava), command::EndConversation{second});
    world.ok(Actor::of_agent(ava), command::LeaveConversation{second});
    CHECK(world.is_offered(third, ava));
    CHECK(world.at(ava).load == 2);
}

TEST_CASE("[EX1] an Open conversation says why it waits") {
    using routing::WaitReason;
    World world;
    ConversationId id = world.chat("ann");
    CHECK(explain(world.w, id).reason == WaitReason::no_members);
    AgentId ava(world.as_system(World::agent_named("ava", Role::agent, 1)).receipt.id);
    world.join(ava, QueueId(1));
    CHECK(explain(world.w, id).reason == WaitReason::nobody_signed_in);
    world.ok(Actor::of_agent(ava), command::SetPresence{PresenceKind::away});
    CHECK(explain(world.w, id).reason == WaitReason::nobody_available);
    world.connect(ava);
    world.ok(Actor::of_agent(ava), command::SetPresence{PresenceKind::available});
    REQUIRE(world.is_offered(id, ava));
    world.accept(ava, id);
    ConversationId second = world.chat("bob");
    ConversationId third = world.chat("cid");
    CHECK(explain(world.w, second).reason == WaitReason::all_busy);
    auto why = explain(world.w, third);
    CHECK(why.reason == WaitReason::all_busy);
    CHECK(why.ahead == 1);
    CHECK(why.members == 1);
    CHECK(why.signed_in == 1);
    CHECK(why.available == 1);
    CHECK(why.with_capacity == 0);
}

TEST_CASE("[AV1] widgets say available, busy or offline") {
    World world;
    const Workstream& workstream = world.w.workstreams.at(WorkstreamId(1));
    CHECK(availability(world.w, workstream, world.now) == Availability::offline);
    AgentId ava = world.hire("ava", 1);
    CHECK(availability(world.w, workstream, world.now) == Availability::available);
    ConversationId id = world.chat("ann");
    CHECK(availability(world.w, workstream, world.now) == Availability::busy);
    world.accept(ava, id);
    CHECK(world.presence(ava) == PresenceKind::do_not_disturb);
    CHECK(availability(world.w, workstream, world.now) == Availability::busy);
    world.ok(Actor::of_agent(ava), command::SetPresence{PresenceKind::away});
    CHECK(availability(world.w, workstream, world.now) == Availability::offline);
}
