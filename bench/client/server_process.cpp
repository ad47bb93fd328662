#include "client/server_process.hpp"

#include "client/http_client.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <netinet/in.h>
#include <sstream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace parley::client {

using Steady = std::chrono::steady_clock;

ServerProcess::~ServerProcess() { kill_now(); }

Result<void> ServerProcess::start(const ServerOptions& options) {
    kill_now();
    options_ = options;
    std::vector<std::string> words{options.binary, "serve",  "--data",
                                   options.data,   "--port", std::to_string(options.port)};
    if (options.demo)
        words.push_back("--demo");
    if (!options.config.empty()) {
        words.push_back("--config");
        words.push_back(options.config);
    }
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);

    const pid_t parent = ::getpid();
    started_ = Steady::now();
    pid_ = ::fork();
    if (pid_ < 0)
        return fail(ErrorCode::resource_exhausted, "cannot_fork", std::strerror(errno));
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(127);
        const char* log = options.log.empty() ? "/dev/null" : options.log.c_str();
        int out = ::open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
        int in = ::open("/dev/null", O_RDONLY);
        ::dup2(in, 0);
        ::dup2(out, 1);
        ::dup2(out, 2);
        ::close_range(3, ~0u, 0);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    return {};
}

bool ServerProcess::running() {
    if (pid_ <= 0)
        return false;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
        pid_ = -1;
        return false;
    }
    return true;
}

Result<void> ServerProcess::wait_for(const char* path, std::chrono::milliseconds at_most) {
    const auto end = Steady::now() + at_most;
    while (Steady::now() < end) {
        if (!running())
            return fail(ErrorCode::unavailable, "server_ended", "see " + options_.log);
        HttpClient http(options_.port, std::chrono::seconds(2));
        auto reply = http.get(path);
        if (reply && reply->status == 200)
            return {};
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return fail(ErrorCode::unavailable, "server_not_ready", "see " + options_.log);
}

Result<void> ServerProcess::wait_ready(std::chrono::milliseconds at_most) {
    return wait_for("/readyz", at_most);
}

Result<std::chrono::duration<double>> ServerProcess::wait_alive(std::chrono::milliseconds at_most) {
    DO(wait_for("/healthz", at_most));
    return std::chrono::duration<double>(Steady::now() - started_);
}

Result<int> ServerProcess::stop(std::chrono::milliseconds at_most) {
    if (pid_ <= 0)
        return fail(ErrorCode::failed_precondition, "not_running");
    ::kill(pid_, SIGTERM);
    const auto end = Steady::now() + at_most;
    while (Steady::now() < end) {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = -1;
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return fail(ErrorCode::unavailable, "does_not_stop", "after SIGTERM");
}

void ServerProcess::kill_now() {
    if (pid_ <= 0)
        return;
    ::kill(pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
}

double ServerProcess::cpu_seconds() const {
    std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
    std::stringstream text;
    text << file.rdbuf();
    auto all = text.str();
    auto name_end = all.rfind(')'); // the name may hold anything, the rest are numbers
    if (name_end == std::string::npos)
        return 0;
    std::istringstream rest(all.substr(name_end + 2));
    std::string skipped;
    for (int field = 3; field < 14; ++field)
        rest >> skipped;
    double user = 0, system = 0;
    rest >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

ServerMemory ServerProcess::memory() const {
    ServerMemory memory;
    std::ifstream file("/proc/" + std::to_string(pid_) + "/smaps_rollup");
    std::string line;
    while (std::getline(file, line)) {
        std::istringstream words(line);
        std::string name;
        std::int64_t kib = 0;
        words >> name >> kib;
        if (name == "Pss:")
            memory.pss_kib = kib;
        else if (name == "Rss:")
            memory.rss_kib = kib;
    }
    return memory;
}

Result<std::uint16_t> free_port() {
    int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool bound = fd >= 0 && ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    if (fd >= 0)
        ::close(fd);
    if (!bound)
        return fail(ErrorCode::resource_exhausted, "no_port", std::strerror(errno));
    return ntohs(address.sin_port);
}

double own_cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace parley::client
