#include "load/percentiles.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace parley::bench {

Percentiles::Percentiles(std::vector<std::int64_t> samples_ns) : samples_(std::move(samples_ns)) {
    std::sort(samples_.begin(), samples_.end());
}

double Percentiles::at_ms(double percent) const {
    if (samples_.empty())
        return 0;
    auto rank =
        static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(samples_.size())));
    rank = std::clamp<std::size_t>(rank, 1, samples_.size());
    return static_cast<double>(samples_[rank - 1]) / 1e6;
}

std::string Percentiles::summary() const {
    return fmt::format(
        "p50 {:.3f} ms, p90 {:.3f} ms, p99 {:.3f} ms, p99.9 {:.3f} ms, max {:.3f} ms, {} samples",
        at_ms(50), at_ms(90), at_ms(99), at_ms(99.9), at_ms(100), count());
}

} // namespace parley::bench
