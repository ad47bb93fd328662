#include "checker.hpp"

#include "ack_log.hpp"
#include "app/operations/shapes.hpp"
#include "client/http_client.hpp"
#include "history.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sqlite3.h>
#include <sstream>
#include <unistd.h>

namespace parley::crash {

namespace {

constexpr std::size_t read_bytes = 1'024 * 1'024;

// All messages of one conversation, over the API.
Result<std::vector<Told>> tell(client::HttpClient& http, std::int64_t conversation) {
    op::list_messages::Request request;
    request.conversation = ConversationId(conversation);
    request.limit = limits::page_items_max;
    request.after_seq = 0;
    std::vector<Told> told;
    while (true) {
        TRY(auto page, http.call<op::list_messages::Reply>("list_messages", request));
        for (auto& message : page.messages)
            told.push_back(
                {message.seq, message.author != AuthorKind::system, std::move(message.text)});
        if (!page.has_more || page.messages.empty())
            return told;
        request.after_seq = page.messages.back().seq;
    }
}

// SQLite recovers on opening, so only a copy is opened: the server must do its own recovery.
std::string integrity_of(const std::string& file) {
    const auto copy = file + ".checked";
    std::error_code failed;
    for (const char* part : {"", "-wal"}) {
        std::filesystem::remove(copy + part, failed);
        if (std::filesystem::exists(file + part)) {
            std::filesystem::copy_file(file + part, copy + part, failed);
            if (failed)
                return "cannot copy " + file + part;
        }
    }
    std::string answer = "cannot open";
    sqlite3* database = nullptr;
    if (sqlite3_open_v2(copy.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK) {
        answer.clear();
        auto each = [](void* out, int, char** values, char**) {
            *static_cast<std::string*>(out) += values[0] ? values[0] : "null";
            return 0;
        };
        char* problem = nullptr;
        if (sqlite3_exec(database, "PRAGMA integrity_check", each, &answer, &problem) != SQLITE_OK)
            answer += problem ? problem : "failed";
        sqlite3_free(problem);
    }
    sqlite3_close(database);
    for (const char* part : {"", "-wal", "-shm"})
        std::filesystem::remove(copy + part, failed);
    return answer;
}

class Checker {
public:
    Checker(std::string log_file, int log) : log_file_(std::move(log_file)), log_(log) {}

    // False when the process cannot go on.
    bool take(std::string_view bytes) {
        input_.append(bytes);
        std::size_t at = 0;
        for (std::size_t end; (end = input_.find('\n', at)) != std::string::npos; at = end + 1)
            if (!line(std::string_view(input_).substr(at, end - at)))
                return false;
        input_.erase(0, at);
        return sync();
    }

private:
    bool line(std::string_view text) {
        std::istringstream words{std::string(text)};
        std::string verb;
        words >> verb;
        if (verb == "sync") {
            words >> synced_;
            return true;
        }
        if (verb == "verify") {
            int port = 0;
            std::string token, scope;
            words >> port >> token >> scope;
            return sync() && verify(static_cast<std::uint16_t>(port), token, scope == "all");
        }
        if (verb == "integrity") {
            answer("integrity " + integrity_of(std::string(text.substr(verb.size() + 1))));
            return true;
        }
        if (verb == "explain") {
            for (const auto& one : history_.words())
                answer(one);
            answer(".");
            return true;
        }
        auto record = from_line(text);
        if (!record) {
            answer("broken " + std::string(text));
            return false;
        }
        unsynced_.append(text).append("\n");
        history_.add(*record);
        return true;
    }

    // One write and one fsync for all that came in one read.
    bool sync() {
        if (!unsynced_.empty()) {
            std::size_t done = 0;
            while (done < unsynced_.size()) {
                auto wrote = ::write(log_, unsynced_.data() + done, unsynced_.size() - done);
                if (wrote < 0 && errno != EINTR)
                    return false;
                if (wrote > 0)
                    done += static_cast<std::size_t>(wrote);
            }
            if (::fdatasync(log_) != 0)
                return false;
            unsynced_.clear();
        }
        if (synced_ != answered_) {
            answered_ = synced_;
            answer(fmt::format("synced {}", synced_));
        }
        return true;
    }

    bool verify(std::uint16_t port, const std::string& token, bool all) {
        if (all) {
            // From the disk, as a checker would that had died as well; old offences stand.
            std::ifstream file(log_file_);
            History from_disk;
            for (std::string text; std::getline(file, text);)
                if (auto record = from_line(text))
                    from_disk.add(*record);
            if (from_disk.acknowledged() != history_.acknowledged()) {
                answer("broken log: it does not hold what was synced");
                return false;
            }
        }
        client::HttpClient http(port);
        http.use_token(token);
        std::size_t messages = 0;
        for (auto conversation : all ? history_.conversations() : history_.unjudged()) {
            auto told = tell(http, conversation);
            if (told) {
                messages += told->size();
                history_.judge(conversation, *told);
            } else if (told.error().code == ErrorCode::not_found) {
                history_.judge_absent(conversation);
            } else {
                answer("broken cannot read conversation " + std::to_string(conversation) + ": " +
                       told.error().reason + " " + told.error().detail);
                return false;
            }
        }
        answer(fmt::format("verified {} {} {} {} {}", messages, history_.acknowledged(),
                           history_.lost(), history_.doubled(), history_.reordered()));
        return true;
    }

    void answer(const std::string& text) {
        auto whole = text + "\n";
        std::fwrite(whole.data(), 1, whole.size(), stdout);
        std::fflush(stdout);
    }

    std::string log_file_;
    int log_;
    std::string input_;
    std::string unsynced_;
    std::int64_t synced_ = 0;
    std::int64_t answered_ = 0;
    History history_;
};

} // namespace

int run_checker(const std::string& log_file) {
    int log = ::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (log < 0) {
        std::fprintf(stderr, "checker: %s: %s\n", log_file.c_str(), std::strerror(errno));
        return 1;
    }
    Checker checker(log_file, log);
    std::string buffer(read_bytes, '\0');
    int exit_code = 0;
    while (true) {
        auto got = ::read(0, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            exit_code = 1;
        if (got <= 0)
            break;
        if (!checker.take({buffer.data(), static_cast<std::size_t>(got)})) {
            exit_code = 1;
            break;
        }
    }
    ::close(log);
    return exit_code;
}

} // namespace parley::crash
