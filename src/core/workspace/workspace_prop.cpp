// Random stories: whatever people do in whatever order, the laws of the state hold after every
// command, the events alone make the same state, and a restart forgets nothing.

#include "core/testing/story.hpp"
#include "core/testing/world.hpp"

using namespace parley;
using parley::testing::any_step;
using parley::testing::Step;
using parley::testing::World;

namespace {

// Two queues of different priority and method, three workstreams, five agents.
struct Story : World {
    Story() {
        for (int i = 0; i < 5; ++i)
            hire("a" + std::to_string(i), 1 + i % 3, i == 4 ? Role::supervisor : Role::agent);
        as_system(command::SaveQueue{
            {}, "VIP", 10, AssignmentMethod::round_robin, {AgentId(3), AgentId(4), AgentId(5)}});
        for (int i = 0; i < 2; ++i) {
            command::SaveWorkstream workstream;
            workstream.value.name = "W";
            workstream.value.queue = QueueId(i + 1);
            workstream.value.capacity_cost = 1 + i;
            workstream.value.allow_busy = i == 0;
            workstream.value.wrap_up_capacity =
                i == 0 ? WrapUpCapacity::custom : WrapUpCapacity::none;
            WorkstreamId id(as_system(workstream).receipt.id);
            command::SaveWidget widget;
            widget.value.key = "w" + std::to_string(i);
            widget.value.workstream = id;
            as_system(widget);
        }
    }

    AgentId agent(int who) const { return AgentId(2 + who); }
    static std::string visitor(int who) { return "v" + std::to_string(who); }

    // A conversation that exists, or one that never did.
    ConversationId conversation(int which) const {
        return ConversationId(std::max<std::int64_t>(1, w.counters.conversations - which));
    }

