#pragma once
// The server's front door: HTTP/1.1 and WebSocket, plain and TLS, on a few I/O threads, each with
// its own listener on the same port. Built on Boost.Beast; nothing outside this folder sees it.

#include "adapters/http/asset_source.hpp"
#include "adapters/http/options.hpp"
#include "app/edge/edge.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

#include <memory>

namespace parley::http {

class IoThread;
struct Shared;

class HttpServer {
public:
    // Listens when it returns; calls `edge` from its threads from then on. `edge` and `assets`
    // outlive it. Fails with port_in_use, cannot_listen, tls_… or not_an_address….
    static Result<std::unique_ptr<HttpServer>> start(HttpOptions options, edge::Edge& edge,
                                                     const AssetSource& assets);
    ~HttpServer();

    std::uint16_t port() const { return port_; }
    std::uint16_t tls_port() const { return tls_port_; } // 0 = no TLS
    std::size_t connections() const;                     // open now, WebSockets included
    std::size_t websockets() const;

    // Reads certificate and key again, for new connections. What is unusable is logged and not
    // taken.
    void reload_tls();

    // No new connections; WebSockets get their frames and close 1001; calls get their answers.
    // Returns when all have ended, at the latest after `drain`. After that no Connection and no
    // `edge` is called.
    void stop(Millis drain);

private:
    HttpServer() = default;
    Result<void> listen(const HttpOptions& options);

    std::shared_ptr<Shared> shared_;
    std::vector<std::unique_ptr<IoThread>> threads_;
    std::uint16_t port_ = 0;
    std::uint16_t tls_port_ = 0;
    bool stopped_ = false;
};

} // namespace parley::http
