#pragma once
// Chance out of one seed: the same seed gives the same numbers on every machine and library.

#include <cstdint>
#include <span>
#include <vector>

namespace parley::sim {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    // splitmix64
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    // 0 … n - 1; n is at least 1.
    std::int64_t below(std::int64_t n) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(n));
    }
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + below(most - least + 1);
    }
    bool chance(std::int64_t percent) { return below(100) < percent; }

    template <class T> const T& pick(const std::vector<T>& from) {
        return from[static_cast<std::size_t>(below(static_cast<std::int64_t>(from.size())))];
    }
    // An index, the weights' sum being more than 0.
    std::size_t weighted(std::span<const int> weights) {
        std::int64_t sum = 0;
        for (int weight : weights)
            sum += weight;
        auto at = below(sum);
        std::size_t index = 0;
        while (at >= weights[index])
            at -= weights[index++];
        return index;
    }
    // Chance of its own, so that one part's draws do not move another's.
    Random fork() { return Random(next()); }

private:
    std::uint64_t state_;
};

} // namespace parley::sim
