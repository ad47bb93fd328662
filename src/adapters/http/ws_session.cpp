#include "adapters/http/ws_session.hpp"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace parley::http {
namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;

constexpr std::size_t idle_frame_bytes = 512;   // the read buffer of a quiet connection
constexpr std::size_t kept_frame_bytes = 4'096; // a larger one is given back after its frame
constexpr std::size_t close_reason_bytes_max = 123;

enum class Opcode : unsigned char { text = 1, close = 8, ping = 9 };

// A whole, unmasked frame, as servers send them.
void append_frame(std::string& out, Opcode opcode, std::string_view payload) {
    char header[10];
    std::size_t length = 2;
    header[0] = static_cast<char>(0x80 | static_cast<unsigned char>(opcode));
    auto size = payload.size();
    if (size < 126) {
        header[1] = static_cast<char>(size);
    } else {
        std::size_t bytes = size <= 0xffff ? 2 : 8;
        header[1] = static_cast<char>(bytes == 2 ? 126 : 127);
        for (std::size_t i = 0; i < bytes; ++i)
            header[2 + i] = static_cast<char>(size >> (8 * (bytes - 1 - i)));
        length += bytes;
    }
    out.append(header, length);
    out += payload;
}

// What Beast sees instead of a socket: it reads from the wire; the control frames that it writes
// while reading (pong, close) line up behind ours.
class WsLayer {
public:
    using executor_type = Executor;

    explicit WsLayer(Wire& wire) : wire_(&wire) {}
    executor_type get_executor() noexcept { return wire_->executor(); }
    void mute() { muted_ = true; } // our close frame has been sent; nothing may follow it

    template <class Buffers, class Handler>
    void async_read_some(const Buffers& buffers, Handler&& handler) {
        wire_->async_read_some(buffers, std::forward<Handler>(handler));
    }

    template <class Buffers, class Handler>
    void async_write_some(const Buffers& buffers, Handler&& handler) {
        auto bytes = asio::buffer_size(buffers);
        if (!muted_) {
            auto& out = wire_->outgoing();
            auto start = out.size();
            out.resize(start + bytes);
            asio::buffer_copy(asio::buffer(out.data() + start, bytes), buffers);
            wire_->flush();
        }
        asio::post(get_executor(), [done = std::decay_t<Handler>(std::forward<Handler>(handler)),
                                    bytes]() mutable { done(error_code(), bytes); });
    }

    friend void beast_close_socket(WsLayer& layer) { layer.wire_->close(); }

    // The session ends the wire itself, after what is unsent has gone out.
    template <class Handler>
    friend void async_teardown(beast::role_type, WsLayer& layer, Handler&& handler) {
        asio::post(layer.get_executor(),
                   [done = std::decay_t<Handler>(std::forward<Handler>(handler))]() mutable {
                       done(error_code());
                   });
    }

private:
    Wire* wire_;
    bool muted_ = false;
};

class WsSession final : public WireOwner,
                        public WsPort,
                        public std::enable_shared_from_this<WsSession> {
public:
    WsSession(IoThread& thread, std::unique_ptr<Wire> wire, FeedUpgrade upgrade,
              AddressCounts::Place place)
        : thread_(thread), wire_(std::move(wire)), place_(std::move(place)),
          upgrade_(std::make_unique<FeedUpgrade>(std::move(upgrade))),
          transport_(std::make_shared<WsTransport>(thread.inbox())), stream_(*wire_),
          frame_(idle_frame_bytes, '\0') {
        wire_->set_owner(*this);
        transport_->session = this;
    }

    void start(const Request& request);

    void take(edge::Delivery& delivery) override;
    void flush() override { wire_->flush(); }

    std::shared_ptr<WireOwner> hold() override { return shared_from_this(); }
    void on_written() override;
    void on_wire_ended() override { end(); }
    void sweep(Tick now) override;
    void stop() override;
    void abort() override { end(); }

private:
    void on_accepted(const error_code& failed);
    void read();
    void on_read(const error_code& failed, std::size_t bytes);
    void on_read_ended(const error_code& failed);
    void close(int code, std::string_view reason);
    void tell_closed();
    void end();
    const HttpOptions& options() { return thread_.shared().options; }

    IoThread& thread_;
    std::unique_ptr<Wire> wire_;
    AddressCounts::Place place_;
    std::unique_ptr<FeedUpgrade> upgrade_; // until the handshake is through
    std::shared_ptr<WsTransport> transport_;
    std::shared_ptr<edge::Connection> connection_; // null before it opens and after on_closed
    websocket::stream<WsLayer, false> stream_;
    std::string frame_; // the buffer; `used_` bytes of it hold the frame so far
    std::size_t used_ = 0;
    Tick heard_at_ = 0;
    Tick pinged_at_ = 0;
    Tick deadline_ = 0; // when closing
    bool paused_ = false;
    bool closing_ = false;
    bool ended_ = false;
};

