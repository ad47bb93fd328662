#include "sim/promises.hpp"

#include "sim/process.hpp"

#include "app/switchboard/row_mapping.hpp"
#include "base/json.hpp"
#include "base/limits.hpp"
#include "core/workspace/derived.hpp"

#include <boost/json/serialize.hpp>
#include <limits>

namespace parley::sim {

namespace {

std::string name_of(std::string_view what, std::int64_t id) {
    return std::string(what) + " " + std::to_string(id);
}

template <class Map>
void compare(Promises& promises, std::string_view what, const Map& memory, const Map& stored) {
    for (const auto& [id, value] : memory)
        if (auto it = stored.find(id); it == stored.end())
            promises.fail(name_of(what, id.value) + " is not stored");
        else if (!(it->second == value))
            promises.fail(name_of(what, id.value) + " is stored differently");
    for (const auto& [id, value] : stored)
        if (!memory.contains(id))
            promises.fail(name_of(what, id.value) + " is only stored");
}

} // namespace

void Promises::answered(const Asked& asked, bool ok, const boost::json::object& body) {
    if (!ok) {
        std::string_view code = body.at("code").as_string();
        std::string reason(body.at("reason").as_string());
        if (code == "internal")
            fail(std::string(asked.operation) + " answered internal: " + reason);
        // What was answered well once is answered well again. `unavailable` says nothing, and who
        // may no longer ask is not answered.
        bool says_nothing =
            code == "unavailable" || code == "unauthenticated" || code == "permission_denied";
        auto first = acknowledged_.find({actor_key(asked.actor), asked.client_id});
        if (!asked.client_id.empty() && first != acknowledged_.end() && !says_nothing)
            fail("[MS4] " + std::string(asked.operation) + " under " + asked.client_id +
                 " was acknowledged and is now refused: " + reason);
        return;
    }
    auto conversation = body.at("conversation").as_int64();
    if (std::holds_alternative<command::AcceptOffer>(asked.command))
        accepted_.insert({conversation, asked.actor.agent.value});
    if (std::holds_alternative<command::StartChat>(asked.command))
        visitor_of_.emplace(conversation, asked.actor.visitor);
    if (asked.client_id.empty())
        return;
    MessageKey message{conversation, body.at("seq").as_int64()};
    // A message's answer names the position of the commit it was repeated in; operations answer the
    // very same.
    std::string reply = asked.message() ? "" : boost::json::serialize(body);
    auto [first, fresh] = acknowledged_.try_emplace({actor_key(asked.actor), asked.client_id},
                                                    Acknowledged{message, reply});
    if (!fresh && (first->second.message != message || first->second.reply != reply))
        fail("[MS4] " + std::string(asked.operation) + " under " + asked.client_id +
             " was answered twice and differently: " + boost::json::serialize(body));
    if (const auto* sent = asked.message())
        if (auto [told, is_new] = told_.try_emplace(
                message,
                Told{asked.actor.kind == ActorKind::agent ? "agent" : "customer", sent->text});
            !is_new && told->second.text != sent->text)
            fail("[MS1] two messages have seq " + std::to_string(message.second) +
                 " of conversation " + std::to_string(message.first));
}

void Promises::said(const Actor& to, const boost::json::object& frame) {
    const auto* rows = frame.if_contains("rows");
    if (!rows)
        return;
    for (const auto& each : rows->as_array()) {
        const auto& row = each.as_object();
        std::string_view key = row.at("key").as_string();
        const auto* value = row.if_contains("value");
        if (value && key.starts_with("message/"))
            shown(to, value->as_object());
        if (!value || to.kind != ActorKind::customer || !key.starts_with("conversation/"))
            continue;
        auto id = value->as_object().at("id").as_int64();
        auto owner = visitor_of_.find(id);
        if (owner != visitor_of_.end() && owner->second != to.visitor)
            fail(to.visitor + " sees conversation " + std::to_string(id) + " of " + owner->second);
    }
}

void Promises::shown(const Actor& to, const boost::json::object& message) {
    auto conversation = message.at("conversation").as_int64();
    auto seq = message.at("seq").as_int64();
    std::string author(message.at("author").as_string());
    if (to.kind == ActorKind::customer) {
        auto owner = visitor_of_.find(conversation);
        if (owner != visitor_of_.end() && owner->second != to.visitor)
            fail(to.visitor + " reads conversation " + std::to_string(conversation));
        if (message.contains("agent"))
            fail("a customer is told which agent it is");
    }
    if (author == "system")
        return;
    std::string text(message.at("text").as_string());
    auto [told, fresh] = told_.try_emplace({conversation, seq}, Told{author, text});
    if (!fresh && (told->second.text != text || told->second.author != author))
        fail("[MS2] readers see different messages as " + std::to_string(conversation) + "/" +
             std::to_string(seq) + ": " + told->second.text + " and " + text);
}

void Promises::decided(const Switchboard& board) {
    const auto& w = board.state();
    std::vector<const Conversation*> assigned;
    std::set<AgentId> picked; // may exceed their capacity
    for (const auto& [id, c] : w.conversations) {
        if (c.session.number == 0)
            continue;
        auto [known, fresh] = sessions_.try_emplace({id.value, c.session.number}, c.session.agent);
        if (!fresh) {
            if (known->second != c.session.agent)
                fail("[CV2] session " + std::to_string(c.session.number) + " of conversation " +
                     std::to_string(id.value) + " has two agents");
            continue;
        }
        if (c.session.cause == AssignmentCause::pick)
            picked.insert(c.session.agent);
        else if (c.cost > 0)
            assigned.push_back(&c);
    }
    for (const auto* c : assigned)
        if (const auto& agent = w.agents.at(c->session.agent);
            agent.load > agent.capacity && !picked.contains(agent.id))
            fail("[CP2] " + name_of("agent", agent.id.value) + " was given conversation " +
                 std::to_string(c->id.value) + " and now holds " + std::to_string(agent.load) +
                 " of " + std::to_string(agent.capacity));
}

void Promises::committed(const WorkspaceCommit& commit, bool ok) {
    if (!ok)
        return;
    if (position_ != 0 && commit.position_before != position_)
        fail("position " + std::to_string(commit.workspace.position) + " follows on " +
             std::to_string(position_));
    position_ = commit.workspace.position;
}

void Promises::loaded(const Workspace& w) {
    sessions_.clear();
    for (const auto& [id, c] : w.conversations)
        if (c.session.number != 0)
            sessions_.emplace(std::pair(id.value, c.session.number), c.session.agent);
    // A commit that nobody heard of may or may not be there.
    if (w.position < position_)
        fail("position " + std::to_string(position_) + " was stored and is now " +
             std::to_string(w.position));
    position_ = w.position;
}

void Promises::check_memory(const Workspace& w, const Workspace& stored) {
    if (!(w.settings == stored.settings))
        fail("settings are stored differently");
    if (!(w.counters == stored.counters))
        fail("counters are stored as " + to_json(stored.counters) + ", in memory " +
             to_json(w.counters));
    if (w.position != stored.position)
        fail("position " + std::to_string(w.position) + " is stored as " +
             std::to_string(stored.position));
    compare(*this, "agent", w.agents, stored.agents);
    compare(*this, "queue", w.queues, stored.queues);
    compare(*this, "workstream", w.workstreams, stored.workstreams);
    compare(*this, "widget", w.widgets, stored.widgets);
    compare(*this, "quick reply", w.quick_replies, stored.quick_replies);
    compare(*this, "login", w.logins, stored.logins);
    std::map<ConversationId, Conversation> hot;
    for (const auto& [id, c] : w.conversations)
        if (c.state != ConversationState::closed)
            hot.emplace(id, c);
    compare(*this, "conversation", hot,
            std::map(stored.conversations.begin(), stored.conversations.end()));
    for (const auto& [id, customer] : stored.customers)
        if (auto it = w.customers.find(id); it == w.customers.end() || !(it->second == customer))
            fail(name_of("customer", id.value) + " is stored differently");
}

// Seen slowly, without routing's index: no member of the queue could take this one.
bool Promises::nobody_fits(const Workspace& w, const Conversation& c, Time now) {
    const auto& workstream = w.workstreams.at(c.workstream);
    if (c.declines.size() >= limits::decliners_stop)
        return true;
    for (const auto& [id, turn] : w.queues.at(c.queue).members) {
        const auto& agent = w.agents.at(id);
        bool present = agent.presence.kind == PresenceKind::available ||
                       (agent.presence.kind == PresenceKind::busy && workstream.allow_busy);
        auto declined = c.declines.find(id);
        bool out = declined != c.declines.end() && declined->second >= w.settings.decline_limit;
        if (present && !out && !agent.disabled && !agent.before_disconnect &&
            is_there(w, id, now) && agent.capacity - agent.load >= workstream.capacity_cost &&
            sessions_open(w, id) < static_cast<std::size_t>(w.settings.sessions_open_max)) {
            fail("[RT1] conversation " + std::to_string(c.id.value) + " waits and agent " +
                 std::to_string(id.value) + " is free");
            return false;
        }
    }
    return true;
}

void Promises::check_work(const Workspace& w, Time now) {
    std::map<AgentId, std::int64_t> load;
    constexpr Millis slack{3'000};
    for (const auto& [id, c] : w.conversations) {
        load[c.session.agent] += c.cost;
        bool unclosed = c.session.number > 0 && c.session.state != SessionState::closed;
        bool has_owner =
            c.state == ConversationState::active || c.state == ConversationState::wrap_up;
        if (unclosed != has_owner)
            fail("[CV2] conversation " + std::to_string(id.value) + " and its session disagree");
        if (c.state == ConversationState::open)
            nobody_fits(w, c, now);
        if (c.state == ConversationState::active && c.session.state == SessionState::offered &&
            c.session.expires_at + slack < now)
            fail("[CV3] the offer of conversation " + std::to_string(id.value) +
                 " has run out and stands");
        if (c.state == ConversationState::open &&
            c.active_at + Millis(w.settings.open_timeout_ms) + slack < now)
            fail("[CV4] conversation " + std::to_string(id.value) + " waits for too long");
    }
    for (const auto& [id, agent] : w.agents)
        if (agent.load != load[id])
            fail("[CP1] " + name_of("agent", id.value) + " has load " + std::to_string(agent.load) +
                 ", its conversations take " + std::to_string(load[id]));
}

void Promises::check_history(StoreReader& reader, std::int64_t conversations) {
    constexpr std::int64_t everything = 1'000'000;
    auto position = reader.position(the_workspace);
    auto journal = reader.journal(the_workspace, 0, everything);
    if (!position || !journal)
        return fail("the journal cannot be read");
    Position expected = 0;
    Time before;
    for (const auto& entry : *journal) {
        if (entry.position != ++expected)
            fail("the journal has a hole before " + std::to_string(entry.position));
        expected = entry.position;
        if (Time(entry.at) < before)
            fail("the journal's time goes back at " + std::to_string(entry.position));
        before = Time(entry.at);
    }
    if (expected != *position)
        fail("the journal ends at " + std::to_string(expected) + ", the workspace is at " +
             std::to_string(*position));
    for (std::int64_t id = 1; id <= conversations; ++id)
        check_conversation(reader, ConversationId(id));
    for (const auto& [message, told] : told_)
        if (message.first > conversations)
            fail("acknowledged conversation " + std::to_string(message.first) + " is lost");
}

void Promises::check_conversation(StoreReader& reader, ConversationId id) {
    constexpr std::int64_t everything = 1'000'000;
    auto where = "conversation " + std::to_string(id.value);
    auto row = reader.conversation(the_workspace, id);
    auto messages = reader.messages(the_workspace, id, std::numeric_limits<Seq>::max(),
                                    std::nullopt, everything);
    auto sessions = reader.sessions(the_workspace, id);
    if (!row || !*row || !messages || !sessions)
        return fail(where + " is not stored");

    std::map<Seq, const row::Message*> by_seq;
    std::set<std::string> client_ids;
    Seq last = 0;
    for (const auto& message : *messages) {
        if (message.seq != ++last)
            fail("[MS1] " + where + " has a hole before seq " + std::to_string(message.seq));
        by_seq[message.seq] = &message;
        auto author = message.author + std::to_string(message.agent) + " " + message.client_id;
        if (!message.client_id.empty() && !client_ids.insert(author).second)
            fail("[MS4] " + where + " holds " + message.client_id + " twice");
    }
    if (last != (*row)->last_seq)
        fail("[MS1] " + where + " says last_seq " + std::to_string((*row)->last_seq) + " and has " +
             std::to_string(last));
    for (auto told = told_.lower_bound({id.value, 0});
         told != told_.end() && told->first.first == id.value; ++told) {
        auto stored = by_seq.find(told->first.second);
        if (stored == by_seq.end())
            fail("acknowledged message " + std::to_string(id.value) + "/" +
                 std::to_string(told->first.second) + " is lost");
        else if (stored->second->text != told->second.text)
            fail("message " + std::to_string(id.value) + "/" + std::to_string(told->first.second) +
                 " is another one than was told");
    }

    SessionNumber number = 0;
    std::set<std::int64_t> served;
    for (const auto& session : *sessions) {
        if (session.number != ++number)
            fail("[CV3] " + where + " lacks a session before " + std::to_string(session.number));
        if (session.number != (*row)->session && session.state != "closed")
            fail("[CV2] an earlier session of " + where + " is not closed");
        if (session.accepted_at != 0)
            served.insert(session.agent);
    }
    if (number != (*row)->session)
        fail("[CV3] " + where + " is at session " + std::to_string((*row)->session) + " and has " +
             std::to_string(number));
    for (auto told = accepted_.lower_bound({id.value, 0});
         told != accepted_.end() && told->first == id.value; ++told)
        if (!served.contains(told->second))
            fail("[CV2] agent " + std::to_string(told->second) + " was told that " + where +
                 " is theirs, and no session says so");
}

} // namespace parley::sim
