// An independent client's view of our framing and closing.

#include "adapters/http/test_support.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace parley::http {
namespace {

using namespace testing;
namespace websocket = boost::beast::websocket;
using boost::asio::ip::tcp;

TEST_CASE("another WebSocket implementation understands us and we it") {
    TestServer server;
    boost::asio::io_context io;
    websocket::stream<tcp::socket> client(io);
    client.next_layer().connect({boost::asio::ip::make_address("127.0.0.1"), server.http->port()});
    client.handshake("localhost", "/api/v1/feed");
    boost::beast::flat_buffer received;
    for (std::size_t size : {1ul, 125ul, 126ul, 30'000ul}) {
        std::string text(size, 'a');
        client.write(boost::asio::buffer("echo " + text));
        client.read(received);
        CHECK(client.got_text());
        auto bytes = received.data();
        CHECK(std::string_view(static_cast<const char*>(bytes.data()), bytes.size()) == text);
        received.clear();
    }
    client.ping("x");
    client.close(websocket::close_code::normal);
    server.edge.await("closed");

    websocket::stream<tcp::socket> stopped(io);
    stopped.next_layer().connect({boost::asio::ip::make_address("127.0.0.1"), server.http->port()});
    stopped.handshake("localhost", "/api/v1/feed");
    server.edge.await("open", 2);
    std::thread stopping([&] { server.http->stop(5s); });
    boost::system::error_code ended;
    stopped.read(received, ended);
    CHECK(ended == websocket::error::closed);
    CHECK(stopped.reason().code == websocket::close_code::going_away);
    CHECK(stopped.reason().reason == "server_stopping");
    stopping.join();
}

} // namespace
} // namespace parley::http
