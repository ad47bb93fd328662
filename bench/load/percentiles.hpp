#pragma once
// Percentiles from all samples, by nearest rank: the value below or at which so many per cent lie.

#include <cstdint>
#include <string>
#include <vector>

namespace parley::bench {

class Percentiles {
public:
    explicit Percentiles(std::vector<std::int64_t> samples_ns);
    std::size_t count() const { return samples_.size(); }
    double at_ms(double percent) const; // 0 when there are no samples
    std::string summary() const;        // "p50 0.4 ms, p90 …, max …, 1200 samples"

private:
    std::vector<std::int64_t> samples_;
};

} // namespace parley::bench
