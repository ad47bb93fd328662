// What holds at rest, whatever happened: memory equals rows, history has no holes, and each client
// holds exactly what a fresh snapshot would give it.

#include "app/switchboard/row_mapping.hpp"
#include "base/json.hpp"
#include "support/world.hpp"

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>
#include <limits>

namespace parley::testing {

namespace {

template <class T> T read(Result<T> result) {
    REQUIRE_MESSAGE(result, (result ? "" : result.error().reason + ": " + result.error().detail));
    return *std::move(result);
}

template <class Map>
void compare(std::vector<std::string>& found, const std::string& what, const Map& memory,
             const Map& stored) {
    for (const auto& [id, value] : memory)
        if (auto it = stored.find(id); it == stored.end())
            found.push_back(what + " " + std::to_string(id.value) + " is not stored");
        else if (!(it->second == value))
            found.push_back(what + " " + std::to_string(id.value) + " is stored differently");
    for (const auto& [id, value] : stored)
        if (!memory.contains(id))
            found.push_back(what + " " + std::to_string(id.value) + " is only stored");
}

// A Closed conversation as the database has it, session included.
Conversation stored_conversation(StoreReader& reader, WorkspaceId workspace, ConversationId id) {
    auto row = read(reader.conversation(workspace, id));
    REQUIRE_MESSAGE(row, "conversation " << id.value << " is not stored");
    auto conversation = read(from_row(*row));
    for (const auto& session_row : read(reader.sessions(workspace, id)))
        if (session_row.number == conversation.session.number)
            conversation.session = read(from_row(session_row));
    return conversation;
}

} // namespace

std::vector<std::string> ServerWorld::violations() {
    std::vector<std::string> found;
    settle();
    check_state(found);
    check_history(found);
    check_feeds(found);
    return found;
}

void ServerWorld::check_state(std::vector<std::string>& found) {
    auto stored = read(from_rows(read(reader_->load(workspace)), now()));
    std::vector<Conversation> closed;
    look([&](Switchboard& switchboard) {
        const auto& w = switchboard.state();
        if (!(w.settings == stored.settings))
            found.push_back("settings are stored differently");
        if (!(w.counters == stored.counters))
            found.push_back("counters are stored as " + to_json(stored.counters) + ", in memory " +
                            to_json(w.counters));
        if (w.position != stored.position)
            found.push_back("position " + std::to_string(w.position) + " is stored as " +
                            std::to_string(stored.position));
        compare(found, "agent", w.agents, stored.agents);
        compare(found, "queue", w.queues, stored.queues);
        compare(found, "workstream", w.workstreams, stored.workstreams);
        compare(found, "widget", w.widgets, stored.widgets);
        compare(found, "quick reply", w.quick_replies, stored.quick_replies);
        compare(found, "login", w.logins, stored.logins);
        std::map<AgentId, std::int64_t> load;
        std::map<ConversationId, Conversation> hot;
        for (const auto& [id, c] : w.conversations) {
            load[c.session.agent] += c.cost;
            if (c.state != ConversationState::closed)
                hot.emplace(id, c);
            else
                closed.push_back(c);
        }
        compare(found, "conversation", hot,
                std::map(stored.conversations.begin(), stored.conversations.end()));
        for (const auto& [id, customer] : stored.customers)
            if (auto it = w.customers.find(id);
                it == w.customers.end() || !(it->second == customer))
                found.push_back("customer " + std::to_string(id.value) + " is stored differently");
        for (const auto& [id, agent] : w.agents)
            if (agent.load != load[id])
                found.push_back("[CP1] agent " + std::to_string(id.value) + " has load " +
                                std::to_string(agent.load) + ", its conversations take " +
                                std::to_string(load[id]));
    });
    for (const auto& c : closed)
        if (!(stored_conversation(*reader_, workspace, c.id) == c))
            found.push_back("closed conversation " + std::to_string(c.id.value) +
                            " is stored differently");
}

void ServerWorld::check_history(std::vector<std::string>& found) {
    constexpr std::int64_t everything = 1'000'000;
    auto position = read(reader_->position(workspace));
    auto journal = read(reader_->journal(workspace, 0, everything));
    std::string told;
    for (Position expected = 1; const auto& entry : journal) {
        if (entry.position != expected++)
            found.push_back("the journal has a hole before " + std::to_string(entry.position));
        told += entry.events;
        boost::system::error_code failed;
        boost::json::parse(entry.events, failed);
        if (failed)
            found.push_back("journal entry " + std::to_string(entry.position) + " is not JSON");
    }
    if (static_cast<Position>(journal.size()) != position)
        found.push_back("the journal has " + std::to_string(journal.size()) +
                        " entries at position " + std::to_string(position));
    std::int64_t conversations = 0;
    look([&](Switchboard& switchboard) {
        conversations = switchboard.state().counters.conversations;
    });
    for (std::int64_t id = 1; id <= conversations; ++id) {
        auto c = stored_conversation(*reader_, workspace, ConversationId(id));
        Seq last = 0;
        constexpr Seq newest = std::numeric_limits<Seq>::max();
        for (const auto& message :
             read(reader_->messages(workspace, c.id, newest, std::nullopt, everything))) {
            if (message.seq != ++last)
                found.push_back("[MS1] conversation " + std::to_string(id) +
                                " has a hole before seq " + std::to_string(message.seq));
            if (message.line.empty() && message.text.size() > 8 &&
                told.find(message.text) != std::string::npos)
                found.push_back("the journal tells a message of conversation " +
                                std::to_string(id));
        }
        if (last != c.last_seq)
            found.push_back("[MS1] conversation " + std::to_string(id) + " says last_seq " +
                            std::to_string(c.last_seq) + " and has " + std::to_string(last));
        SessionNumber number = 0;
        for (const auto& row : read(reader_->sessions(workspace, c.id))) {
            auto session = read(from_row(row));
            if (session.number != ++number)
                found.push_back("[CV3] conversation " + std::to_string(id) + " lacks a session");
            if (session.cause == AssignmentCause::automatic && session.over_capacity)
                found.push_back("[CP2] an automatic assignment exceeds the capacity");
            bool current = session.number == c.session.number;
            if (!current && session.state != SessionState::closed)
                found.push_back("[CV2] an earlier session of conversation " + std::to_string(id) +
                                " is not closed");
        }
        if (number != c.session.number)
            found.push_back("[CV3] conversation " + std::to_string(id) + " has " +
                            std::to_string(number) + " sessions, its last is " +
                            std::to_string(c.session.number));
    }
}

void ServerWorld::check_feeds(std::vector<std::string>& found) {
    // Lists and availability come a quarter of a second later; then everything is there.
    advance(Millis(600));
    advance(Millis(600));
    std::vector<Tab*> connected;
    for (auto& tab : tabs_)
        if (tab->open() && tab->close_code_ == 0 && tab->rows.live())
            connected.push_back(tab.get());
    for (Tab* tab : connected) {
        auto& fresh = open_tab(tab->token_);
        for (auto conversation : tab->followed_)
            ask(fresh, "follow_conversation", {{"conversation", conversation}});
        if (tab->follows_list_)
            ask(fresh, "follow_list", {{"list", "open"}});
        advance(Millis(600));
        for (const auto& difference : tab->rows.differences(fresh.rows))
            found.push_back("[FD1] " + difference);
        disconnect(fresh);
    }
    for (auto& tab : tabs_)
        for (const auto& problem : tab->rows.problems())
            found.push_back("a client's feed: " + problem);
}

} // namespace parley::testing
