#pragma once
// One socket, plain or TLS, with its outgoing bytes. Whatever is to be sent is appended and goes
// out in order, many frames in one write; one write is under way at a time. An HTTP session and
// then, after an upgrade, a WebSocket own it. Lives on its I/O thread.

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace parley::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;

using Tick = std::int64_t; // steady milliseconds, read once per sweep

// What an I/O thread holds per connection, until it has ended.
class WireOwner {
public:
    virtual ~WireOwner() = default;
    virtual std::shared_ptr<WireOwner> hold() = 0; // keeps the owner alive over an operation
    virtual void on_written() = 0;                 // everything appended has been sent
    virtual void on_wire_ended() = 0;              // a write failed, or finish() is through
    virtual void sweep(Tick now) = 0;              // look at the deadlines
    virtual void stop() = 0;                       // the server stops: end soon
    virtual void abort() = 0;                      // end now

    std::size_t slot = SIZE_MAX; // place in the thread's list
};

class Wire {
public:
    // `now` is the thread's clock; `tls` null = plain.
    Wire(Socket socket, std::shared_ptr<asio::ssl::context> tls, const Tick& now);

    void set_owner(WireOwner& owner) { owner_ = &owner; }
    Executor executor() { return socket_.get_executor(); }
    bool is_tls() const { return tls_ != nullptr; }

    template <class Handler> void async_handshake(Handler handler) {
        tls_->stream.async_handshake(asio::ssl::stream_base::server, std::move(handler));
    }

    // Beast asks for this shape. Only one read at a time.
    template <class Buffers, class Handler>
    void async_read_some(const Buffers& buffers, Handler&& handler) {
        if (!unread_.empty()) {
            auto taken = asio::buffer_copy(buffers, asio::buffer(unread_));
            unread_.erase(0, taken);
            asio::post(executor(), [done = std::decay_t<Handler>(std::forward<Handler>(handler)),
                                    taken]() mutable { done(error_code(), taken); });
        } else if (tls_) {
            tls_->stream.async_read_some(buffers, std::forward<Handler>(handler));
        } else {
            socket_.async_read_some(buffers, std::forward<Handler>(handler));
        }
    }
    // Bytes that were read too early; the next read gets them.
    void unread(std::string_view bytes) { unread_.assign(bytes); }

    // Append to outgoing(), then flush(). A static body goes out behind it; its bytes must stay
    // valid.
    std::string& outgoing() { return pending_; }
    void send_static(std::string_view bytes) { static_pending_ = bytes; }
    void drop_unstarted() { pending_.clear(); }
    void flush();
    std::size_t unsent() const {
        return pending_.size() + static_pending_.size() + sending_.size() + static_sending_.size() -
               sent_;
    }
    // True if a write has made no progress for so long.
    bool is_stuck(std::int64_t for_ms) const { return writing_ && now_ - progress_at_ > for_ms; }

    // Sends what is left and says goodbye; then reads on until the other side ends too, so that it
    // can read everything (closing with unread input resets the connection). The owner's deadline
    // cuts that short. While a read of the owner is pending, that one is the first: it calls
    // read_rest() after.
    void finish(bool read_is_pending);
    bool is_finishing() const { return finishing_; }
    void read_rest();

    void close();

private:
    struct Tls {
        std::shared_ptr<asio::ssl::context> context;
        asio::ssl::stream<Socket&> stream;
    };
    void write_some();
    void say_goodbye();
    void read_rest(std::unique_ptr<std::string> buffer, std::size_t bytes_left);

    Socket socket_;
    std::unique_ptr<Tls> tls_;
    WireOwner* owner_ = nullptr;
    const Tick& now_;
    std::string unread_;
    std::string pending_;
    std::string sending_;
    std::string_view static_pending_;
    std::string_view static_sending_;
    std::size_t sent_ = 0; // of sending_ and static_sending_ together
    Tick progress_at_ = 0;
    bool writing_ = false;
    bool finishing_ = false;
    bool read_is_pending_ = false;
};

} // namespace parley::http
