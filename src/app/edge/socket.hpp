#pragma once
// The application's side of one WebSocket: reads request frames, knows who is there, hands requests
// on.

#include "app/edge/service.hpp"

namespace parley {

class SocketConnection final : public edge::Connection,
                               public std::enable_shared_from_this<SocketConnection> {
public:
    SocketConnection(Service& service, edge::Peer peer, std::shared_ptr<edge::Transport> transport);

    // Credentials that came with the handshake. A bearer token counts at once, a cookie from the
    // first frame on, unless that authenticates somebody else; no good ones close the socket.
    void begin(const edge::Credentials& credentials);
    void on_frame(std::string_view text) override;
    void on_closed() override;

    // From the watch thread: closes it when nobody said who they are in time, or the credential has
    // expired. False when there is nothing left to watch.
    bool look(Time now);

private:
    void authenticate(std::int64_t id, const boost::json::value& arguments);
    void become(std::shared_ptr<Identity> who);
    bool become_who_holds(const edge::Credentials& credentials); // false: closed
    void close(int code, std::string reason);
    void fail_request(std::int64_t id, const Error& error);

    Service& service_;
    const edge::Peer peer_;
    std::shared_ptr<edge::Transport> transport_;
    const Time opened_at_;
    std::mutex mutex_; // who_ and closed_ are looked at by the watch thread
    std::shared_ptr<Identity> who_;
    bool closed_ = false;
    std::string cookie_; // of the handshake
    std::shared_ptr<Subscriber> subscriber_;
    Bucket requests_; // of this connection
};

} // namespace parley
