#pragma once
// A workspace for the core's tests: commands in, time by hand, facts that are not in memory
// hydrated from what happened before, and the laws of the state checked after every command.

#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/limits.hpp"
#include "core/workspace/derived.hpp"
#include "core/workspace/workspace.hpp"

#include <doctest/doctest.h>
#include <map>
#include <string>
#include <vector>

namespace parley::testing {

struct World {
    Workspace w;
    Time now{1'700'000'000'000};
    std::vector<std::pair<Time, Event>> journal;
    std::map<CustomerId, Customer> stored_customers; // what the database would know
    std::map<ConversationId, Conversation> closed;
    std::map<ConversationId, SentMessages> stored_sent;
    int hydrations = 0;

    // One administrator (agent 1), one queue, one workstream of cost 1, one widget "shop".
    World() {
        as_system(agent_named("admin", Role::administrator));
        as_system(command::SaveQueue{{}, "Support", 100, AssignmentMethod::highest_capacity, {}});
        command::SaveWorkstream workstream;
        workstream.value.name = "Chat";
        workstream.value.queue = QueueId(1);
        as_system(workstream);
        command::SaveWidget widget;
        widget.value.key = "shop";
        widget.value.workstream = WorkstreamId(1);
        widget.value.title = "Help";
        as_system(widget);
    }

    static command::SaveAgent agent_named(const std::string& name, Role role = Role::agent,
                                          std::int64_t capacity = 3) {
        command::SaveAgent c;
        c.email = name + "@demo.test";
        c.name = name + " Example";
        c.role = role;
        c.capacity = capacity;
        return c;
    }

    // ---- running ----

    Verdict ask(const Actor& actor, Command command, const std::string& client_id = {}) {
        Request request{actor, client_id, std::move(command)};
        Hydrated hydrated;
        for (int round = 0; round < 4; ++round) {
            Verdict verdict = run(w, request, hydrated, now);
            if (auto* needs = std::get_if<Needs>(&verdict)) {
                ++hydrations;
                REQUIRE(!needs->keys.empty());
                for (const auto& need : needs->keys)
                    hydrate(need, hydrated);
                continue;
            }
            if (auto* outcome = std::get_if<Outcome>(&verdict))
                note(*outcome);
            return verdict;
        }
        FAIL("more than four rounds of hydration");
        return Error{};
    }
    Outcome ok(const Actor& actor, Command command, const std::string& client_id = {}) {
        Verdict verdict = ask(actor, std::move(command), client_id);
        if (auto* error = std::get_if<Error>(&verdict))
            FAIL("refused: " << error->reason << " " << error->detail);
        return std::get<Outcome>(std::move(verdict));
    }
    Outcome as_system(Command command) { return ok(Actor::system(), std::move(command)); }
    Error refused(const Actor& actor, Command command, const std::string& client_id = {}) {
        Verdict verdict = ask(actor, std::move(command), client_id);
        if (std::holds_alternative<Outcome>(verdict))
            FAIL("was not refused");
        return std::get<Error>(std::move(verdict));
    }

