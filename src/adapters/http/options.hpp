#pragma once
// What the listener can be told. Every time-out has the product's value; tests shorten them.

#include "base/limits.hpp"
#include "base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parley::http {

struct TlsOptions {
    std::string certificate_file; // PEM, the chain
    std::string key_file;         // PEM
    std::uint16_t port = 0;       // 0 = any free one
};

struct Timeouts {
    Millis header{10'000};     // from the first byte (a new connection: from accept), TLS included
    Millis body{30'000};       // from the end of the headers
    Millis answer{60'000};     // for the application; then 503, outcome unknown
    Millis write{30'000};      // without any progress
    Millis keep_alive{75'000}; // between two requests
    Millis ping{25'000};       // between two pings of ours
    Millis idle{60'000};       // a WebSocket of which nothing is heard
    Millis closing{5'000};     // from our close to the other side's, then the socket is dropped
    Millis sweep{1'000};       // how often the above are looked at
    Millis accept_pause{100};  // after running out of file descriptors
};

struct HttpOptions {
    std::string host = "127.0.0.1"; // an address, or "localhost"
    std::uint16_t port = 8080;      // 0 = any free one
    std::optional<TlsOptions> tls;  // a second listener
    std::size_t io_threads = 1;
    std::vector<std::string> trusted_proxies; // addresses or CIDR blocks
    std::size_t connections_per_address = limits::connections_per_address; // 0 = no limit
    std::size_t outbound_bytes_max = limits::outbound_bytes_max;           // of one WebSocket
    Timeouts timeouts;
};

} // namespace parley::http
