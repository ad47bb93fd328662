#include "app/edge/rate_limits.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <cmath>

namespace parley {

namespace {
// Refilling adds fractions whose sum may miss the whole token by a rounding error; who waited as
// long as told gets it all the same.
constexpr double whole = 1 - 1e-6;
} // namespace

bool Bucket::take(Time now, Millis& wait) {
    if (at_) {
        double passed = static_cast<double>((now - at_).count()) / 1000.0;
        tokens_ = std::min(rate_.burst, tokens_ + passed * rate_.per_second);
    }
    at_ = now;
    if (tokens_ >= whole) {
        tokens_ -= 1;
        return true;
    }
    wait = Millis(
        std::max(1L, static_cast<long>(std::ceil((whole - tokens_) / rate_.per_second * 1000))));
    return false;
}

void Bucket::give_back() { tokens_ = std::min(rate_.burst, tokens_ + 1); }

bool Bucket::is_full(Time now) const {
    double passed = static_cast<double>((now - at_).count()) / 1000.0;
    return tokens_ + passed * rate_.per_second >= rate_.burst;
}

Result<void> RateLimit::take(const std::string& key, Time now) {
    std::lock_guard lock(mutex_);
    if (buckets_.size() > limits::rate_keys_max)
        sweep(now);
    Millis wait{0};
    if (buckets_.try_emplace(key, rate_).first->second.take(now, wait))
        return {};
    return fail(Error{ErrorCode::resource_exhausted, reason_, {}, static_cast<long>(wait.count())});
}

void RateLimit::give_back(const std::string& key) {
    std::lock_guard lock(mutex_);
    if (auto it = buckets_.find(key); it != buckets_.end())
        it->second.give_back();
}

void RateLimit::sweep(Time now) {
    std::erase_if(buckets_, [&](const auto& entry) { return entry.second.is_full(now); });
}

} // namespace parley
