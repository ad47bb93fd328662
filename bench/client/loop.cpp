#include "client/loop.hpp"

#include "client/ws_frames.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parley::client {

namespace {

constexpr std::size_t read_bytes = 256 * 1'024;
constexpr std::size_t frame_bytes_from_server_max =
    4 * 1'024 * 1'024; // a snapshot is one frame at most
constexpr std::size_t handshake_bytes_max = 8 * 1'024;
constexpr int abnormal_closure = 1006;
constexpr int protocol_error = 1002;

// A constant key has a constant answer; both are the example of RFC 6455.
constexpr std::string_view handshake_key = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view handshake_accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

} // namespace

std::int64_t now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch())
        .count();
}

// ---- the socket ----

FeedSocket::FeedSocket(Loop& loop, FeedListener& listener) : loop_(loop), listener_(listener) {}

FeedSocket::~FeedSocket() { drop(); }

bool FeedSocket::connect(std::uint16_t port) {
    drop();
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd_ < 0)
        return false;
    int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 &&
        errno != EINPROGRESS) {
        ::close(fd_);
        fd_ = -1;
        return false;
    }
    state_ = State::connecting;
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT;
    event.data.ptr = this;
    watching_write_ = true;
    ::epoll_ctl(loop_.epoll_, EPOLL_CTL_ADD, fd_, &event);
    std::string request = "GET /api/v1/feed HTTP/1.1\r\nHost: 127.0.0.1:";
    request += std::to_string(port);
    request += "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: ";
    request += handshake_key;
    request += "\r\n\r\n";
    out_ = std::move(request);
    return true;
}

void FeedSocket::drop() {
    if (fd_ >= 0) {
        ::close(fd_); // leaves the epoll set by itself
        fd_ = -1;
    }
    if (dirty_) {
        std::erase(loop_.dirty_, this);
        dirty_ = false;
    }
    std::replace(loop_.ready_.begin(), loop_.ready_.end(), this, static_cast<FeedSocket*>(nullptr));
    std::replace(loop_.flushing_.begin(), loop_.flushing_.end(), this,
                 static_cast<FeedSocket*>(nullptr));
    state_ = State::closed;
    ++generation_;
    in_ = {};
    out_ = {};
    message_ = {};
}

void FeedSocket::fail(int code) {
    drop();
    listener_.on_closed(code);
}

void FeedSocket::watch(bool writable) {
    if (watching_write_ == writable)
        return;
    watching_write_ = writable;
    epoll_event event{};
    event.events = EPOLLIN | (writable ? EPOLLOUT : 0u);
    event.data.ptr = this;
    ::epoll_ctl(loop_.epoll_, EPOLL_CTL_MOD, fd_, &event);
}

void FeedSocket::send(std::string_view text) {
    if (state_ != State::open)
        return;
    append_frame(out_, Opcode::text, text, loop_.next_mask());
    if (!dirty_) {
        dirty_ = true;
        loop_.dirty_.push_back(this);
    }
}

void FeedSocket::flush() {
    dirty_ = false;
    if (state_ == State::closed || state_ == State::connecting)
        return;
    std::size_t done = 0;
    while (done < out_.size()) {
        auto sent = ::send(fd_, out_.data() + done, out_.size() - done, MSG_NOSIGNAL);
        if (sent > 0) {
            done += static_cast<std::size_t>(sent);
        } else if (errno == EAGAIN) {
            break;
        } else if (errno != EINTR) {
            out_.clear(); // what was already received is still read; the read side reports the end
            watch(false);
            return;
        }
    }
    out_.erase(0, done);
    watch(!out_.empty());
}

void FeedSocket::on_writable() {
    if (state_ == State::connecting) {
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error != 0) {
            fail(abnormal_closure);
            return;
        }
        state_ = State::upgrading;
    }
    flush();
}

void FeedSocket::on_readable() {
    auto got = ::recv(fd_, loop_.buffer_.data(), loop_.buffer_.size(), 0);
    if (got > 0)
        take({loop_.buffer_.data(), static_cast<std::size_t>(got)});
    else if (got == 0 || (errno != EAGAIN && errno != EINTR))
        fail(abnormal_closure);
}

