#pragma once
// Whose X-Forwarded-* headers count. The client is the rightmost address of X-Forwarded-For that is
// not a trusted proxy itself: what stands left of it was written by the client and proves nothing.

#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parley::http {

// An IP address; IPv4 is held mapped into IPv6, so that ::ffff:10.0.0.1 and 10.0.0.1 are one.
struct Address {
    std::array<std::uint8_t, 16> bytes{};
    bool operator==(const Address&) const = default;

    static Result<Address> parse(std::string_view text);
    std::string text() const; // the shortest form, IPv4 as IPv4
    bool is_loopback() const;
};

class TrustedProxies {
public:
    TrustedProxies() = default;
    // Items are "10.0.0.1", "10.0.0.0/8", "fd00::/8".
    static Result<TrustedProxies> parse(const std::vector<std::string>& items);

    bool trusts(const Address& address) const;

    // `socket` is who holds the connection, `forwarded_for` the header's lines joined by commas.
    Address client(const Address& socket, std::string_view forwarded_for) const;

private:
    struct Block {
        Address address;
        int bits = 128;
    };
    std::vector<Block> blocks_;
};

} // namespace parley::http
