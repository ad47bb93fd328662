#pragma once
// The checker's judgement, without I/O: promises go in, conversations as the server tells them go
// in, and out comes what was lost, doubled or reordered. Each offence is counted once however often
// it is seen.
//
//   lost       an acknowledged or shown message is not there or not word for word; a hole in the
//   seqs; an
//              acknowledged conversation is not there
//   doubled    a client id occurs twice, anywhere; a refused message is there
//   reordered  not at its acknowledged seq; one sender's messages out of order; a message sent
//   after
//              another was acknowledged stands before it

#include "ack_log.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace parley::crash {

struct Told {
    std::int64_t seq = 0;
    bool from_people = false; // else a system line
    std::string text;
};

class History {
public:
    void add(const Record& record);

    // Conversations with promises, and those with new ones since they were last judged.
    std::vector<std::int64_t> conversations() const;
    std::vector<std::int64_t> unjudged() const;

    // All messages of a conversation, ascending, as the server tells them.
    void judge(std::int64_t conversation, const std::vector<Told>& told);
    void judge_absent(std::int64_t conversation);

    std::size_t acknowledged() const { return acknowledged_; }
    std::size_t lost() const { return lost_.size(); }
    std::size_t doubled() const { return doubled_.size(); }
    std::size_t reordered() const { return reordered_.size(); }
    // The first few offences in words.
    const std::vector<std::string>& words() const { return words_; }

private:
    struct Promises {
        std::vector<Record> records;
        std::size_t judged = 0; // records that were there at the last judgement
    };
    void offend(std::set<std::string>& kind, const std::string& what, const std::string& words);

    std::map<std::int64_t, Promises> promises_;
    std::unordered_map<std::string, std::int64_t> told_in_; // client id → conversation
    std::size_t acknowledged_ = 0;
    std::set<std::string> lost_, doubled_, reordered_;
    std::vector<std::string> words_;
};

} // namespace parley::crash
