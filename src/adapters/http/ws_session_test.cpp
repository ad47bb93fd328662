#include "adapters/http/test_support.hpp"

namespace parley::http {
namespace {

using namespace testing;

Frame next_of(RawClient& client, int opcode) {
    for (;;) {
        auto frame = client.frame();
        if (frame.opcode == opcode || frame.opcode == -1)
            return frame;
    }
}

TEST_CASE("a frame goes in and deliveries come out in order") {
    TestServer server;
    RawClient client(*server.http);
    auto handshake = client.upgrade("Cookie: parley_login=c\r\nOrigin: http://localhost\r\n");
    CHECK(handshake.status == 101);
    CHECK(handshake.header("Sec-WebSocket-Accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    CHECK(server.edge.await("open") == "c");
    client.send_text("echo one");
    CHECK(client.frame().payload == "one");
    auto transport = server.edge.transport();
    for (int i = 0; i < 100; ++i)
        transport->outlet().deliver({{transport, std::to_string(2 * i), 0, ""},
                                     {transport, std::to_string(2 * i + 1), 0, ""}});
    for (int i = 0; i < 200; ++i)
        CHECK(client.frame().payload == std::to_string(i));
}

TEST_CASE("frames sent right behind the handshake are not lost") {
    TestServer server;
    RawClient client(*server.http);
    client.send(RawClient::handshake() + RawClient::masked_frame(0x81, "echo early"));
    CHECK(client.reply().status == 101);
    CHECK(client.frame().payload == "early");
}

TEST_CASE("frames of every length pass, up to the largest, also in fragments") {
    TestServer server;
    RawClient client(*server.http);
    REQUIRE(client.upgrade().status == 101);
    for (std::size_t size :
         {1ul, 120ul, 121ul, 500ul, 507ul, 1'536ul, 4'000ul, 65'530ul, 65'531ul}) {
        std::string text(size, 'x');
        client.send_text("echo " + text);
        CHECK(client.frame().payload == text);
    }
    client.send(RawClient::masked_frame(0x01, "echo a"));
    client.send(RawClient::masked_frame(0x00, std::string(2'000, 'b')));
    client.send(RawClient::masked_frame(0x80, ""));
    CHECK(client.frame().payload == "a" + std::string(2'000, 'b'));
    client.send_text("");
    client.send_text("echo after");
    CHECK(client.frame().payload == "after");
    CHECK(server.edge.noted("frame") == 12);
}

TEST_CASE("the application closes with its own code after its last frame") {
    TestServer server;
    RawClient client(*server.http);
    REQUIRE(client.upgrade().status == 101);
    server.edge.await("open");
    auto transport = server.edge.transport();
    transport->outlet().deliver({{transport, "bye", 4504, "login_closed"}});
    transport->outlet().deliver({{transport, "too late", 0, ""}});
    CHECK(client.frame().payload == "bye");
    auto close = client.frame();
    CHECK(close.opcode == 8);
    CHECK(close.close_code() == 4504);
    CHECK(close.close_reason() == "login_closed");
    server.edge.await("closed");
    client.send_close(4504);
    CHECK(client.frame().opcode == -1);
    CHECK(server.edge.noted("closed") == 1);
}

TEST_CASE("a client's close is answered, a client's disappearance noticed") {
    TestServer server;
    {
        RawClient client(*server.http);
        REQUIRE(client.upgrade().status == 101);
        client.send_close(1000);
        CHECK(client.frame().close_code() == 1000);
        CHECK(client.frame().opcode == -1);
        server.edge.await("closed", 1);
        RawClient gone(*server.http);
        REQUIRE(gone.upgrade().status == 101);
    }
    server.edge.await("closed", 2);
}

TEST_CASE("who breaks the protocol is told which way") {
    TestServer server;
    auto closed_with = [&](const std::string& bytes) {
        RawClient client(*server.http);
        REQUIRE(client.upgrade().status == 101);
        client.send(bytes);
        auto close = next_of(client, 8);
        CHECK(close.opcode == 8);
        return close.close_code();
    };
    using C = RawClient;
    CHECK(closed_with(C::masked_frame(0x82, "binary")) == 4501);
    std::string too_long(limits::frame_bytes_max + 1, 'x');
    std::string more_than_half(limits::frame_bytes_max / 2 + 1, 'x');
    CHECK(closed_with(C::masked_frame(0x81, too_long)) == 1009);
    CHECK(closed_with(C::masked_frame(0x01, more_than_half) +
                      C::masked_frame(0x80, more_than_half)) == 1009);
    CHECK(closed_with(std::string("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff", 10) + "mask") ==
          1009);
    CHECK(closed_with(C::masked_frame(0x81, "\xc3\x28")) == 1007);
    CHECK(closed_with(C::masked_frame(0x81, "\xed\xa0\x80")) == 1007);
    CHECK(closed_with("\x81\x05hello") == 1002);            // not masked
    CHECK(closed_with(C::masked_frame(0xc1, "x")) == 1002); // a reserved bit
    CHECK(closed_with(C::masked_frame(0x83, "x")) == 1002); // a reserved opcode
    CHECK(closed_with(C::masked_frame(0x09, "x")) == 1002); // a ping in parts
    CHECK(closed_with(C::masked_frame(0x89, std::string(126, 'x'))) == 1002);
    CHECK(closed_with(C::masked_frame(0x80, "x")) == 1002); // goes on with nothing
    server.edge.await("closed", 12);
    CHECK(server.edge.noted("frame") == 0);
}

TEST_CASE("a ping is answered between deliveries") {
    TestServer server;
    RawClient client(*server.http);
    REQUIRE(client.upgrade().status == 101);
    client.send(RawClient::masked_frame(0x89, "hi"));
    auto pong = client.frame();
    CHECK(pong.opcode == 10);
    CHECK(pong.payload == "hi");
    client.send_text("echo still here");
    CHECK(client.frame().payload == "still here");
}

TEST_CASE("the handshake checks Origin, version and key") {
    TestServer server;
    auto status = [&](const std::string& request) {
        RawClient client(*server.http);
        return client.ask(request);
    };
    auto evil = status(RawClient::handshake("Origin: https://evil.example\r\n"));
    CHECK(evil.status == 403);
    CHECK(evil.body.find("\"origin_refused\"") != std::string::npos);
    CHECK(status(RawClient::handshake("Cookie: parley_login=c\r\n")).status == 403);
    CHECK(status(RawClient::handshake("Cookie: parley_login=c\r\nOrigin: https://shop.example\r\n"))
              .status == 403);
    CHECK(status(RawClient::handshake("Origin: https://shop.example\r\n")).status == 101);
    auto old = status(RawClient::handshake("", "8"));
    CHECK(old.status == 426);
    CHECK(old.header("Sec-WebSocket-Version") == "13");
    CHECK(status("GET /api/v1/feed HTTP/1.1\r\nHost: h\r\n\r\n").status == 426);
    CHECK(status("GET /api/v1/feed HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\n"
                 "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n\r\n")
              .status == 400);
    CHECK(status("POST /api/v1/feed HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n").status ==
          405);
}

TEST_CASE("a slow reader is closed and never costs more than the limit") {
    auto options = test_options();
    options.outbound_bytes_max = 100'000;
    TestServer server(options);
    RawClient client(*server.http, 4'096);
    REQUIRE(client.upgrade().status == 101);
    server.edge.await("open");
    auto transport = server.edge.transport();
    for (int i = 0; i < 1'000 && server.edge.noted("closed") == 0; ++i) {
        transport->outlet().deliver({{transport, std::string(50'000, 'x'), 0, ""}});
        std::this_thread::sleep_for(1ms);
    }
    server.edge.await("closed");
    auto close = next_of(client, 8);
    CHECK(close.close_code() == 4001);
    CHECK(close.close_reason() == "slow_reader");
    client.send_close(4001);
    CHECK(client.frame().opcode == -1);
}

TEST_CASE("who asks without reading is not read either, and goes on when reading again") {
    auto options = test_options();
    options.outbound_bytes_max = 1'000'000;
    TestServer server(options);
    RawClient client(*server.http, 4'096);
    REQUIRE(client.upgrade().status == 101);
    std::thread sender([&] {
        for (int i = 0; i < 800; ++i)
            client.send_text("echo " + std::string(20'000, 'x'));
    });
    std::this_thread::sleep_for(200ms);
    CHECK(server.edge.noted("frame") < 800);
    for (int i = 0; i < 800; ++i)
        REQUIRE(client.frame().opcode == 1);
    sender.join();
    CHECK(server.edge.noted("closed") == 0);
}

TEST_CASE("the server pings and closes who is not heard") {
    auto options = test_options();
    options.timeouts.ping = 40ms;
    options.timeouts.idle = 150ms;
    options.timeouts.closing = 50ms;
    TestServer server(options);
    RawClient client(*server.http);
    REQUIRE(client.upgrade().status == 101);
    for (int i = 0; i < 8; ++i) {
        CHECK(client.frame().opcode == 9);
        client.send(RawClient::masked_frame(0x8a, ""));
    }
    auto close = next_of(client, 8);
    CHECK(close.close_code() == 4003);
    CHECK(close.close_reason() == "idle");
    CHECK(client.is_ended()); // though it never answers the close
    server.edge.await("closed");
}

TEST_CASE("stopping sends what is there, then 1001, and keeps to its time") {
    TestServer server;
    RawClient polite(*server.http), rude(*server.http);
    REQUIRE(polite.upgrade().status == 101);
    REQUIRE(rude.upgrade().status == 101);
    server.edge.await("open", 2);
    auto first = server.edge.transport(0), second = server.edge.transport(1);
    first->outlet().deliver({{first, "last", 0, ""}, {second, "last", 0, ""}});
    auto began = std::chrono::steady_clock::now();
    std::thread stopping([&] { server.http->stop(300ms); });
    for (auto* client : {&polite, &rude}) {
        CHECK(client->frame().payload == "last");
        CHECK(client->frame().close_code() == 1001);
    }
    polite.send_close(1001);
    CHECK(polite.frame().opcode == -1);
    stopping.join();
    CHECK(std::chrono::steady_clock::now() - began < 2s);
    CHECK(rude.frame().opcode == -1);
    CHECK(server.edge.noted("closed") == 2);
    // Too late, and harmless.
    first->outlet().deliver({{first, "after the end", 0, ""}});
}

TEST_CASE("deliveries from many threads keep each sender's order") {
    TestServer server;
    RawClient client(*server.http);
    REQUIRE(client.upgrade().status == 101);
    server.edge.await("open");
    auto transport = server.edge.transport();
    std::vector<std::thread> senders;
    for (int sender = 0; sender < 4; ++sender)
        senders.emplace_back([&, sender] {
            for (int i = 0; i < 500; ++i)
                transport->outlet().deliver(
                    {{transport, std::to_string(sender) + " " + std::to_string(i), 0, ""}});
        });
    std::array<int, 4> next{};
    for (int i = 0; i < 2'000; ++i) {
        auto frame = client.frame();
        REQUIRE(frame.opcode == 1);
        auto sender = static_cast<std::size_t>(frame.payload[0] - '0');
        CHECK(frame.payload.substr(2) == std::to_string(next[sender]++));
    }
    for (auto& sender : senders)
        sender.join();
}

} // namespace
} // namespace parley::http
