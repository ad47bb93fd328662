#pragma once
// What the crowd of a crash test has been promised, one line each, in the order it happened. The
// checker keeps these lines in its own file, fsynced before a message counts as acknowledged.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::crash {

enum class RecordKind : char {
    started = 'N', // a conversation's start was acknowledged
    acked = 'A',   // a message was acknowledged
    seen = 'S',    // the other side was shown a message
    refused = 'R', // the server said that a message did not happen
};

struct Record {
    RecordKind kind = RecordKind::acked;
    std::int64_t conversation = 0;
    std::int64_t seq = 0;     // 0: the answer did not say (first message of start_chat)
    std::string client_id;    // "" for started
    std::int64_t sent_ns = 0; // first time it was sent
    std::int64_t acked_ns = 0;
    bool operator==(const Record&) const = default;
};

std::string to_line(const Record& record); // without the newline
std::optional<Record> from_line(std::string_view line);

// A message's words follow from its client id, so the log holds no text and any change of it shows.
// The client id is its first word.
std::string text_of(std::string_view client_id);
std::string_view client_id_in(std::string_view text);

// Client ids are "<sender>-<count>": who, and the how manyth of theirs.
struct Origin {
    std::string_view sender;
    std::int64_t count = 0;
};
Origin origin_of(std::string_view client_id);

} // namespace parley::crash