void FeedSocket::take(std::string_view bytes) {
    const auto generation = generation_;
    const bool joined = !in_.empty();
    std::string held;
    if (joined) {
        held = std::move(in_);
        held.append(bytes);
        bytes = held;
        in_.clear();
    }
    std::size_t used = 0;
    if (state_ == State::upgrading || state_ == State::connecting) {
        used = take_handshake(bytes);
        if (generation != generation_)
            return;
    }
    if (state_ == State::open) {
        used += take_frames(bytes.substr(used));
        if (generation != generation_)
            return;
    }
    if (used < bytes.size())
        in_.assign(bytes.substr(used));
    else if (in_.capacity() > 4'096)
        in_ = {}; // ten thousand idle connections keep no buffers
}

std::size_t FeedSocket::take_handshake(std::string_view bytes) {
    auto end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) {
        if (bytes.size() > handshake_bytes_max)
            fail(protocol_error);
        return 0;
    }
    auto head = bytes.substr(0, end);
    if (!head.starts_with("HTTP/1.1 101") ||
        head.find(handshake_accept) == std::string_view::npos) {
        fail(protocol_error);
        return 0;
    }
    state_ = State::open;
    listener_.on_open();
    return end + 4;
}

std::size_t FeedSocket::take_frames(std::string_view bytes) {
    const auto generation = generation_;
    std::size_t used = 0;
    ServerFrame frame;
    while (true) {
        auto status = take_frame(bytes.substr(used), frame_bytes_from_server_max, frame);
        if (status == FrameStatus::incomplete)
            return used;
        if (status == FrameStatus::broken) {
            fail(protocol_error);
            return used;
        }
        used += frame.size;
        switch (frame.opcode) {
        case Opcode::text:
        case Opcode::continuation:
            if (frame.final && message_.empty()) {
                listener_.on_frame(frame.payload);
            } else {
                message_.append(frame.payload);
                if (message_.size() > frame_bytes_from_server_max) {
                    fail(protocol_error);
                } else if (frame.final) {
                    auto whole = std::move(message_);
                    message_.clear();
                    listener_.on_frame(whole);
                }
            }
            break;
        case Opcode::ping:
            append_frame(out_, Opcode::pong, frame.payload, loop_.next_mask());
            if (!dirty_) {
                dirty_ = true;
                loop_.dirty_.push_back(this);
            }
            break;
        case Opcode::close: {
            int code = 1005;
            if (frame.payload.size() >= 2)
                code = static_cast<std::uint8_t>(frame.payload[0]) << 8 |
                       static_cast<std::uint8_t>(frame.payload[1]);
            fail(code);
            break;
        }
        case Opcode::pong:
            break;
        case Opcode::binary:
        default:
            fail(protocol_error);
        }
        if (generation != generation_)
            return used;
    }
}

// ---- the loop ----

Loop::Loop(int epoll) : epoll_(epoll), buffer_(read_bytes) {}

Loop::~Loop() { ::close(epoll_); }

Result<std::unique_ptr<Loop>> Loop::create() {
    int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0)
        return fail(ErrorCode::resource_exhausted, "no_epoll", std::strerror(errno));
    return std::unique_ptr<Loop>(new Loop(epoll));
}

std::uint32_t Loop::next_mask() {
    mask_state_ ^= mask_state_ << 13;
    mask_state_ ^= mask_state_ >> 7;
    mask_state_ ^= mask_state_ << 17;
    return static_cast<std::uint32_t>(mask_state_);
}

void Loop::flush_all() {
    flushing_.swap(dirty_);
    for (auto*& socket : flushing_)
        if (socket)
            socket->flush();
    flushing_.clear();
}

void Loop::turn(std::chrono::nanoseconds at_most) {
    flush_all();
    std::array<epoll_event, 512> events;
    auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at_most);
    timespec wait{seconds.count(), (at_most - seconds).count()};
    int count = ::epoll_pwait2(epoll_, events.data(), events.size(), &wait, nullptr);
    // A listener may drop any socket, also one that is still to come in this turn: drop() blanks
    // it.
    ready_.clear();
    for (int i = 0; i < count; ++i)
        ready_.push_back(static_cast<FeedSocket*>(events[static_cast<std::size_t>(i)].data.ptr));
    for (std::size_t i = 0; i < ready_.size(); ++i) {
        const auto what = events[i].events;
        if (ready_[i] && what & (EPOLLOUT | EPOLLERR))
            ready_[i]->on_writable();
        if (ready_[i] && what & (EPOLLIN | EPOLLHUP | EPOLLERR) && ready_[i]->fd_ >= 0)
            ready_[i]->on_readable();
    }
    ready_.clear();
    flush_all();
}

} // namespace parley::client
