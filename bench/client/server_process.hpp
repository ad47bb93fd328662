#pragma once
// The real server as a child process: started, watched, stopped or killed. It dies with its parent,
// so an interrupted run leaves nothing behind.

#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <sys/types.h>

namespace parley::client {

struct ServerOptions {
    std::string binary;
    std::string data;   // folder
    std::string config; // file, "" = none
    std::string log;    // file for stdout and stderr, appended
    std::uint16_t port = 0;
    bool demo = false;
};

struct ServerMemory {
    std::int64_t pss_kib = 0;
    std::int64_t rss_kib = 0;
};

class ServerProcess {
public:
    ServerProcess() = default;
    ~ServerProcess(); // kills what still runs
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    Result<void> start(const ServerOptions& options);
    // Until /readyz answers 200. Fails at once when the process has ended.
    Result<void> wait_ready(std::chrono::milliseconds at_most);
    // Until /healthz answers 200; the time since start().
    Result<std::chrono::duration<double>> wait_alive(std::chrono::milliseconds at_most);
    // SIGTERM, and the exit code (128 + signal when it was killed).
    Result<int> stop(std::chrono::milliseconds at_most);
    void kill_now(); // SIGKILL, waited for

    bool running();
    pid_t pid() const { return pid_; }
    std::uint16_t port() const { return options_.port; }
    double cpu_seconds() const; // user + system, all threads
    ServerMemory memory() const;

private:
    Result<void> wait_for(const char* path, std::chrono::milliseconds at_most);

    ServerOptions options_;
    std::chrono::steady_clock::time_point started_{};
    pid_t pid_ = -1;
};

// A port nobody listens on right now.
Result<std::uint16_t> free_port();

// user + system of this process.
double own_cpu_seconds();

} // namespace parley::client
