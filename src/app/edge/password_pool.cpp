#include "app/edge/password_pool.hpp"

#include "base/check.hpp"
#include "base/limits.hpp"

#include <sodium.h>

namespace parley {

namespace {
// OWASP's minimum for Argon2id: 19 MiB, two passes (libsodium has one lane).
constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;
} // namespace

PasswordPool::PasswordPool(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this] { run(); });
}

PasswordPool::~PasswordPool() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    for (auto& thread : threads_)
        thread.join();
}

std::string PasswordPool::hash_now(const std::string& password) {
    char hash[crypto_pwhash_STRBYTES];
    int failed = crypto_pwhash_str_alg(hash, password.data(), password.size(), passes, memory_bytes,
                                       crypto_pwhash_ALG_ARGON2ID13);
    ENSURE(failed == 0); // only when 19 MiB cannot be had
    return hash;
}

const std::string& PasswordPool::nobody_hash() {
    static const std::string hash = hash_now("nobody has this password");
    return hash;
}

bool PasswordPool::verify(std::string hash, std::string password, std::function<void(bool)> done) {
    return post([hash = std::move(hash), password = std::move(password), done = std::move(done)] {
        done(crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0);
    });
}

bool PasswordPool::hash(std::string password, std::function<void(std::string)> done) {
    return post(
        [password = std::move(password), done = std::move(done)] { done(hash_now(password)); });
}

bool PasswordPool::post(std::function<void()> job) {
    std::lock_guard lock(mutex_);
    if (stopping_ || jobs_.size() >= limits::password_jobs_max)
        return false;
    jobs_.push_back(std::move(job));
    wake_.notify_one();
    return true;
}

void PasswordPool::run() {
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
            if (stopping_)
                return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job();
    }
}

} // namespace parley