void WsSession::start(const Request& request) {
    thread_.add(shared_from_this());
    ++thread_.shared().websockets;
    heard_at_ = pinged_at_ = thread_.now();
    beast::http::request<beast::http::empty_body> handshake(beast::http::verb::get, request.target,
                                                            11);
    for (auto name :
         {"host", "connection", "upgrade", "sec-websocket-key", "sec-websocket-version"})
        handshake.set(name, request.joined(name));
    stream_.read_message_max(limits::frame_bytes_max);
    stream_.set_option(websocket::stream_base::decorator(
        [](websocket::response_type& response) { response.set("Server", "Parley"); }));
    stream_.control_callback(
        [this](websocket::frame_type, beast::string_view) { heard_at_ = thread_.now(); });
    stream_.async_accept(
        handshake, [self = shared_from_this()](error_code failed) { self->on_accepted(failed); });
}

void WsSession::on_accepted(const error_code& failed) {
    if (ended_)
        return;
    if (failed) { // the answer says why; it is on its way
        deadline_ = thread_.deadline(options().timeouts.closing);
        closing_ = true;
        wire_->finish(false);
        return;
    }
    auto upgrade = std::move(upgrade_);
    connection_ = thread_.shared().edge.open(std::move(upgrade->peer),
                                             std::move(upgrade->credentials), transport_);
    read();
}

void WsSession::read() {
    stream_.async_read_some(asio::buffer(frame_.data() + used_, frame_.size() - used_),
                            [self = shared_from_this()](error_code failed, std::size_t bytes) {
                                self->on_read(failed, bytes);
                            });
}

void WsSession::on_read(const error_code& failed, std::size_t bytes) {
    if (ended_)
        return;
    if (failed) {
        on_read_ended(failed);
        return;
    }
    heard_at_ = thread_.now();
    used_ += bytes;
    if (closing_) {
        used_ = 0;
    } else if (stream_.got_binary()) {
        close(4501, "protocol_error");
        used_ = 0;
    } else if (!stream_.is_message_done()) {
        if (used_ == frame_.size())
            frame_.resize(std::min(4 * frame_.size(), limits::frame_bytes_max + 1));
    } else {
        connection_->on_frame(std::string_view(frame_).substr(0, used_));
        used_ = 0;
        if (frame_.size() > kept_frame_bytes)
            frame_ = std::string(idle_frame_bytes, '\0');
        // Who does not read answers is not asked for more.
        paused_ = wire_->unsent() > options().outbound_bytes_max / 4;
    }
    if (!paused_)
        read();
}

// The other side closed or went away, or Beast found a malformed frame and has said so.
void WsSession::on_read_ended(const error_code& failed) {
    bool is_gone = failed == asio::error::eof || failed == asio::error::connection_reset ||
                   failed == asio::error::operation_aborted;
    if (is_gone) {
        end();
        return;
    }
    closing_ = true;
    tell_closed();
    stream_.next_layer().mute();
    deadline_ = thread_.deadline(options().timeouts.closing);
    wire_->finish(false);
}

void WsSession::take(edge::Delivery& delivery) {
    if (closing_)
        return;
    if (!delivery.frame.empty()) {
        append_frame(wire_->outgoing(), Opcode::text, delivery.frame);
        if (wire_->unsent() > options().outbound_bytes_max) {
            wire_->drop_unstarted();
            close(4001, "slow_reader");
            return;
        }
    }
    if (delivery.close_code != 0)
        close(delivery.close_code, delivery.close_reason);
}

void WsSession::on_written() {
    if (paused_ && !ended_) {
        paused_ = false;
        read();
    }
}

void WsSession::close(int code, std::string_view reason) {
    if (closing_)
        return;
    closing_ = true;
    deadline_ = thread_.deadline(options().timeouts.closing);
    std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
    payload += reason.substr(0, close_reason_bytes_max);
    append_frame(wire_->outgoing(), Opcode::close, payload);
    stream_.next_layer().mute();
    wire_->flush();
    tell_closed();
    if (std::exchange(paused_, false))
        read(); // for the other side's close
}

void WsSession::tell_closed() {
    if (auto connection = std::exchange(connection_, nullptr))
        connection->on_closed();
}

void WsSession::sweep(Tick now) {
    const auto& timeouts = options().timeouts;
    if (closing_) {
        if (now >= deadline_)
            end();
    } else if (now - heard_at_ >= timeouts.idle.count()) {
        close(4003, "idle");
    } else if (now - pinged_at_ >= timeouts.ping.count() && connection_) {
        pinged_at_ = now;
        append_frame(wire_->outgoing(), Opcode::ping, "");
        wire_->flush();
    }
}

void WsSession::stop() {
    if (connection_)
        close(1001, "server_stopping");
    else if (!closing_)
        end();
}

void WsSession::end() {
    if (std::exchange(ended_, true))
        return;
    auto self = shared_from_this();
    --thread_.shared().websockets;
    tell_closed();
    transport_->session = nullptr;
    wire_->close();
    thread_.remove(*this);
}

} // namespace

void open_websocket(IoThread& thread, std::unique_ptr<Wire> wire, const Request& request,
                    FeedUpgrade upgrade, AddressCounts::Place place) {
    std::make_shared<WsSession>(thread, std::move(wire), std::move(upgrade), std::move(place))
        ->start(request);
}

} // namespace parley::http
