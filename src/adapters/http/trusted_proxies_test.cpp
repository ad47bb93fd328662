#include "adapters/http/trusted_proxies.hpp"

#include <doctest/doctest.h>

namespace parley::http {
namespace {

Address address(std::string_view text) {
    auto parsed = Address::parse(text);
    REQUIRE(parsed);
    return *parsed;
}

TrustedProxies proxies(std::vector<std::string> items) {
    auto parsed = TrustedProxies::parse(items);
    REQUIRE(parsed);
    return *parsed;
}

TEST_CASE("an IPv4 address mapped into IPv6 is the same address") {
    CHECK(address("::ffff:10.1.2.3") == address("10.1.2.3"));
    CHECK(address("::ffff:10.1.2.3").text() == "10.1.2.3");
    CHECK(address("2001:DB8:0::1").text() == "2001:db8::1");
    CHECK(address("127.8.0.1").is_loopback());
    CHECK(address("::1").is_loopback());
    CHECK_FALSE(address("::2").is_loopback());
    CHECK_FALSE(Address::parse("10.1.2"));
    CHECK_FALSE(Address::parse(""));
    CHECK_FALSE(Address::parse("host.example"));
}

TEST_CASE("a block trusts what it covers, to the bit") {
    auto some = proxies({"10.0.0.0/9", "192.0.2.7", "fd00::/8"});
    CHECK(some.trusts(address("10.127.255.255")));
    CHECK(some.trusts(address("::ffff:10.0.0.1")));
    CHECK_FALSE(some.trusts(address("10.128.0.0")));
    CHECK(some.trusts(address("192.0.2.7")));
    CHECK_FALSE(some.trusts(address("192.0.2.8")));
    CHECK(some.trusts(address("fdff::1")));
    CHECK_FALSE(some.trusts(address("fe00::1")));
    CHECK(proxies({"0.0.0.0/0"}).trusts(address("8.8.8.8")));
    CHECK_FALSE(proxies({"0.0.0.0/0"}).trusts(address("2001:db8::1")));
}

TEST_CASE("a block that cannot be read is refused by name") {
    CHECK(TrustedProxies::parse({"10.0.0.0/33"}).error().detail == "10.0.0.0/33");
    CHECK(TrustedProxies::parse({"10.0.0.0/"}).error().reason == "not_an_address_block");
    CHECK(TrustedProxies::parse({"::/129"}).error().reason == "not_an_address_block");
    CHECK(TrustedProxies::parse({"proxy"}).error().reason == "not_an_address");
}

TEST_CASE("the client is the rightmost address that is no trusted proxy") {
    auto some = proxies({"10.0.0.0/8"});
    auto client = [&](std::string_view socket, std::string_view header) {
        return some.client(address(socket), header).text();
    };
    CHECK(client("10.0.0.1", "203.0.113.9") == "203.0.113.9");
    CHECK(client("10.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.2") == "203.0.113.9");
    CHECK(client("203.0.113.9", "1.2.3.4") == "203.0.113.9");
    CHECK(client("10.0.0.1", "") == "10.0.0.1");
    CHECK(client("10.0.0.1", "10.0.0.3, 10.0.0.2") == "10.0.0.3");
    CHECK(client("10.0.0.1", "1.2.3.4, unknown") == "10.0.0.1");
    CHECK(client("10.0.0.1", "203.0.113.9:4711") == "203.0.113.9");
    CHECK(client("10.0.0.1", "[2001:db8::5]:80") == "2001:db8::5");
    CHECK(client("::ffff:10.0.0.1", "2001:db8::6") == "2001:db8::6");
}

} // namespace
} // namespace parley::http
