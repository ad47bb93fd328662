#pragma once
// The crowd's end of the line to the checker: a child process with pipes to its stdin and stdout.

#include "ack_log.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <sys/types.h>

namespace parley::crash {

struct Verdict {
    std::int64_t messages = 0; // read this time
    std::int64_t acknowledged = 0;
    std::int64_t lost = 0;
    std::int64_t doubled = 0;
    std::int64_t reordered = 0;
};

class CheckerLink {
public:
    static Result<std::unique_ptr<CheckerLink>> start(const std::string& log_file);
    ~CheckerLink();
    CheckerLink(const CheckerLink&) = delete;
    CheckerLink& operator=(const CheckerLink&) = delete;

    void add(const Record& record);
    // Hands what was added to the checker and takes its answers as they come. Call once a turn.
    Result<void> pump();
    // Until everything added is fsynced.
    Result<void> sync();
    // Acknowledged messages that the checker has made durable.
    std::int64_t durable_acks() const { return durable_acks_; }

    Result<Verdict> verify(std::uint16_t port, const std::string& token, bool all);
    Result<std::string> integrity(const std::string& file);
    Result<std::string> explain();

private:
    CheckerLink() = default;
    Result<void> write_all(std::string_view bytes);
    Result<std::string> read_line();
    void take_synced(const std::string& line);

    pid_t pid_ = -1;
    int to_ = -1;
    int from_ = -1;
    std::string out_;
    std::string in_;
    std::int64_t added_acks_ = 0;
    std::int64_t asked_acks_ = 0;
    std::int64_t durable_acks_ = 0;
};

} // namespace parley::crash
