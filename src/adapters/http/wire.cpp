#include "adapters/http/wire.hpp"

#include <array>

namespace parley::http {
namespace {
constexpr std::size_t kept_capacity = 512;        // of the two buffers of an idle connection
constexpr std::size_t rest_bytes_max = 1'048'576; // of unwanted input after our end
} // namespace

Wire::Wire(Socket socket, std::shared_ptr<asio::ssl::context> tls, const Tick& now)
    : socket_(std::move(socket)), now_(now) {
    if (tls) {
        auto& context = *tls;
        tls_.reset(new Tls{std::move(tls), asio::ssl::stream<Socket&>(socket_, context)});
    }
}

void Wire::flush() {
    if (writing_ || !socket_.is_open() || (pending_.empty() && static_pending_.empty()))
        return;
    writing_ = true;
    progress_at_ = now_;
    sent_ = 0;
    sending_.swap(pending_);
    static_sending_ = std::exchange(static_pending_, {});
    write_some();
}

void Wire::write_some() {
    auto rest_of = [](std::string_view bytes, std::size_t from) {
        bytes.remove_prefix(std::min(from, bytes.size()));
        return asio::const_buffer(bytes.data(), bytes.size());
    };
    auto from_static = sent_ - std::min(sent_, sending_.size());
    std::array<asio::const_buffer, 2> buffers{rest_of(sending_, sent_),
                                              rest_of(static_sending_, from_static)};
    auto done = [this, owner = owner_->hold()](error_code failed, std::size_t bytes) {
        if (failed) {
            writing_ = false;
            owner->on_wire_ended();
            return;
        }
        sent_ += bytes;
        progress_at_ = now_;
        if (sent_ < sending_.size() + static_sending_.size()) {
            write_some();
            return;
        }
        writing_ = false;
        sent_ = 0;
        sending_.clear();
        static_sending_ = {};
        if (sending_.capacity() > kept_capacity)
            sending_ = std::string();
        if (pending_.empty() && pending_.capacity() > kept_capacity)
            pending_ = std::string();
        if (!pending_.empty() || !static_pending_.empty())
            flush();
        else if (finishing_)
            say_goodbye();
        else
            owner->on_written();
    };
    if (tls_)
        tls_->stream.async_write_some(buffers, std::move(done));
    else
        socket_.async_write_some(buffers, std::move(done));
}

void Wire::finish(bool read_is_pending) {
    if (finishing_)
        return;
    finishing_ = true;
    read_is_pending_ = read_is_pending;
    flush();
    if (!writing_)
        say_goodbye();
}

void Wire::say_goodbye() {
    if (tls_) {
        if (read_is_pending_) // TLS allows no second reader; the goodbye is left out
            owner_->on_wire_ended();
        else
            tls_->stream.async_shutdown(
                [owner = owner_->hold()](error_code) { owner->on_wire_ended(); });
        return;
    }
    error_code failed;
    socket_.shutdown(Socket::shutdown_send, failed);
    if (failed)
        owner_->on_wire_ended();
    else if (!read_is_pending_)
        read_rest();
}

void Wire::read_rest() {
    read_is_pending_ = false;
    if (tls_)
        owner_->on_wire_ended();
    else
        read_rest(std::make_unique<std::string>(4'096, '\0'), rest_bytes_max);
}

void Wire::read_rest(std::unique_ptr<std::string> buffer, std::size_t bytes_left) {
    auto target = asio::buffer(*buffer);
    socket_.async_read_some(target, [this, owner = owner_->hold(), kept = std::move(buffer),
                                     bytes_left](error_code failed, std::size_t bytes) mutable {
        if (failed || bytes >= bytes_left)
            owner->on_wire_ended();
        else
            read_rest(std::move(kept), bytes_left - bytes);
    });
}

void Wire::close() {
    error_code ignored;
    socket_.close(ignored);
}

} // namespace parley::http