    void play(const Step& s) {
        Actor agent_actor = Actor::of_agent(agent(s.who));
        Actor customer = Actor::of_customer(visitor(s.who));
        ConversationId id = conversation(s.which);
        std::string client_id = "c" + std::to_string(s.detail);
        now = now + Millis(1 + s.detail * 37);
        switch (s.what) {
        case 0:
        case 1:
        case 2:
        case 3:
        case 4: {
            command::StartChat c;
            c.widget = s.detail % 3 == 0 ? "shop" : "w" + std::to_string(s.detail % 2);
            c.text = s.detail == 5 ? "" : "Hello";
            c.message_client_id = client_id;
            ask(customer, c);
            break;
        }
        case 5:
        case 6:
            ask(customer, command::SendMessage{id, "words"}, client_id);
            break;
        case 7:
        case 8:
            ask(agent_actor, command::SendMessage{id, "words"}, client_id);
            break;
        case 9:
            ask(agent_actor, command::SendMessage{id, "other words"}, client_id);
            break;
        case 10:
        case 11:
        case 12:
        case 13:
        case 14:
        case 15:
            accept_some(s);
            break;
        case 16:
        case 17:
            ask(agent_actor, command::RejectOffer{id});
            break;
        case 18:
            ask(agent_actor, command::PickConversation{id});
            break;
        case 19:
        case 20:
            ask(agent_actor, command::EndConversation{id});
            break;
        case 21:
            ask(customer, command::EndConversation{id});
            break;
        case 22:
        case 23:
            ask(agent_actor, command::LeaveConversation{id});
            break;
        case 24:
            ask(agent_actor, command::SetPresence{static_cast<PresenceKind>(s.detail % 5)});
            break;
        case 25:
        case 26:
            connect(agent(s.who), s.detail % 3);
            break;
        case 27:
        case 28:
            connect(visitor(s.who), s.detail % 3);
            break;
        case 29:
            as_system(command::Touch{agent_actor});
            break;
        case 30:
            as_system(command::Touch{customer});
            break;
        case 31:
            ask(agent_actor, command::SignOut{s.detail % 2 == 0, s.which % 2 == 0});
            break;
        case 32:
            pass(Millis(s.detail * 4'000));
            break;
        case 33:
            pass_minutes(s.detail);
            break;
        case 34:
            ask(customer, command::MarkRead{id, s.detail});
            break;
        case 35:
            save_agent(s);
            break;
        case 36:
            save_queue(s);
            break;
        case 37:
            save_workstream(s);
            break;
        case 38:
            settings(s);
            break;
        case 39:
            if (s.detail == 0)
                restart();
            else
                evict();
            break;
        default:
            break;
        }
    }

    void accept_some(const Step& s) {
        ConversationId id = conversation(s.which);
        auto known = w.conversations.find(id);
        AgentId who = known == w.conversations.end() ? agent(s.who) : known->second.session.agent;
        ask(Actor::of_agent(who ? who : agent(s.who)), command::AcceptOffer{id});
    }
    void save_agent(const Step& s) {
        auto c = agent_named("a" + std::to_string(s.who),
                             s.who == 4 ? Role::supervisor : Role::agent, s.detail);
        c.id = agent(s.who);
        c.disabled = s.which == 0;
        as_system(c);
    }
    void save_queue(const Step& s) {
        command::SaveQueue c{
            QueueId(1 + s.who % 2), "Q", s.detail, static_cast<AssignmentMethod>(s.which % 3), {}};
        for (int i = 0; i < 5; ++i)
            if ((s.which + s.detail * 5) >> i & 1)
                c.members.push_back(agent(i));
        as_system(c);
    }
    void save_workstream(const Step& s) {
        command::SaveWorkstream c;
        c.value = w.workstreams.at(WorkstreamId(1 + s.who % 3));
        c.value.capacity_cost = 1 + s.detail % 3;
        c.value.allow_busy = s.which % 2 == 0;
        c.value.wrap_up_capacity = static_cast<WrapUpCapacity>(s.which % 3);
        as_system(c);
    }
    void settings(const Step& s) {
        Settings changed;
        changed.decline_limit = 1 + s.detail % 5;
        changed.sessions_open_max = 1 + s.which % 9;
        changed.customer_gone_ms = 60'000 * (1 + s.who);
        changed.agent_gone_ms = 30'000 * (1 + s.who);
        as_system(command::ChangeSettings{changed});
    }
};

std::string written(const std::vector<std::pair<Time, Event>>& journal) {
    std::string text;
    for (const auto& [time, event] : journal)
        text += std::to_string(time.ms) + " " + to_json(event) + "\n";
    return text;
}

} // namespace

TEST_CASE("[CV1] [CV2] [CP1] [CP2] [RT1] [MS1] [PR1] the laws hold in every story") {
    CHECK(rc::check("laws", [] {
        Story story;
        auto steps = *rc::gen::container<std::vector<Step>>(any_step(40, 5, 8));
        for (const Step& step : steps) {
            story.play(step);
            story.check_laws();
        }
    }));
}

TEST_CASE("[AT10] [RT7] the events alone make the same state, and the same story the same events") {
    CHECK(rc::check("replay", [] {
        auto steps = *rc::gen::container<std::vector<Step>>(any_step(40, 5, 8));
        Story story;
        Story again;
        for (const Step& step : steps) {
            story.play(step);
            again.play(step);
        }
        RC_ASSERT(written(story.journal) == written(again.journal));
        World::check_same(story.w, again.w);

        Workspace replayed;
        for (const auto& [time, event] : story.journal)
            evolve(replayed, event, time);
        std::vector<ConversationId> closed;
        for (const auto& [id, c] : replayed.conversations)
            if (c.state == ConversationState::closed)
                closed.push_back(id);
        for (ConversationId id : closed)
            evict_closed(replayed, id);
        story.evict();
        World::check_same(story.w, replayed);
    }));
}

TEST_CASE("[TM6] [CP1] a rebuilt workspace is the same, and goes on by the same laws") {
    CHECK(rc::check("rebuild", [] {
        auto before = *rc::gen::container<std::vector<Step>>(any_step(40, 5, 8));
        auto after = *rc::gen::container<std::vector<Step>>(any_step(40, 5, 8));
        Story story;
        for (const Step& step : before)
            story.play(step);
        Workspace replayed;
        for (const auto& [time, event] : story.journal)
            evolve(replayed, event, time);
        story.restart();
        std::vector<ConversationId> closed;
        for (const auto& [id, c] : replayed.conversations)
            if (c.state == ConversationState::closed)
                closed.push_back(id);
        for (ConversationId id : closed)
            evict_closed(replayed, id);
        World::check_same(story.w, replayed);
        for (const Step& step : after) {
            story.play(step);
            story.check_laws();
        }
        for (const auto& [time, event] : story.journal)
            RC_ASSERT(time <= story.now);
    }));
}

TEST_CASE("[OF3] [TM1] [TM2] [TM4] left alone, every story comes to an end") {
    CHECK(rc::check("liveness", [] {
        auto steps = *rc::gen::container<std::vector<Step>>(any_step(40, 5, 8));
        Story story;
        for (const Step& step : steps)
            story.play(step);
        for (int i = 0; i < 5; ++i) {
            story.disconnect(story.agent(i));
            story.disconnect(Story::visitor(i));
        }
        story.pass_minutes(24 * 60);
        story.evict();
        RC_ASSERT(story.w.conversations.empty());
        RC_ASSERT(next_deadline(story.w) == Time::never());
        for (const auto& [id, agent] : story.w.agents)
            RC_ASSERT(agent.load == 0);
        story.check_laws();
    }));
}
