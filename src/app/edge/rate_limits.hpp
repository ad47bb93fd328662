#pragma once
// Token buckets by key (address, account, visitor). Any thread. Bounded: when there are too many
// keys, full (idle) buckets are dropped, so forgetting one never lends more than a full bucket.

#include "base/result.hpp"
#include "base/time.hpp"

#include <mutex>
#include <string>
#include <unordered_map>

namespace parley {

struct Rate {
    double per_second = 1;
    double burst = 1;
};

// One bucket, for one owner on one thread.
class Bucket {
public:
    explicit Bucket(Rate rate) : rate_(rate), tokens_(rate.burst) {}

    // Takes one token; false, with `wait` set, when there is none.
    bool take(Time now, Millis& wait);
    void give_back();
    bool is_full(Time now) const;

private:
    Rate rate_;
    double tokens_;
    Time at_;
};

class RateLimit {
public:
    RateLimit(std::string reason, Rate rate) : reason_(std::move(reason)), rate_(rate) {}

    // Takes one token, or refuses: resource_exhausted/<reason> with retry_after_ms.
    Result<void> take(const std::string& key, Time now);
    // Gives it back (a sign-in that succeeded is no attempt at guessing).
    void give_back(const std::string& key);

private:
    void sweep(Time now);

    const std::string reason_;
    const Rate rate_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

} // namespace parley
