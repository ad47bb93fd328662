#include "adapters/http/trusted_proxies.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>

namespace parley::http {
namespace {

constexpr std::array<std::uint8_t, 12> v4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_v4(const Address& address) {
    return std::equal(v4_prefix.begin(), v4_prefix.end(), address.bytes.begin());
}

Failure not_an_address(std::string_view text) {
    return fail(ErrorCode::invalid_argument, "not_an_address", std::string(text));
}

// An element of X-Forwarded-For: an address, perhaps with a port, IPv6 then in brackets.
Result<Address> parse_element(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('[')) {
        auto end = text.find(']');
        return Address::parse(text.substr(1, end == text.npos ? text.npos : end - 1));
    }
    if (std::count(text.begin(), text.end(), ':') == 1)
        text = text.substr(0, text.find(':'));
    return Address::parse(text);
}

} // namespace

Result<Address> Address::parse(std::string_view text) {
    char buffer[INET6_ADDRSTRLEN + 1] = {};
    if (text.empty() || text.size() >= sizeof buffer)
        return not_an_address(text);
    std::memcpy(buffer, text.data(), text.size());
    Address address;
    if (inet_pton(AF_INET6, buffer, address.bytes.data()) == 1)
        return address;
    std::copy(v4_prefix.begin(), v4_prefix.end(), address.bytes.begin());
    if (inet_pton(AF_INET, buffer, address.bytes.data() + v4_prefix.size()) == 1)
        return address;
    return not_an_address(text);
}

std::string Address::text() const {
    char buffer[INET6_ADDRSTRLEN] = {};
    if (is_v4(*this))
        inet_ntop(AF_INET, bytes.data() + v4_prefix.size(), buffer, sizeof buffer);
    else
        inet_ntop(AF_INET6, bytes.data(), buffer, sizeof buffer);
    return buffer;
}

bool Address::is_loopback() const {
    if (is_v4(*this))
        return bytes[12] == 127;
    return std::all_of(bytes.begin(), bytes.end() - 1, [](auto b) { return b == 0; }) &&
           bytes[15] == 1;
}

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& items) {
    TrustedProxies proxies;
    for (const auto& item : items) {
        auto slash = item.find('/');
        TRY(auto address, Address::parse(std::string_view(item).substr(0, slash)));
        int bits = 128;
        if (slash != item.npos) {
            int widest = item.find(':') == item.npos ? 32 : 128;
            auto first = item.data() + slash + 1, last = item.data() + item.size();
            auto [end, failed] = std::from_chars(first, last, bits);
            if (failed != std::errc() || end != last || bits < 0 || bits > widest)
                return fail(ErrorCode::invalid_argument, "not_an_address_block", item);
            bits += 128 - widest;
        }
        proxies.blocks_.push_back({address, bits});
    }
    return proxies;
}

bool TrustedProxies::trusts(const Address& address) const {
    return std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& block) {
        auto whole = static_cast<std::size_t>(block.bits / 8);
        if (!std::equal(address.bytes.begin(), address.bytes.begin() + static_cast<long>(whole),
                        block.address.bytes.begin()))
            return false;
        int rest = block.bits % 8;
        if (rest == 0)
            return true;
        auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
        return (address.bytes[whole] & mask) == (block.address.bytes[whole] & mask);
    });
}

Address TrustedProxies::client(const Address& socket, std::string_view forwarded_for) const {
    Address client = socket;
    while (!forwarded_for.empty() && trusts(client)) {
        auto comma = forwarded_for.rfind(',');
        auto element =
            comma == forwarded_for.npos ? forwarded_for : forwarded_for.substr(comma + 1);
        forwarded_for = comma == forwarded_for.npos ? "" : forwarded_for.substr(0, comma);
        auto address = parse_element(element);
        if (!address)
            break;
        client = *address;
    }
    return client;
}

} // namespace parley::http
