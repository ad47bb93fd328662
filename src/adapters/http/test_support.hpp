#pragma once
// For the tests of this folder: an Edge that notes what it is told, a server in front of it, and a
// client that writes exactly the bytes it is given.

#include "adapters/http/http_server.hpp"

#include <arpa/inet.h>
#include <condition_variable>
#include <cstring>
#include <doctest/doctest.h>
#include <mutex>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace parley::http::testing {

using namespace std::chrono_literals;

class NoAssets : public AssetSource {
public:
    const Asset* find(std::string_view path) const override {
        static const Asset script{"widget()", "", "text/javascript; charset=utf-8", "\"tag\"",
                                  false};
        return path == "/widget.js" ? &script : nullptr;
    }
};

// Answers calls with what it was asked. WebSocket frames starting with "echo " come back without
// that; the others are only noted. Operation "slow" is answered from another thread, "never" not at
// all.
class FakeEdge : public edge::Edge {
public:
    ~FakeEdge() override {
        for (auto& thread : threads_)
            thread.join();
    }

    class FakeConnection : public edge::Connection {
    public:
        FakeConnection(FakeEdge& edge, std::shared_ptr<edge::Transport> transport)
            : edge_(edge), transport_(std::move(transport)) {}
        void on_frame(std::string_view text) override {
            edge_.note("frame", std::string(text));
            if (text.starts_with("echo "))
                transport_->outlet().deliver({{transport_, std::string(text.substr(5)), 0, ""}});
        }
        void on_closed() override { edge_.note("closed", ""); }

    private:
        FakeEdge& edge_;
        std::shared_ptr<edge::Transport> transport_;
    };

    void call(edge::HttpCall call, std::function<void(edge::HttpAnswer)> done) override {
        edge::HttpAnswer answer;
        answer.body = "{\"operation\":\"" + call.operation + "\",\"address\":\"" +
                      call.peer.address + "\",\"bearer\":\"" + call.credentials.bearer +
                      "\",\"cookie\":\"" + call.credentials.cookie + "\"}";
        if (call.operation == "sign_in") {
            answer.set_cookie = "parley_login=abc; HttpOnly";
            answer.retry_after_s = 7;
        }
        bool is_slow = call.operation == "slow", is_never = call.operation == "never";
        {
            std::lock_guard lock(mutex_);
            calls_.push_back(std::move(call));
        }
        if (is_never)
            kept_.push_back(std::move(done));
        else if (is_slow)
            threads_.emplace_back([done, answer] {
                std::this_thread::sleep_for(30ms);
                done(answer);
            });
        else
            done(std::move(answer));
    }

    std::shared_ptr<edge::Connection> open(edge::Peer peer, edge::Credentials credentials,
                                           std::shared_ptr<edge::Transport> transport) override {
        {
            std::lock_guard lock(mutex_);
            transports_.push_back(transport);
            peers_.push_back(peer);
        }
        note("open", credentials.cookie + credentials.bearer);
        return std::make_shared<FakeConnection>(*this, std::move(transport));
    }

    bool origin_allowed(const edge::Peer& peer, bool uses_cookie) override {
        std::string own = (peer.secure ? "https://" : "http://") + peer.host;
        return peer.origin == own || (peer.origin == "https://shop.example" && !uses_cookie);
    }
    std::string openapi() override { return "{\"openapi\":\"3.1.0\"}"; }
    std::string metrics() override { return "parley_up 1\n"; }
    bool ready() override { return is_ready.load(); }

    void note(std::string what, std::string detail) {
        std::lock_guard lock(mutex_);
        notes_.emplace_back(std::move(what), std::move(detail));
        noted_.notify_all();
    }
    // Waits until `what` has been noted `count` times; the detail of the last.
    std::string await(const std::string& what, std::size_t count = 1) {
        std::unique_lock lock(mutex_);
        std::string detail;
        REQUIRE_MESSAGE(noted_.wait_for(lock, 5s,
                                        [&] {
                                            std::size_t seen = 0;
                                            for (auto& [name, text] : notes_)
                                                if (name == what && ++seen == count)
                                                    detail = text;
                                            return seen >= count;
                                        }),
                        "not noted in time: " << what);
        return detail;
    }
    std::size_t noted(const std::string& what) {
        std::lock_guard lock(mutex_);
        std::size_t seen = 0;
        for (auto& note : notes_)
            seen += note.first == what;
        return seen;
    }
    std::vector<edge::HttpCall> calls() {
        std::lock_guard lock(mutex_);
        return calls_;
    }
    std::shared_ptr<edge::Transport> transport(std::size_t index = 0) {
        std::lock_guard lock(mutex_);
        return transports_.at(index);
    }
    edge::Peer peer(std::size_t index = 0) {
        std::lock_guard lock(mutex_);
        return peers_.at(index);
    }
    void forget_transports() {
        std::lock_guard lock(mutex_);
        transports_.clear();
    }

    std::atomic<bool> is_ready{true};

private:
    std::mutex mutex_;
    std::condition_variable noted_;
    std::vector<std::pair<std::string, std::string>> notes_;
    std::vector<edge::HttpCall> calls_;
    std::vector<std::shared_ptr<edge::Transport>> transports_;
    std::vector<edge::Peer> peers_;
    std::vector<std::function<void(edge::HttpAnswer)>> kept_;
    std::vector<std::thread> threads_;
};

