#pragma once
// The seam between transports (adapters/http) and the application. The adapter moves bytes, frames,
// headers; the application knows operations, actors and the feed. Base types only, so that an
// adapter builds without the application.
//
// Threads: each I/O thread has one Outlet. Everything of a Transport happens on its outlet's
// thread; the application reaches it from elsewhere only by Outlet::deliver, one wake-up for a
// whole batch.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parley::edge {

// Who is at the other end, after trusted proxy headers have been applied.
struct Peer {
    std::string address;    // IP without port; the rate limits' key
    std::string origin;     // Origin header, "" = none
    std::string host;       // Host header, for workspace addresses
    std::string user_agent; // shortened to 200 bytes
    bool secure = false;    // https, also when the proxy says so: cookies get Secure and __Host-
};

struct Credentials {
    std::string bearer; // Authorization: Bearer …
    std::string cookie; // the login cookie's value
};

// One call of POST or GET /api/v1/<operation>.
struct HttpCall {
    Peer peer;
    Credentials credentials;
    std::string operation;
    std::string request_id; // made by the adapter, returned as X-Request-Id, logged
    bool is_get = false;    // reads only; `query` instead of `body`
    std::string body;       // POST: must be a JSON object; content type is checked by the adapter
    std::map<std::string, std::string> query;
};

struct HttpAnswer {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::string set_cookie; // the login cookie's whole value for Set-Cookie; "" = none
    std::int64_t retry_after_s = 0;
};

class Transport;

// One thing to do with a connection: send a text frame (not empty), then close (close_code not 0).
struct Delivery {
    std::shared_ptr<Transport> to;
    std::string frame;
    int close_code = 0;
    std::string close_reason;
};

class Outlet {
public:
    virtual ~Outlet() = default;
    // From any thread. Keeps the order of deliveries to one transport over all calls.
    virtual void deliver(std::vector<Delivery> batch) = 0;
};

// One WebSocket. A transport whose unsent bytes pass limits::outbound_bytes_max is closed with
// 4001.
class Transport : public std::enable_shared_from_this<Transport> {
public:
    virtual ~Transport() = default;
    virtual Outlet& outlet() = 0;
};

// The application's side of one WebSocket. Called on the transport's thread, one call at a time.
class Connection {
public:
    virtual ~Connection() = default;
    virtual void
    on_frame(std::string_view text) = 0; // valid UTF-8 (the WebSocket layer has checked)
    virtual void on_closed() = 0;        // last call; once
};

class Edge {
public:
    virtual ~Edge() = default;

    // `done` is called exactly once, on any thread.
    virtual void call(HttpCall call, std::function<void(HttpAnswer)> done) = 0;

    // A WebSocket handshake that passed the Origin check. Never null.
    virtual std::shared_ptr<Connection> open(Peer peer, Credentials credentials,
                                             std::shared_ptr<Transport> transport) = 0;

    // Origin check for WebSockets and for POSTs with the cookie: same origin as Host or base URL
    // always passes; a foreign one only where a widget may be embedded and no cookie is used.
    virtual bool origin_allowed(const Peer& peer, bool uses_cookie) = 0;

    virtual std::string openapi() = 0; // the document, JSON
    virtual std::string metrics() = 0; // Prometheus text
    virtual bool ready() = 0;          // /readyz
};

// The login cookie's name: "__Host-parley_login" when secure, else "parley_login".
inline constexpr std::string_view cookie_name = "parley_login";
inline constexpr std::string_view secure_cookie_name = "__Host-parley_login";

} // namespace parley::edge
