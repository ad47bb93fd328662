#include "history.hpp"

#include <algorithm>

namespace parley::crash {

namespace {
constexpr std::size_t words_max = 20;

std::string place(std::int64_t conversation, std::int64_t seq) {
    return "conversation " + std::to_string(conversation) + " seq " + std::to_string(seq);
}
} // namespace

void History::add(const Record& record) {
    promises_[record.conversation].records.push_back(record);
    if (record.kind == RecordKind::acked)
        ++acknowledged_;
}

std::vector<std::int64_t> History::conversations() const {
    std::vector<std::int64_t> all;
    for (const auto& [conversation, promises] : promises_)
        all.push_back(conversation);
    return all;
}

std::vector<std::int64_t> History::unjudged() const {
    std::vector<std::int64_t> some;
    for (const auto& [conversation, promises] : promises_)
        if (promises.judged < promises.records.size())
            some.push_back(conversation);
    return some;
}

void History::offend(std::set<std::string>& kind, const std::string& what,
                     const std::string& words) {
    if (kind.insert(what).second && words_.size() < words_max)
        words_.push_back(words);
}

void History::judge_absent(std::int64_t conversation) {
    auto& promises = promises_[conversation];
    promises.judged = promises.records.size();
    for (const auto& record : promises.records)
        if (record.kind != RecordKind::refused)
            offend(lost_, record.client_id.empty() ? place(conversation, 0) : record.client_id,
                   "lost with its whole conversation: " + to_line(record));
}

void History::judge(std::int64_t conversation, const std::vector<Told>& told) {
    auto& promises = promises_[conversation];
    promises.judged = promises.records.size();

    std::unordered_map<std::string, std::int64_t> seq_of;
    std::map<std::string, std::int64_t, std::less<>> last_of_sender;
    std::int64_t next = 1;
    for (const auto& message : told) {
        for (; next < message.seq; ++next)
            offend(lost_, place(conversation, next), "a hole: " + place(conversation, next));
        next = message.seq + 1;
        if (!message.from_people)
            continue;
        std::string client_id(client_id_in(message.text));
        if (message.text != text_of(client_id)) {
            offend(lost_, place(conversation, message.seq),
                   "other words: " + place(conversation, message.seq));
            continue;
        }
        auto elsewhere = told_in_.emplace(client_id, conversation).first->second;
        if (!seq_of.emplace(client_id, message.seq).second || elsewhere != conversation)
            offend(doubled_, client_id,
                   "twice: " + client_id + " in " + place(conversation, message.seq));
        auto origin = origin_of(client_id);
        auto& last = last_of_sender[std::string(origin.sender)];
        if (origin.count < last)
            offend(reordered_, client_id, "behind a later one of its sender: " + client_id);
        last = std::max(last, origin.count);
    }

    std::vector<std::pair<std::int64_t, std::int64_t>> sent, acked; // (time, seq)
    for (const auto& record : promises.records) {
        auto found = seq_of.find(record.client_id);
        switch (record.kind) {
        case RecordKind::started:
            break;
        case RecordKind::refused:
            if (found != seq_of.end())
                offend(doubled_, record.client_id, "refused, yet there: " + to_line(record));
            break;
        case RecordKind::seen:
        case RecordKind::acked:
            if (found == seq_of.end()) {
                offend(lost_, record.client_id, "lost: " + to_line(record));
            } else if (record.seq != 0 && found->second != record.seq) {
                offend(reordered_, record.client_id,
                       "now at " + place(conversation, found->second) + ": " + to_line(record));
            } else if (record.kind == RecordKind::acked) {
                sent.emplace_back(record.sent_ns, found->second);
                acked.emplace_back(record.acked_ns, found->second);
            }
        }
    }
    std::sort(sent.begin(), sent.end());
    std::sort(acked.begin(), acked.end());
    std::int64_t highest_acked = 0;
    std::size_t a = 0;
    for (const auto& [time, seq] : sent) {
        for (; a < acked.size() && acked[a].first < time; ++a)
            highest_acked = std::max(highest_acked, acked[a].second);
        if (seq < highest_acked)
            offend(reordered_, place(conversation, seq),
                   "sent after seq " + std::to_string(highest_acked) +
                       " was acknowledged: " + place(conversation, seq));
    }
}

} // namespace parley::crash
