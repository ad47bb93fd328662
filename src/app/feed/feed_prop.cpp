// Whatever happens, in whatever batches: what a client holds is what a fresh snapshot gives, what
// is stored is what is in memory, and no message comes twice or is lost.

#include "app/feed/build_views.hpp"
#include "app/testing/switchboard_world.hpp"
#include "core/testing/story.hpp"

using namespace parley;
using parley::testing::any_step;
using parley::testing::Client;
using parley::testing::Step;
using parley::testing::SwitchboardWorld;

namespace {

// Agents 2 to 5 (5 is a supervisor) and customers v0 to v3, each with one client.
struct Story : SwitchboardWorld {
    std::vector<Client> clients;
    std::vector<bool> connected;
    int sent = 0;

    Story() {
        as_system(agent_named("mei", Role::agent));
        as_system(agent_named("sofia", Role::supervisor));
        as_system(command::SaveQueue{{}, "Sales", 50, AssignmentMethod::round_robin, {AgentId(4)}});
        command::SaveWorkstream workstream;
        workstream.value.name = "Sales";
        workstream.value.queue = QueueId(2);
        workstream.value.wrap_up_capacity = WrapUpCapacity::none;
        as_system(workstream);
        command::SaveWidget widget;
        widget.value.key = "sales";
        widget.value.title = "Sales";
        widget.value.workstream = WorkstreamId(2);
        as_system(widget);
        for (int i = 0; i < 4; ++i)
            clients.push_back(follower(agent(i)));
        for (int i = 0; i < 4; ++i)
            clients.push_back(follower(customer(i)));
        connected.assign(clients.size(), true);
        commit();
    }

    static Actor agent(int who) { return Actor::of_agent(AgentId(2 + who)); }
    static Actor customer(int who) { return Actor::of_customer("v" + std::to_string(who)); }

    ConversationId conversation(int which) const {
        return ConversationId(
            std::max<std::int64_t>(1, switchboard->state().counters.conversations - which));
    }
    // Its agent, so that most commands are not refused.
    Actor agent_of(ConversationId id, int otherwise) const {
        const auto& conversations = switchboard->state().conversations;
        auto c = conversations.find(id);
        bool has = c != conversations.end() && c->second.session.agent;
        return has ? Actor::of_agent(c->second.session.agent) : agent(otherwise);
    }

    void come(std::size_t i, bool resumed) {
        auto held = clients[i].socket;
        auto opened = clients[i].subscriber->opened;
        clients[i] = connect(i < 4 ? agent(int(i)) : customer(int(i) - 4));
        if (resumed) {
            clients[i].socket->rows = held->rows;
            clients[i].socket->rows.connecting();
        }
        connected[i] = true;
        follow(clients[i], resumed);
        for (ConversationId id : opened) // as browsers do after a reconnect
            open(clients[i], id);
    }
    void go(std::size_t i) {
        if (connected[i])
            disconnect(clients[i]);
        connected[i] = false;
    }

