#include "ack_log.hpp"

#include <charconv>
#include <sstream>

namespace parley::crash {

std::string to_line(const Record& record) {
    std::string line(1, static_cast<char>(record.kind));
    line += ' ' + std::to_string(record.conversation) + ' ' + std::to_string(record.seq) + ' ';
    line += record.client_id.empty() ? "-" : record.client_id;
    line += ' ' + std::to_string(record.sent_ns) + ' ' + std::to_string(record.acked_ns);
    return line;
}

std::optional<Record> from_line(std::string_view line) {
    std::istringstream words{std::string(line)};
    std::string kind;
    Record record;
    words >> kind >> record.conversation >> record.seq >> record.client_id >> record.sent_ns >>
        record.acked_ns;
    if (!words || kind.size() != 1 ||
        std::string_view("NASR").find(kind[0]) == std::string_view::npos)
        return std::nullopt;
    record.kind = static_cast<RecordKind>(kind[0]);
    if (record.client_id == "-")
        record.client_id.clear();
    return record;
}

std::string text_of(std::string_view client_id) {
    std::uint64_t state = 14'695'981'039'346'656'037u;
    for (char c : client_id)
        state = (state ^ static_cast<unsigned char>(c)) * 1'099'511'628'211u;
    std::string text(client_id);
    text += ' ';
    for (auto length = state % 200; length > 0; --length) {
        state = state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        text += static_cast<char>('a' + (state >> 33) % 26);
    }
    return text + '.';
}

std::string_view client_id_in(std::string_view text) { return text.substr(0, text.find(' ')); }

Origin origin_of(std::string_view client_id) {
    Origin origin;
    auto dash = client_id.rfind('-');
    if (dash == std::string_view::npos)
        return origin;
    origin.sender = client_id.substr(0, dash);
    std::from_chars(client_id.data() + dash + 1, client_id.data() + client_id.size(), origin.count);
    return origin;
}

} // namespace parley::crash
