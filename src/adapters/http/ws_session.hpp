#pragma once
// One WebSocket: Beast reads frames and checks them; what we send is framed here and appended to
// the wire, so that many frames leave in one write.

#include "adapters/http/io_thread.hpp"

namespace parley::http {

// What a delivery does to a WebSocket; on its I/O thread.
class WsPort {
public:
    virtual ~WsPort() = default;
    virtual void take(edge::Delivery& delivery) = 0; // appends, sends nothing yet
    virtual void flush() = 0;
};

// What the application holds of a WebSocket. It may outlive the session and the server.
class WsTransport final : public edge::Transport {
public:
    explicit WsTransport(std::shared_ptr<Inbox> inbox) : inbox_(std::move(inbox)) {}
    edge::Outlet& outlet() override { return *inbox_; }

    WsPort* session = nullptr; // I/O thread only; null once it has ended

private:
    std::shared_ptr<Inbox> inbox_;
};

// Answers the handshake in `request` and runs the WebSocket on `wire` until it ends.
void open_websocket(IoThread& thread, std::unique_ptr<Wire> wire, const Request& request,
                    FeedUpgrade upgrade, AddressCounts::Place place);

} // namespace parley::http