    void play(const Step& s) {
        auto id = conversation(s.which);
        auto own = agent_of(id, s.who);
        auto person = std::size_t(s.who + (s.detail % 2) * 4);
        std::string client_id = "c" + std::to_string(s.detail == 0 ? 0 : ++sent);
        now = now + Millis(s.detail * 90);
        switch (s.what) {
        case 0:
        case 1:
        case 2:
        case 3: {
            command::StartChat start;
            start.widget = s.detail % 3 == 0 ? "sales" : "shop";
            start.text = s.detail == 1 ? "" : "Hello";
            start.message_client_id = client_id;
            start.name = s.detail == 2 ? "Name " + std::to_string(s.which) : "";
            ask(customer(s.who), start);
            break;
        }
        case 4:
        case 5:
        case 6:
            ask(customer(s.who), command::SendMessage{id, "words"}, client_id);
            break;
        case 7:
        case 8:
            ask(own, command::SendMessage{id, "an answer"}, client_id);
            break;
        case 9:
        case 10:
        case 11:
            ask(own, command::AcceptOffer{id});
            break;
        case 12:
            ask(own, command::RejectOffer{id});
            break;
        case 13:
            ask(agent(s.who), command::PickConversation{id});
            break;
        case 14:
            ask(own, command::EndConversation{id});
            break;
        case 15:
            ask(customer(s.who), command::EndConversation{id});
            break;
        case 16:
            ask(own, command::LeaveConversation{id});
            break;
        case 17:
            ask(agent(s.who), command::SetPresence{static_cast<PresenceKind>(s.detail % 5)});
            break;
        case 18:
            ask(customer(s.who), command::MarkRead{id, s.detail});
            break;
        case 19:
            ask(own, command::MarkRead{id, s.detail});
            break;
        case 20:
            ask(customer(s.who), command::SetContext{id, {{"k", std::to_string(s.detail)}}});
            break;
        case 21:
            go(person);
            break;
        case 22:
            if (!connected[person])
                come(person, s.which != 0);
            break;
        case 23:
            pass(Millis(s.detail * 1'500));
            break;
        case 24:
            pass(Millis(s.detail * 60'000));
            break;
        case 25:
            set_up(s);
            break;
        case 26:
            look(s, id);
            break;
        case 27:
            if (connected[std::size_t(s.who)])
                switchboard->hub().follow_open_list(switchboard->state(), switchboard->batch(),
                                                    clients[std::size_t(s.who)].subscriber,
                                                    s.detail > 1);
            break;
        case 28:
            if (s.detail == 0) {
                commit();
                restart();
                for (std::size_t i = 0; i < clients.size(); ++i)
                    if (connected[i])
                        come(i, true);
            }
            break;
        case 29:
            pulse();
            break;
        default:
            break;
        }
        if (s.detail != 5) // sometimes several commands share a batch
            commit();
    }

    void set_up(const Step& s) {
        if (s.which == 0) {
            as_system(command::SaveQuickReply{
                {{}, AgentId(s.who == 0 ? 0 : 1 + s.who), "x", "", "text"}});
        } else if (s.which == 1) {
            auto save = agent_named("ava" + std::to_string(s.detail), Role::agent);
            save.id = AgentId(2);
            save.capacity = s.detail;
            as_system(save);
        } else {
            command::SaveQueue save{
                QueueId(1 + s.which % 2), "Q", 50 + s.detail, AssignmentMethod::least_active, {}};
            for (int i = 0; i < 4; ++i)
                if ((s.detail + s.which * 3) >> i & 1)
                    save.members.push_back(AgentId(2 + i));
            as_system(save);
        }
    }

    // follow_conversation and unfollow_conversation.
    void look(const Step& s, ConversationId id) {
        const auto& state = switchboard->state();
        const auto& client = clients[std::size_t(s.who)];
        auto c = state.conversations.find(id);
        if (!connected[std::size_t(s.who)] || c == state.conversations.end())
            return;
        if (s.detail == 0)
            return switchboard->hub().unopen(state, switchboard->batch(), client.subscriber, id);
        open(client, id);
    }

    void open(const Client& client, ConversationId id) {
        switchboard->query(
            {id},
            [client, id](Switchboard& board, Time) {
                const auto& w = board.state();
                auto found = w.conversations.find(id);
                if (found != w.conversations.end() &&
                    may_view(w, w.agents.at(client.subscriber->actor.agent), found->second))
                    board.hub().open(w, board.batch(), client.subscriber, id, 0);
            },
            now);
        answer_facts();
    }

    void check() {
        commit();
        for (int i = 0; i < 3; ++i) {
            pulse();
            commit();
        }
        check_stored();
        for (std::size_t i = 0; i < clients.size(); ++i) {
            const auto& client = clients[i];
            RC_ASSERT(client.rows().problems() == std::vector<std::string>());
            if (!connected[i])
                continue;
            // The same person on another device, looking at the same things.
            auto fresh = connect(client.subscriber->actor);
            fresh.subscriber->opened = client.subscriber->opened;
            follow(fresh);
            if (client.subscriber->follows_open_list)
                switchboard->hub().follow_open_list(switchboard->state(), switchboard->batch(),
                                                    fresh.subscriber, true);
            commit();
            pulse();
            commit();
            auto differences = client.rows().differences(fresh.rows());
            RC_ASSERT(differences == std::vector<std::string>());
            RC_ASSERT(fresh.rows().problems() == std::vector<std::string>());
            disconnect(fresh);
            commit();
        }
    }

    void check_stored() {
        auto loaded = rows.load(WorkspaceId(1));
        auto stored = from_rows(*loaded, now);
        RC_ASSERT(stored.has_value());
        const auto& w = switchboard->state();
        RC_ASSERT(w.agents == stored->agents);
        RC_ASSERT(w.queues == stored->queues);
        RC_ASSERT(w.quick_replies == stored->quick_replies);
        RC_ASSERT(w.counters == stored->counters);
        for (const auto& [id, c] : w.conversations)
            if (c.state != ConversationState::closed) {
                RC_ASSERT(stored->conversations.contains(id));
                RC_ASSERT(c == stored->conversations.at(id));
            }
        for (const auto& [id, c] : stored->conversations)
            RC_ASSERT(w.conversations.contains(id));
    }
};

} // namespace

TEST_CASE("[FD1] [FD2] [FD3] [FD4] [FD7] rows plus changes are what a fresh snapshot gives") {
    CHECK(rc::check("feed", [] {
        Story story;
        auto steps = *rc::gen::container<std::vector<Step>>(any_step(30, 4, 5));
        for (const auto& step : steps)
            story.play(step);
        story.check();
    }));
}