    // Lets time pass, each deadline at its moment.
    void pass(Millis time) {
        Time until = now + time;
        while (next_deadline(w) <= until) {
            now = std::max(now, next_deadline(w));
            as_system(command::Tick{});
        }
        now = until;
    }
    void pass_seconds(std::int64_t seconds) { pass(Millis(seconds * 1'000)); }
    void pass_minutes(std::int64_t minutes) { pass(Millis(minutes * 60'000)); }

    // ---- people ----

    // A member of queue 1, connected and available.
    AgentId hire(const std::string& name, std::int64_t capacity = 3, Role role = Role::agent) {
        AgentId id(as_system(agent_named(name, role, capacity)).receipt.id);
        join(id, QueueId(1));
        connect(id);
        return id;
    }
    void join(AgentId agent, QueueId queue) {
        const Queue& known = w.queues.at(queue);
        command::SaveQueue c{queue, known.name, known.priority, known.method, {}};
        for (const auto& [member, turn] : known.members)
            c.members.push_back(member);
        c.members.push_back(agent);
        as_system(c);
    }
    void connect(AgentId agent, std::int64_t count = 1) {
        as_system(command::AgentConnections{agent, count});
    }
    void disconnect(AgentId agent) { connect(agent, 0); }
    void connect(const std::string& visitor, std::int64_t count = 1) {
        as_system(command::CustomerConnections{visitor, count});
    }
    void disconnect(const std::string& visitor) { connect(visitor, 0); }

    // The visitor is connected and starts a chat.
    ConversationId chat(const std::string& visitor, const std::string& text = "Hello") {
        connect(visitor);
        return start(visitor, text).receipt.conversation;
    }
    Outcome start(const std::string& visitor, const std::string& text = "Hello",
                  const std::string& widget = "shop") {
        command::StartChat c;
        c.widget = widget;
        c.text = text;
        return ok(Actor::of_customer(visitor), c);
    }
    Outcome says(const std::string& visitor, ConversationId id, const std::string& text,
                 const std::string& client_id) {
        return ok(Actor::of_customer(visitor), command::SendMessage{id, text}, client_id);
    }
    Outcome says(AgentId agent, ConversationId id, const std::string& text,
                 const std::string& client_id) {
        return ok(Actor::of_agent(agent), command::SendMessage{id, text}, client_id);
    }
    Outcome accept(AgentId agent, ConversationId id) {
        return ok(Actor::of_agent(agent), command::AcceptOffer{id});
    }
    Outcome reject(AgentId agent, ConversationId id) {
        return ok(Actor::of_agent(agent), command::RejectOffer{id});
    }

    // ---- looking ----

    const Conversation& at(ConversationId id) const { return w.conversations.at(id); }
    const Agent& at(AgentId id) const { return w.agents.at(id); }
    PresenceKind presence(AgentId id) const { return at(id).presence.kind; }
    bool is_offered(ConversationId id, AgentId agent) const {
        return at(id).state == ConversationState::active &&
               at(id).session.state == SessionState::offered && at(id).session.agent == agent;
    }
    bool is_with(ConversationId id, AgentId agent) const {
        return at(id).state == ConversationState::active &&
               at(id).session.state == SessionState::accepted && at(id).session.agent == agent;
    }
    bool is_open(ConversationId id) const { return at(id).state == ConversationState::open; }
    std::vector<SystemLine> lines(ConversationId id) const {
        std::vector<SystemLine> lines;
        for (const auto& [time, event] : journal)
            if (auto* added = std::get_if<event::MessageAdded>(&event))
                if (added->conversation == id && added->author == AuthorKind::system)
                    lines.push_back(added->message->line);
        return lines;
    }

    // Forgets everything Closed, as the app does once that is durable.
    void evict() {
        std::vector<ConversationId> gone;
        for (const auto& [id, c] : w.conversations)
            if (c.state == ConversationState::closed)
                gone.push_back(id);
        for (ConversationId id : gone)
            evict_closed(w, id);
    }

    // What the server does at a start: everything derived is made anew.
    void restart() {
        evict();
        rebuild(w, now);
    }

    // ---- laws ----

    void check_laws() const {
        std::map<AgentId, std::int64_t> load;
        for (const auto& [id, c] : w.conversations) {
            bool unclosed = c.session.number > 0 && c.session.state != SessionState::closed;
            bool has_owner =
                c.state == ConversationState::active || c.state == ConversationState::wrap_up;
            CHECK_MESSAGE(unclosed == has_owner, "[CV2] conversation " << id.value);
            CHECK_MESSAGE((unclosed || c.cost == 0), "[CP1] conversation " << id.value);
            CHECK(c.customer_read_seq <= c.last_seq);
            CHECK(c.agent_read_seq <= c.last_seq);
            load[c.session.agent] += c.cost;
            bool is_hot = w.hot_by_agent.contains(c.session.agent) &&
                          w.hot_by_agent.at(c.session.agent).contains(id);
            CHECK(is_hot == unclosed);
            auto due = w.conversation_deadline.find(id);
            CHECK((due == w.conversation_deadline.end() ? Time::never() : due->second) ==
                  conversation_due(w, c));
            if (c.state == ConversationState::open)
                check_nobody_fits(c);
        }
        for (const auto& [id, agent] : w.agents) {
            CHECK_MESSAGE(agent.load == load[id], "[CP1] agent " << id.value);
            auto due = w.agent_deadline.find(id);
            CHECK((due == w.agent_deadline.end() ? Time::never() : due->second) ==
                  agent_due(w, agent));
        }
        CHECK(w.conversation_deadlines.size() == w.conversation_deadline.size());
        CHECK(w.agent_deadlines.size() == w.agent_deadline.size());
        for (const auto& [id, customer] : w.customers)
            CHECK_MESSAGE(w.hot_by_customer.contains(id),
                          "customer without conversation in memory");
    }

    // Durable state only: what rows hold.
    static void check_same(const Workspace& a, const Workspace& b) {
        CHECK(a.settings == b.settings);
        CHECK(a.counters == b.counters);
        CHECK(a.agents == b.agents);
        CHECK(a.queues == b.queues);
        CHECK(a.workstreams == b.workstreams);
        CHECK(a.widgets == b.widgets);
        CHECK(a.quick_replies == b.quick_replies);
        CHECK(a.logins == b.logins);
        CHECK(a.conversations == b.conversations);
        CHECK(a.customers == b.customers);
    }

private:
    void hydrate(const Need& need, Hydrated& hydrated) {
        if (auto* customer = std::get_if<NeedCustomer>(&need)) {
            for (const auto& [id, stored] : stored_customers)
                if (stored.visitor == customer->visitor)
                    return hydrate_customer(w, stored);
            hydrated.absent_visitors.insert(customer->visitor);
        } else if (auto* conversation = std::get_if<NeedConversation>(&need)) {
            auto known = closed.find(conversation->conversation);
            hydrated.cold_conversations[conversation->conversation] =
                known == closed.end() ? std::nullopt : std::optional(known->second.customer);
        } else if (auto* sent = std::get_if<NeedSentMessages>(&need)) {
            hydrate_sent(w, sent->conversation, stored_sent[sent->conversation]);
        }
    }

    void note(const Outcome& outcome) {
        for (const Event& event : outcome.events) {
            if (auto* saved = std::get_if<event::CustomerSaved>(&event))
                stored_customers[saved->customer] = *saved->value;
            if (auto* added = std::get_if<event::MessageAdded>(&event)) {
                CHECK_MESSAGE(added->seq == ++last_seq_[added->conversation],
                              "[MS1] seq has a hole");
                const Message& m = *added->message;
                if (!m.client_id.empty())
                    stored_sent[added->conversation]
                        .by_client_id[client_id_key(m.author, m.agent, m.client_id)] =
                        SentMessage{m.seq, fnv1a64(m.text)};
            }
            if (auto* changed = std::get_if<event::StateChanged>(&event)) {
                CHECK_MESSAGE(!closed.contains(changed->conversation), "[CV1] reopened");
                if (changed->to == ConversationState::closed)
                    closed[changed->conversation] = w.conversations.at(changed->conversation);
            }
            if (auto* opened = std::get_if<event::SessionOpened>(&event))
                if (opened->session.cause == AssignmentCause::automatic) {
                    const Agent& agent = at(opened->session.agent);
                    CHECK_MESSAGE(agent.load <= agent.capacity, "[CP2] automatic beyond capacity");
                }
            if (auto* changed = std::get_if<event::PresenceChanged>(&event))
                presence_grows(changed->agent, changed->presence, 1);
            if (auto* gone = std::get_if<event::AgentDisconnected>(&event))
                presence_grows(gone->agent, gone->presence, 1);
            if (auto* back = std::get_if<event::AgentReturned>(&event))
                presence_grows(back->agent, back->presence, 0);
            journal.emplace_back(now, event);
        }
    }

    void presence_grows(AgentId agent, const Presence& presence, std::int64_t least) {
        auto& version = presence_version_[agent];
        CHECK_MESSAGE(presence.version >= version + least, "[PR1] presence version");
        CHECK(presence.version <= version + 1);
        version = presence.version;
    }

    // Routing seen slowly: no member of the queue could take this one.
    void check_nobody_fits(const Conversation& c) const {
        const Workstream& workstream = w.workstreams.at(c.workstream);
        if (c.declines.size() >= limits::decliners_stop)
            return;
        for (const auto& [id, turn] : w.queues.at(c.queue).members) {
            const Agent& agent = at(id);
            bool presence_allowed =
                agent.presence.kind == PresenceKind::available ||
                (agent.presence.kind == PresenceKind::busy && workstream.allow_busy);
            auto declined = c.declines.find(id);
            bool declined_out =
                declined != c.declines.end() && declined->second >= w.settings.decline_limit;
            bool fits =
                presence_allowed && !agent.disabled && !agent.before_disconnect &&
                is_there(w, id, now) && !declined_out &&
                agent.capacity - agent.load >= workstream.capacity_cost &&
                sessions_open(w, id) < static_cast<std::size_t>(w.settings.sessions_open_max);
            CHECK_MESSAGE(!fits, "[RT1] conversation " << c.id.value << " waits, agent " << id.value
                                                       << " is free");
        }
    }

    std::map<ConversationId, Seq> last_seq_;
    std::map<AgentId, std::int64_t> presence_version_;
};

} // namespace parley::testing