inline HttpOptions test_options() {
    HttpOptions options;
    options.port = 0;
    options.timeouts.sweep = 10ms;
    return options;
}

struct TestServer {
    explicit TestServer(HttpOptions options = test_options()) {
        auto started = HttpServer::start(std::move(options), edge, assets);
        REQUIRE_MESSAGE(started.has_value(), (started ? "" : started.error().detail));
        http = *std::move(started);
    }
    FakeEdge edge;
    NoAssets assets;
    std::unique_ptr<HttpServer> http;
};

struct Reply {
    int status = 0;
    std::string head;
    std::string body;

    std::string header(std::string_view name) const {
        auto at = head.find("\r\n" + std::string(name) + ": ");
        if (at == head.npos)
            return "";
        at += name.size() + 4;
        return head.substr(at, head.find("\r\n", at) - at);
    }
};

struct Frame {
    int opcode = -1; // -1 = the connection ended
    std::string payload;
    int close_code() const {
        return payload.size() < 2 ? 0
                                  : (static_cast<unsigned char>(payload[0]) << 8) |
                                        static_cast<unsigned char>(payload[1]);
    }
    std::string close_reason() const { return payload.size() < 2 ? "" : payload.substr(2); }
};

class RawClient {
public:
    explicit RawClient(const HttpServer& server, int receive_buffer = 0) {
        fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
        if (receive_buffer > 0)
            ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(server.port());
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    }
    ~RawClient() { ::close(fd_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    // False when the other side has ended. Silence of 5 s is a failure.
    bool receive() {
        pollfd waiting{fd_, POLLIN, 0};
        if (::poll(&waiting, 1, 5'000) != 1) {
            FAIL_CHECK("the server neither sent anything nor ended the connection");
            return false;
        }
        char buffer[65536];
        auto got = ::recv(fd_, buffer, sizeof buffer, 0);
        if (got <= 0)
            return false;
        received_.append(buffer, static_cast<std::size_t>(got));
        return true;
    }
    bool is_ended() {
        while (received_.empty())
            if (!receive())
                return true;
        return false;
    }

    Reply reply(bool head_only = false) {
        std::size_t end;
        while ((end = received_.find("\r\n\r\n")) == received_.npos)
            if (!receive())
                return {};
        Reply reply;
        reply.head = received_.substr(0, end + 2);
        reply.status = std::stoi(reply.head.substr(9, 3));
        received_.erase(0, end + 4);
        auto length = reply.header("Content-Length");
        if (!length.empty() && !head_only) {
            while (received_.size() < std::stoul(length))
                if (!receive())
                    break;
            reply.body = received_.substr(0, std::stoul(length));
            received_.erase(0, reply.body.size());
        }
        return reply;
    }
    Reply ask(std::string_view request) {
        send(request);
        return reply();
    }
    Reply get(const std::string& target, const std::string& headers = "") {
        return ask("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    }
    Reply post(const std::string& operation, const std::string& body,
               const std::string& headers = "Content-Type: application/json\r\n") {
        return ask("POST /api/v1/" + operation +
                   " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                   std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body);
    }

    // The WebSocket handshake, asked and answered.
    Reply upgrade(const std::string& headers = "") { return ask(handshake(headers)); }
    static std::string handshake(const std::string& headers = "",
                                 const std::string& version = "13") {
        return "GET /api/v1/feed HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\n"
               "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
               "Sec-WebSocket-Version: " +
               version + "\r\n" + headers + "\r\n";
    }

    static std::string masked_frame(int first_byte, std::string_view payload) {
        std::string frame(1, static_cast<char>(first_byte));
        if (payload.size() < 126) {
            frame += static_cast<char>(0x80 | payload.size());
        } else {
            bool is_short = payload.size() <= 0xffff;
            frame += static_cast<char>(0x80 | (is_short ? 126 : 127));
            for (int shift = is_short ? 8 : 56; shift >= 0; shift -= 8)
                frame += static_cast<char>(payload.size() >> shift);
        }
        const char mask[4] = {0x11, 0x22, 0x33, 0x44};
        frame.append(mask, 4);
        for (std::size_t i = 0; i < payload.size(); ++i)
            frame += static_cast<char>(payload[i] ^ mask[i % 4]);
        return frame;
    }
    void send_text(std::string_view text) { send(masked_frame(0x81, text)); }
    void send_close(int code) {
        send(
            masked_frame(0x88, std::string{static_cast<char>(code >> 8), static_cast<char>(code)}));
    }

    // The next frame of the server; pings and pongs too.
    Frame frame() {
        auto need = [&](std::size_t bytes) {
            while (received_.size() < bytes)
                if (!receive())
                    return false;
            return true;
        };
        if (!need(2))
            return {};
        auto byte = [&](std::size_t i) { return static_cast<unsigned char>(received_[i]); };
        std::size_t header = 2, length = byte(1) & 0x7f;
        std::size_t extra = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (!need(header + extra))
            return {};
        if (extra > 0)
            for (length = 0; header < 2 + extra; ++header)
                length = length << 8 | byte(header);
        if (!need(header + length))
            return {};
        Frame frame;
        frame.opcode = byte(0) & 0x0f;
        frame.payload = received_.substr(header, length);
        received_.erase(0, header + length);
        return frame;
    }

private:
    int fd_;
    std::string received_;
};

} // namespace parley::http::testing
