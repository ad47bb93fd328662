#pragma once
// What Parley promises, held against what it says and stores. It keeps a history of its own: what
// clients were told, independent of the code that told them. Each broken promise is one line.

#include "app/switchboard/switchboard.hpp"
#include "sim/asked.hpp"

#include <boost/json/object.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace parley::sim {

class Promises {
public:
    const std::vector<std::string>& broken() const { return broken_; }
    void fail(std::string what) { broken_.push_back(std::move(what)); }

    // ---- while it runs ----

    // An answer has left the process: `body` is the reply or the problem document.
    void answered(const Asked& asked, bool ok, const boost::json::object& body);
    // A frame has left, to this person.
    void said(const Actor& to, const boost::json::object& frame);
    // After each task: who has what.
    void decided(const Switchboard& board);
    void committed(const WorkspaceCommit& commit, bool ok);
    // Memory was made of the rows: what only memory knew is gone.
    void loaded(const Workspace& memory);

    // ---- at rest ----

    void check_memory(const Workspace& memory, const Workspace& stored);
    void check_work(const Workspace& memory, Time now);
    void check_history(StoreReader& reader, std::int64_t conversations);

private:
    void shown(const Actor& to, const boost::json::object& message);
    void check_conversation(StoreReader& reader, ConversationId id);
    bool nobody_fits(const Workspace& w, const Conversation& c, Time now);

    struct Told {           // a person's message
        std::string author; // actor_key or kind
        std::string text;
    };
    using MessageKey = std::pair<std::int64_t, Seq>;
    std::map<MessageKey, Told> told_;
    struct Acknowledged {
        MessageKey message;
        std::string reply; // the whole first answer
    };
    std::map<std::pair<std::string, std::string>, Acknowledged> acknowledged_; // actor, client id
    std::set<std::pair<std::int64_t, std::int64_t>> accepted_;           // conversation, agent
    std::map<std::pair<std::int64_t, SessionNumber>, AgentId> sessions_; // of this life
    std::map<std::int64_t, std::string> visitor_of_;                     // conversation → whose
    Position position_ = 0;                                              // stored
    Time journal_at_;
    std::vector<std::string> broken_;
};

} // namespace parley::sim
