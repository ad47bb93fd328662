#include "checker_link.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sstream>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace parley::crash {

Result<std::unique_ptr<CheckerLink>> CheckerLink::start(const std::string& log_file) {
    std::unique_ptr<CheckerLink> link(new CheckerLink);
    int to[2], from[2];
    if (::pipe2(to, O_CLOEXEC) != 0 || ::pipe2(from, O_CLOEXEC) != 0)
        return fail(ErrorCode::resource_exhausted, "no_pipe", std::strerror(errno));
    std::string program = "/proc/self/exe", role = "--role", checker = "checker", log = "--log",
                file = log_file;
    char* arguments[] = {program.data(), role.data(), checker.data(),
                         log.data(),     file.data(), nullptr};
    link->pid_ = ::fork();
    if (link->pid_ < 0)
        return fail(ErrorCode::resource_exhausted, "cannot_fork", std::strerror(errno));
    if (link->pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(to[0], 0);
        ::dup2(from[1], 1);
        ::execv(arguments[0], arguments);
        ::_exit(127);
    }
    ::close(to[0]);
    ::close(from[1]);
    link->to_ = to[1];
    link->from_ = from[0];
    return link;
}

CheckerLink::~CheckerLink() {
    if (to_ >= 0)
        ::close(to_);
    if (from_ >= 0)
        ::close(from_);
    if (pid_ > 0)
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
}

void CheckerLink::add(const Record& record) {
    out_ += to_line(record);
    out_ += '\n';
    if (record.kind == RecordKind::acked)
        ++added_acks_;
}

Result<void> CheckerLink::write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        auto wrote = ::write(to_, bytes.data(), bytes.size());
        if (wrote < 0 && errno != EINTR)
            return fail(ErrorCode::unavailable, "checker_gone", std::strerror(errno));
        if (wrote > 0)
            bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return {};
}

void CheckerLink::take_synced(const std::string& line) {
    std::istringstream words(line);
    std::string verb;
    words >> verb >> durable_acks_;
}

Result<std::string> CheckerLink::read_line() {
    while (true) {
        if (auto end = in_.find('\n'); end != std::string::npos) {
            auto line = in_.substr(0, end);
            in_.erase(0, end + 1);
            if (line.starts_with("broken"))
                return fail(ErrorCode::internal, "checker", line);
            return line;
        }
        char bytes[4'096];
        auto got = ::read(from_, bytes, sizeof bytes);
        if (got > 0)
            in_.append(bytes, static_cast<std::size_t>(got));
        else if (got == 0 || errno != EINTR)
            return fail(ErrorCode::unavailable, "checker_gone");
    }
}

Result<void> CheckerLink::pump() {
    if (!out_.empty()) {
        if (added_acks_ != asked_acks_) {
            asked_acks_ = added_acks_;
            out_ += "sync " + std::to_string(asked_acks_) + "\n";
        }
        DO(write_all(out_));
        out_.clear();
    }
    pollfd ready{from_, POLLIN, 0};
    while (::poll(&ready, 1, 0) > 0) {
        TRY(auto line, read_line());
        take_synced(line);
    }
    return {};
}

Result<void> CheckerLink::sync() {
    DO(pump());
    while (durable_acks_ < asked_acks_) {
        TRY(auto line, read_line());
        take_synced(line);
    }
    return {};
}

Result<Verdict> CheckerLink::verify(std::uint16_t port, const std::string& token, bool all) {
    DO(sync());
    DO(write_all("verify " + std::to_string(port) + " " + token + (all ? " all\n" : " recent\n")));
    TRY(auto line, read_line());
    std::istringstream words(line);
    std::string verb;
    Verdict verdict;
    words >> verb >> verdict.messages >> verdict.acknowledged >> verdict.lost >> verdict.doubled >>
        verdict.reordered;
    if (!words || verb != "verified")
        return fail(ErrorCode::internal, "checker", line);
    return verdict;
}

Result<std::string> CheckerLink::integrity(const std::string& file) {
    DO(sync());
    DO(write_all("integrity " + file + "\n"));
    TRY(auto line, read_line());
    return line.substr(line.find(' ') + 1);
}

Result<std::string> CheckerLink::explain() {
    DO(sync());
    DO(write_all("explain\n"));
    std::string all;
    while (true) {
        TRY(auto line, read_line());
        if (line == ".")
            return all;
        all += line + "\n";
    }
}

} // namespace parley::crash
