#pragma once
// Argon2id on a few helper threads: hashing takes tens of milliseconds and 19 MiB, so it never
// happens on an I/O or executor thread. The queue is bounded; when it is full the caller is told to
// try again.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace parley {

class PasswordPool {
public:
    explicit PasswordPool(std::size_t threads);
    ~PasswordPool();

    // False when the queue is full. `done` runs on a helper thread.
    bool verify(std::string hash, std::string password, std::function<void(bool ok)> done);
    bool hash(std::string password, std::function<void(std::string hash)> done);

    // The cost of a sign-in for an address nobody has: same time, same answer.
    static const std::string& nobody_hash();
    // At once, on this thread: set-up and tests.
    static std::string hash_now(const std::string& password);

private:
    bool post(std::function<void()> job);
    void run();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace parley
