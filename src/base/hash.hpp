#pragma once
// FNV-1a, 64 bits: a fast hash whose values may be stored. It is stable forever and not keyed, so
// never let a stranger's choice of input decide about anything but equality with a stored value.

#include <cstdint>
#include <string_view>

namespace parley {

inline constexpr std::uint64_t fnv1a64_start = 0xcbf29ce484222325ULL;

// `from` continues an earlier hash: fnv1a64("ab") == fnv1a64("b", fnv1a64("a")).
constexpr std::uint64_t fnv1a64(std::string_view bytes, std::uint64_t from = fnv1a64_start) {
    for (char byte : bytes) {
        from ^= static_cast<unsigned char>(byte);
        from *= 0x100000001b3ULL;
    }
    return from;
}

// Eight bytes, lowest first.
constexpr std::uint64_t fnv1a64(std::int64_t number, std::uint64_t from) {
    for (int shift = 0; shift < 64; shift += 8) {
        from ^= (static_cast<std::uint64_t>(number) >> shift) & 0xFF;
        from *= 0x100000001b3ULL;
    }
    return from;
}

} // namespace parley
