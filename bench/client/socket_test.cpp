// The two clients against a server that says exactly what it is told to.

#include "client/http_client.hpp"
#include "client/loop.hpp"
#include "client/server_process.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace parley;
using namespace parley::client;

namespace {

// Accepts one connection, answers each piece it reads with the next of its lines, then closes.
class Scripted {
public:
    explicit Scripted(std::vector<std::string> lines) : lines_(std::move(lines)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::listen(listener_, 4) == 0);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~Scripted() {
        join();
        ::close(listener_);
    }
    void join() {
        if (thread_.joinable())
            thread_.join();
    }

    std::uint16_t port = 0;
    std::string heard;

private:
    void serve() {
        int fd = ::accept(listener_, nullptr, nullptr);
        char bytes[4'096];
        for (const auto& line : lines_) {
            auto got = ::recv(fd, bytes, sizeof bytes, 0);
            if (got > 0)
                heard.append(bytes, static_cast<std::size_t>(got));
            ::send(fd, line.data(), line.size(), MSG_NOSIGNAL);
        }
        ::close(fd);
    }

    std::vector<std::string> lines_;
    int listener_ = -1;
    std::thread thread_;
};

struct Notes : FeedListener {
    FeedSocket* socket = nullptr;
    bool opened = false;
    std::vector<std::string> frames;
    int closed = 0;
    void on_open() override {
        opened = true;
        socket->send("hello");
    }
    void on_frame(std::string_view json) override { frames.emplace_back(json); }
    void on_closed(int code) override { closed = code; }
};

const std::string accepted =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

} // namespace

TEST_CASE("a feed socket joins fragments, answers pings and tells the close code") {
    // One whole frame; then a message in two fragments with a ping between them, and a close with
    // 4000.
    const std::string frames = std::string("\x81\x03one", 5) + std::string("\x01\x02tw", 4) +
                               std::string("\x89\x01p", 3) + std::string("\x80\x01o", 3);
    Scripted server({accepted, frames, std::string("\x88\x02\x0f\xa0", 4)});
    auto loop = Loop::create();
    REQUIRE(loop);
    Notes notes;
    FeedSocket socket(**loop, notes);
    notes.socket = &socket;
    REQUIRE(socket.connect(server.port));
    CHECK((*loop)->turn_until([&] { return notes.closed != 0; }, std::chrono::seconds(5)));
    server.join();
    CHECK(notes.opened);
    CHECK(notes.frames == std::vector<std::string>{"one", "two"});
    CHECK(notes.closed == 4'000);
    CHECK(server.heard.find("GET /api/v1/feed HTTP/1.1\r\n") == 0);
    CHECK(server.heard.find("\x81\x85") != std::string::npos); // "hello", masked
    CHECK(server.heard.find("\x8a\x81") != std::string::npos); // the pong, masked
}

TEST_CASE("a handshake that is refused, or answered with another accept, closes the socket") {
    for (std::string answer :
         {std::string("HTTP/1.1 403 Forbidden\r\n\r\n"),
          std::string("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: x\r\n\r\n")}) {
        Scripted server({answer});
        auto loop = Loop::create();
        REQUIRE(loop);
        Notes notes;
        FeedSocket socket(**loop, notes);
        notes.socket = &socket;
        REQUIRE(socket.connect(server.port));
        CHECK((*loop)->turn_until([&] { return notes.closed != 0; }, std::chrono::seconds(5)));
        CHECK_FALSE(notes.opened);
        CHECK(notes.closed == 1'002);
    }
}

TEST_CASE("nobody listening is a closed socket, not a hang") {
    auto port = free_port();
    auto loop = Loop::create();
    REQUIRE((port && loop));
    Notes notes;
    FeedSocket socket(**loop, notes);
    notes.socket = &socket;
    if (socket.connect(*port))
        CHECK((*loop)->turn_until([&] { return notes.closed == 1'006; }, std::chrono::seconds(5)));
    CHECK_FALSE(HttpClient(*port).get("/"));
}

TEST_CASE("the HTTP client reads lengths, chunks and problems on one connection") {
    Scripted server(
        {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
         "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
         "HTTP/1.1 409 Conflict\r\ncontent-length: 61\r\n\r\n"
         R"({"code":"conflict","reason":"offer_gone","detail":"conv. 12"})"});
    HttpClient http(server.port);
    auto first = http.get("/healthz");
    REQUIRE(first);
    CHECK(first->body == "{}");
    auto second = http.post("/x", "{}");
    REQUIRE(second);
    CHECK(second->body == "abcd");
    auto refused = http.call_raw("accept_offer", "{}");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::conflict);
    CHECK(refused.error().reason == "offer_gone");
}
