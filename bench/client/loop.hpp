#pragma once
// Many WebSockets on one thread: one epoll, one shared read buffer, and one write per connection
// and turn however many frames were sent in it. Everything happens inside turn(); nothing is shared
// with other threads.

#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parley::client {

using Clock = std::chrono::steady_clock;
std::int64_t now_ns(); // of Clock

class Loop;

// What a connection tells its owner, from inside Loop::turn.
class FeedListener {
public:
    virtual ~FeedListener() = default;
    virtual void on_open() = 0; // the handshake is done; requests may be sent
    virtual void on_frame(std::string_view json) = 0;
    virtual void on_closed(int code) = 0; // last call; 1006 when there was no close frame
};

// One WebSocket to /api/v1/feed on 127.0.0.1. Lives at one address while it is connected.
class FeedSocket {
public:
    FeedSocket(Loop& loop, FeedListener& listener);
    ~FeedSocket();
    FeedSocket(const FeedSocket&) = delete;
    FeedSocket& operator=(const FeedSocket&) = delete;

    // Starts connecting. False when there is no socket to be had.
    bool connect(std::uint16_t port);
    // Queues a text frame for the end of this turn.
    void send(std::string_view text);
    // Drops the connection without a word; on_closed is not called.
    void drop();
    bool is_open() const { return state_ == State::open; }
    bool is_closed() const { return state_ == State::closed; }
    std::size_t unsent() const { return out_.size(); }

private:
    friend class Loop;
    enum class State { closed, connecting, upgrading, open };

    void on_readable();
    void on_writable();
    void flush();
    void take(std::string_view bytes);
    std::size_t take_handshake(std::string_view bytes);
    std::size_t take_frames(std::string_view bytes);
    void queue(std::string_view bytes);
    void fail(int code);
    void watch(bool writable);

    Loop& loop_;
    FeedListener& listener_;
    int fd_ = -1;
    State state_ = State::closed;
    bool dirty_ = false;
    bool watching_write_ = false;
    std::uint32_t generation_ = 0;
    std::string in_; // an incomplete frame
    std::string out_;
    std::string message_; // fragments of one message
};

class Loop {
public:
    static Result<std::unique_ptr<Loop>> create();
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    // Waits at most this long for something, handles it, then writes what was queued.
    void turn(std::chrono::nanoseconds at_most);
    // Turns until done() or the time is over; says whether done.
    template <class Done> bool turn_until(Done&& done, std::chrono::milliseconds at_most) {
        const auto end = Clock::now() + at_most;
        while (!done()) {
            if (Clock::now() >= end)
                return false;
            turn(std::chrono::milliseconds(5));
        }
        return true;
    }
    std::uint32_t next_mask();

private:
    friend class FeedSocket;
    explicit Loop(int epoll);
    void flush_all();

    int epoll_;
    std::uint64_t mask_state_ = 0x9e3779b97f4a7c15;
    std::vector<char> buffer_;
    std::vector<FeedSocket*> dirty_;
    std::vector<FeedSocket*> flushing_;
    std::vector<FeedSocket*> ready_;
};

} // namespace parley::client
