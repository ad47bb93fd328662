#pragma once
// What one client of the feed holds: rows by key, messages by conversation, kept as
// web/packages/feed keeps them. Tests feed it the frames that a connection was sent and look at
// what is left. A frame that breaks the protocol is noted in `problems`; no test may leave any.

#include "base/ids.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace parley::testing {

class ClientRows {
public:
    struct Row {
        Position version = 0;
        boost::json::value value;
    };

    void take(const boost::json::object& frame) {
        if (const auto* answer = frame.if_contains("ok"); answer && answer->is_object())
            if (const auto* resumed = answer->get_object().if_contains("resumed"))
                followed(answer->get_object(), resumed->as_bool());
        const auto* rows = frame.if_contains("rows");
        if (rows) {
            if (!following_)
                problem("rows before follow");
            for (const auto& row : rows->as_array())
                take_row(row.as_object());
            moved(frame.at("position").as_int64());
        }
        if (const auto* keys = frame.if_contains("keys"))
            keep_only(keys->as_array());
        if (const auto* live = frame.if_contains("live")) {
            moved(live->as_int64());
            live_ = true;
        }
        if (const auto* typing = frame.if_contains("typing"))
            for (const auto& hint : typing->as_array())
                hints_.push_back(hint);
    }

    // A new connection: the rows stay until the server says that it cannot resume.
    void connecting() { following_ = live_ = false; }

    bool live() const { return live_; }
    Position position() const { return position_; }
    const std::string& history_id() const { return history_id_; }
    const std::map<std::string, Row>& rows() const { return rows_; }
    const std::map<std::int64_t, std::map<Seq, boost::json::value>>& messages() const {
        return messages_;
    }
    const std::vector<boost::json::value>& hints() const { return hints_; }
    const std::vector<std::string>& problems() const { return problems_; }
    void problem(std::string what) { problems_.push_back(std::move(what)); }
    // How often a message came that was held already.
    std::size_t doubled() const { return doubled_; }

    const boost::json::object* find(const std::string& key) const {
        auto row = rows_.find(key);
        return row == rows_.end() ? nullptr : &row->second.value.get_object();
    }

    // The arguments with which a reconnect goes on where this one ended.
    boost::json::object resume_arguments() const {
        if (history_id_.empty())
            return {};
        boost::json::object held;
        for (const auto& [conversation, run] : messages_)
            held[std::to_string(conversation)] = run.rbegin()->first;
        return {{"history_id", history_id_}, {"position", position_}, {"messages", held}};
    }

    // What differs from a snapshot that another connection of the same person has just been given.
    // Three things may: a Closed conversation stays until the next connection, older messages may
    // have been paged in, and a message keeps the name its author had when it came.
    std::vector<std::string> differences(const ClientRows& fresh) const {
        std::vector<std::string> found;
        for (const auto& [key, row] : fresh.rows_) {
            auto held = rows_.find(key);
            if (held == rows_.end())
                found.push_back(key + " is missing");
            else if (held->second.value != row.value)
                found.push_back(key + " is " + boost::json::serialize(held->second.value) +
                                ", in a snapshot " + boost::json::serialize(row.value));
            else if (held->second.version > row.version)
                found.push_back(key + " is newer than the snapshot");
        }
        for (const auto& [key, row] : rows_)
            if (!fresh.rows_.contains(key) && !is_closed(row.value))
                found.push_back(key + " should be gone");
        for (const auto& [conversation, run] : fresh.messages_)
            for (const auto& [seq, message] : run) {
                auto known = messages_.find(conversation);
                if (known == messages_.end() || !known->second.contains(seq))
                    found.push_back(message_key(conversation, seq) + " is missing");
                else if (without_name(known->second.at(seq)) != without_name(message))
                    found.push_back(message_key(conversation, seq) + " is another one");
            }
        for (const auto& [conversation, run] : messages_) {
            auto row = rows_.find("conversation/" + std::to_string(conversation));
            if (row != rows_.end() && is_closed(row->second.value))
                continue;
            auto known = fresh.messages_.find(conversation);
            Seq last = known == fresh.messages_.end() ? 0 : known->second.rbegin()->first;
            if (run.rbegin()->first > last)
                found.push_back(message_key(conversation, run.rbegin()->first) + " should be gone");
        }
        return found;
    }

    static std::string message_key(std::int64_t conversation, Seq seq) {
        return "message/" + std::to_string(conversation) + "/" + std::to_string(seq);
    }

private:
    static bool is_closed(const boost::json::value& row) {
        const auto* state = row.get_object().if_contains("state");
        return state && state->is_string() && state->get_string() == "closed";
    }
    static boost::json::object without_name(const boost::json::value& message) {
        auto object = message.get_object();
        object.erase("name");
        return object;
    }

    void followed(const boost::json::object& reply, bool resumed) {
        following_ = true;
        std::string history(reply.at("history_id").as_string());
        if (!resumed) {
            rows_.clear();
            messages_.clear();
            position_ = 0;
        } else if (history != history_id_) {
            problem("resumed on another history");
        }
        history_id_ = history;
    }

    void moved(Position position) {
        if (position < position_)
            problem("position went back from " + std::to_string(position_) + " to " +
                    std::to_string(position));
        position_ = position;
    }

    void take_row(const boost::json::object& row) {
        std::string key(row.at("key").as_string());
        Position version = row.at("version").as_int64();
        const auto* value = row.if_contains("value");
        if (key.starts_with("message/"))
            return take_message(key, value);
        auto held = rows_.find(key);
        if (held != rows_.end() && held->second.version > version)
            return problem(key + ": version went back");
        if (!value)
            return drop(key);
        rows_[key] = {version, *value};
    }

    void take_message(const std::string& key, const boost::json::value* value) {
        if (!value)
            return problem(key + ": a message never goes by itself");
        const auto& message = value->as_object();
        auto conversation = message.at("conversation").as_int64();
        Seq seq = message.at("seq").as_int64();
        if (key != message_key(conversation, seq))
            return problem(key + ": not this message's key");
        auto& run = messages_[conversation];
        Seq last = run.empty() ? 0 : run.rbegin()->first;
        if (seq <= last) {
            ++doubled_;
            if (run.contains(seq) && without_name(run.at(seq)) != without_name(*value))
                problem(key + ": a message has changed");
            return;
        }
        if (seq != last + 1) // older ones are paged in; what is held stays an unbroken run
            run.clear();
        run.emplace(seq, *value);
    }

    void drop(const std::string& key) {
        rows_.erase(key);
        if (key.starts_with("conversation/"))
            messages_.erase(std::stoll(key.substr(13)));
    }

    void keep_only(const boost::json::array& keys) {
        std::set<std::string> in_sight;
        for (const auto& key : keys)
            in_sight.insert(std::string(key.as_string()));
        std::vector<std::string> gone;
        for (const auto& [key, row] : rows_)
            if (!in_sight.contains(key))
                gone.push_back(key);
        for (const auto& key : gone)
            drop(key);
        for (const auto& key : in_sight)
            if (!key.starts_with("message/") && !rows_.contains(key))
                problem(key + " is in sight and was never sent");
    }

    std::map<std::string, Row> rows_;
    std::map<std::int64_t, std::map<Seq, boost::json::value>> messages_;
    std::vector<boost::json::value> hints_;
    std::vector<std::string> problems_;
    std::string history_id_;
    Position position_ = 0;
    std::size_t doubled_ = 0;
    bool following_ = false;
    bool live_ = false;
};

} // namespace parley::testing
