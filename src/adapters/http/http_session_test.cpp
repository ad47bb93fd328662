#include "adapters/http/test_support.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

namespace parley::http {
namespace {

using namespace testing;

TEST_CASE("an operation is called and its answer comes back with the usual headers") {
    TestServer server;
    RawClient client(*server.http);
    auto reply = client.post("who_am_i", "{\"a\":1}",
                             "Content-Type: application/json; charset=utf-8\r\n"
                             "Authorization: Bearer tok\r\nUser-Agent: test\r\n");
    CHECK(reply.status == 200);
    CHECK(reply.body.find("\"operation\":\"who_am_i\"") != std::string::npos);
    CHECK(reply.header("Cache-Control") == "no-store");
    CHECK(reply.header("X-Content-Type-Options") == "nosniff");
    CHECK(reply.header("Referrer-Policy") == "no-referrer");
    CHECK(reply.header("Content-Type") == "application/json");
    auto call = server.edge.calls().at(0);
    CHECK(call.body == "{\"a\":1}");
    CHECK(call.credentials.bearer == "tok");
    CHECK(call.peer.address == "127.0.0.1");
    CHECK(call.peer.host == "localhost");
    CHECK(call.peer.user_agent == "test");
    CHECK_FALSE(call.is_get);
    CHECK_FALSE(call.peer.secure);
    CHECK(call.request_id == reply.header("X-Request-Id"));
    CHECK(call.request_id != client.post("who_am_i", "{}").header("X-Request-Id"));
}

TEST_CASE("a read can be asked by GET with a query") {
    TestServer server;
    RawClient client(*server.http);
    CHECK(client.get("/api/v1/list_messages?conversation=7&text=a%20b+c%C3%A9").status == 200);
    auto call = server.edge.calls().at(0);
    CHECK(call.is_get);
    CHECK(call.query ==
          std::map<std::string, std::string>{{"conversation", "7"}, {"text", "a b c\u00e9"}});
    CHECK(client.get("/api/v1/list_messages?a=1&a=2").status == 400);
    CHECK(client.get("/api/v1/list_messages?a=%ff").status == 400);
    CHECK(client.get("/api/v1/List-Messages").status == 404);
    CHECK(client.get("/api/v2/list_messages").status == 404);
}

TEST_CASE("a cookie and a time to wait of the application go out") {
    TestServer server;
    RawClient client(*server.http);
    auto reply = client.post("sign_in", "{}");
    CHECK(reply.header("Set-Cookie") == "parley_login=abc; HttpOnly");
    CHECK(reply.header("Retry-After") == "7");
}

TEST_CASE("an answer from another thread comes back, requests sent ahead keep their order") {
    TestServer server;
    RawClient client(*server.http);
    std::string ahead;
    for (std::string name : {"slow", "second", "third"})
        ahead += "POST /api/v1/" + name +
                 " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                 "Content-Length: 2\r\n\r\n{}";
    client.send(ahead);
    for (std::string name : {"slow", "second", "third"})
        CHECK(client.reply().body.find("\"" + name + "\"") != std::string::npos);
}

TEST_CASE("a request arriving byte by byte is one request") {
    TestServer server;
    RawClient client(*server.http);
    std::string request = "POST /api/v1/x HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n";
    for (char byte : request)
        client.send({&byte, 1});
    CHECK(client.reply().status == 200);
    CHECK(server.edge.calls().at(0).body == "{\"a\":1}");
}

TEST_CASE("a client that asks first is told to continue") {
    TestServer server;
    RawClient client(*server.http);
    client.send("POST /api/v1/x HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    CHECK(client.reply().status == 100);
    client.send("{}");
    CHECK(client.reply().status == 200);
}

TEST_CASE("what is too large or too old is refused by name and the connection ends") {
    TestServer server;
    auto refused = [&](const std::string& request, int status, const std::string& reason) {
        RawClient client(*server.http);
        auto reply = client.ask(request);
        CHECK(reply.status == status);
        CHECK_MESSAGE(reply.body.find("\"reason\":\"" + reason + "\"") != std::string::npos,
                      reply.body);
        CHECK(reply.header("Content-Type") == "application/problem+json");
        CHECK(reply.header("Connection") == "close");
        CHECK(client.is_ended());
    };
    std::string post = "POST /api/v1/x HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";
    constexpr auto most = limits::http_body_bytes_max;
    std::string too_large(most + 1, ' ');
    refused(post + "Content-Length: " + std::to_string(most + 1) + "\r\n\r\n" + too_large, 413,
            "body_too_large");
    refused(post + fmt::format("Transfer-Encoding: chunked\r\n\r\n{:x}\r\n", most + 1) + too_large,
            413, "body_too_large");
    refused("GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n", 431,
            "headers_too_large");
    refused("GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n", 431,
            "headers_too_large");
    refused("GET / HTTP/2.0\r\nHost: h\r\n\r\n", 400, "bad_request");
    RawClient client(*server.http);
    CHECK(client.post("x", std::string(most, ' ')).status == 200);
}

TEST_CASE("a request that two readers could read differently is refused") {
    TestServer server;
    std::string post = "POST /api/v1/x HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";
    for (const std::string& request : {
             post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             post + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n",
             post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
             post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
             post + "Content-Length: 2, 3\r\n\r\n{} ",
             post + "Content-Length: -2\r\n\r\n{}",
             post + "Content-Length: 0x2\r\n\r\n{}",
             post + "Content-Length: 99999999999999999999\r\n\r\n{}",
             post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
             post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
             post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
             post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
             std::string("GET / HTTP/1.1\nHost: h\n\n"),
             std::string("GET / HTTP/1.1\r\nHost: h\r\nX: a\nb: c\r\n\r\n"),
             std::string("GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n"),
             std::string("GET / HTTP/1.1\r\n\r\n"),
             std::string("GET  / HTTP/1.1\r\nHost: h\r\n\r\n"),
             std::string("GET nowhere HTTP/1.1\r\nHost: h\r\n\r\n"),
             std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15),
         }) {
        RawClient client(*server.http);
        auto reply = client.ask(request);
        CHECK_MESSAGE(reply.status == 400, request);
    }
    CHECK(server.edge.calls().empty());
}

TEST_CASE("slow and silent clients are dropped, each after its time") {
    auto options = test_options();
    options.timeouts.header = 60ms;
    options.timeouts.body = 60ms;
    options.timeouts.keep_alive = 60ms;
    options.timeouts.answer = 60ms;
    TestServer server(options);

    {
        RawClient silent(*server.http);
        CHECK(silent.is_ended());

        RawClient slow_header(*server.http);
        CHECK(slow_header.ask("GET / HTT").status == 408);
        CHECK(slow_header.is_ended());

        RawClient slow_body(*server.http);
        CHECK(slow_body.ask("POST /api/v1/x HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n{")
                  .status == 408);

        RawClient idle(*server.http);
        CHECK(idle.get("/healthz").status == 200);
        CHECK(idle.is_ended());

        RawClient patient(*server.http);
        auto reply = patient.post("never", "{}");
        CHECK(reply.status == 503);
        CHECK(reply.body.find("\"reason\":\"unavailable\"") != std::string::npos);
    }
    for (int i = 0; i < 500 && server.http->connections() > 0; ++i)
        std::this_thread::sleep_for(10ms);
    CHECK(server.http->connections() == 0);
}

TEST_CASE("a method that is not possible is refused with those that are") {
    TestServer server;
    RawClient client(*server.http);
    CHECK(client.ask("PUT /api/v1/x HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n")
              .header("Allow") == "GET, POST, OPTIONS");
    CHECK(client.ask("BREW /widget.js HTTP/1.1\r\nHost: h\r\n\r\n").status == 405);
    CHECK(client.ask("POST /healthz HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n").status ==
          405);
    client.send("HEAD /widget.js HTTP/1.1\r\nHost: h\r\n\r\n");
    auto head = client.reply(true);
    CHECK(head.header("Content-Length") == "8");
    client.send("HEAD /api/v1/x HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(client.reply(true).status == 405);
    CHECK(client.get("/widget.js").body == "widget()");
}

TEST_CASE("only JSON is taken") {
    TestServer server;
    RawClient client(*server.http);
    CHECK(client.post("x", "a=b", "Content-Type: text/plain\r\n").status == 415);
    CHECK(client.post("x", "a=b", "").status == 415);
    CHECK(server.edge.calls().empty());
}

TEST_CASE("a POST with the login cookie must come from our own pages") {
    TestServer server;
    RawClient client(*server.http);
    std::string json = "Content-Type: application/json\r\n";
    std::string cookie = json + "Cookie: a=b; parley_login=secret\r\n";
    auto refused = client.post("x", "{}", cookie);
    CHECK(refused.status == 403);
    CHECK(refused.body.find("\"origin_refused\"") != std::string::npos);
    CHECK(client.post("x", "{}", cookie + "Origin: https://evil.example\r\n").status == 403);
    CHECK(client.post("x", "{}", cookie + "Origin: https://shop.example\r\n").status == 403);
    CHECK(client.post("x", "{}", cookie + "Origin: null\r\n").status == 403);
    CHECK(client.post("x", "{}", cookie + "Sec-Fetch-Site: cross-site\r\n").status == 403);
    CHECK(client.post("x", "{}", json + "Origin: https://evil.example\r\n").status == 403);
    CHECK(server.edge.calls().empty());
    CHECK(client.post("x", "{}", cookie + "Origin: http://localhost\r\n").status == 200);
    CHECK(client.post("x", "{}", cookie + "Sec-Fetch-Site: same-origin\r\n").status == 200);
    CHECK(server.edge.calls().at(0).credentials.cookie == "secret");
    // A bearer token counts alone.
    CHECK(client.post("x", "{}", cookie + "Authorization: bearer t\r\n").status == 200);
    CHECK(server.edge.calls().at(2).credentials.cookie.empty());
}

TEST_CASE("a site that embeds the widget may call without cookies, others may not") {
    TestServer server;
    RawClient client(*server.http);
    std::string ask = "OPTIONS /api/v1/start_chat HTTP/1.1\r\nHost: localhost\r\n"
                      "Access-Control-Request-Method: POST\r\nOrigin: ";
    auto allowed = client.ask(ask + "https://shop.example\r\n\r\n");
    CHECK(allowed.status == 204);
    CHECK(allowed.header("Access-Control-Allow-Origin") == "https://shop.example");
    CHECK(allowed.header("Access-Control-Allow-Headers") == "authorization, content-type");
    CHECK(allowed.header("Access-Control-Allow-Credentials").empty());
    CHECK(allowed.header("Vary") == "Origin");
    auto refused = client.ask(ask + "https://evil.example\r\n\r\n");
    CHECK(refused.status == 403);
    CHECK(refused.header("Access-Control-Allow-Origin").empty());
    auto answer = client.post("start_chat", "{}",
                              "Content-Type: application/json\r\nOrigin: https://shop.example\r\n");
    CHECK(answer.header("Access-Control-Allow-Origin") == "https://shop.example");
    CHECK(answer.header("Vary") == "Origin");
}

TEST_CASE("the operator's addresses: alive, ready, metrics, document") {
    TestServer server;
    RawClient client(*server.http);
    CHECK(client.get("/healthz").body == "ok\n");
    CHECK(client.get("/readyz").status == 200);
    server.edge.is_ready = false;
    CHECK(client.get("/readyz").status == 503);
    CHECK(client.get("/healthz").status == 200);
    CHECK(client.get("/metrics").body == "parley_up 1\n");
    CHECK(client.get("/metrics", "X-Forwarded-For: 203.0.113.9\r\n").status == 404);
    CHECK(client.get("/api/v1/openapi.json").body == "{\"openapi\":\"3.1.0\"}");
    CHECK(client.get("http://localhost/healthz").status == 200);
}

TEST_CASE("forwarded headers count only from a trusted proxy") {
    std::string forwarded =
        "Content-Type: application/json\r\nX-Forwarded-For: 1.2.3.4, 203.0.113.9\r\n"
        "X-Forwarded-Proto: https\r\nX-Forwarded-Host: chat.example\r\n"
        "Cookie: __Host-parley_login=safe; parley_login=plain\r\n"
        "Origin: https://chat.example\r\n";
    TestServer direct;
    RawClient client(*direct.http);
    CHECK(client.post("x", "{}", forwarded).status == 403);

    auto options = test_options();
    options.trusted_proxies = {"127.0.0.0/8"};
    TestServer proxied(options);
    RawClient through(*proxied.http);
    CHECK(through.post("x", "{}", forwarded).status == 200);
    auto call = proxied.edge.calls().at(0);
    CHECK(call.peer.address == "203.0.113.9");
    CHECK(call.peer.host == "chat.example");
    CHECK(call.peer.secure);
    CHECK(call.credentials.cookie == "safe");
}

TEST_CASE("an address holds no more connections than it may") {
    auto options = test_options();
    options.connections_per_address = 2;
    TestServer server(options);
    RawClient first(*server.http), second(*server.http);
    CHECK(first.get("/healthz").status == 200);
    CHECK(second.get("/healthz").status == 200);
    RawClient third(*server.http);
    auto refused = third.get("/healthz");
    CHECK(refused.status == 429);
    CHECK(refused.body.find("too_many_connections") != std::string::npos);
    CHECK(third.is_ended());
    CHECK(first.get("/healthz").status == 200);
}

TEST_CASE("a second server on the port is refused, also with several threads") {
    for (std::size_t threads : {1, 2}) {
        auto options = test_options();
        options.io_threads = threads;
        TestServer server(options);
        FakeEdge edge;
        NoAssets assets;
        options.port = server.http->port();
        auto second = HttpServer::start(options, edge, assets);
        REQUIRE_FALSE(second);
        CHECK(second.error().reason == "port_in_use");
    }
}

TEST_CASE("several threads serve one port") {
    auto options = test_options();
    options.io_threads = 2;
    TestServer server(options);
    for (int i = 0; i < 20; ++i) {
        RawClient client(*server.http);
        CHECK(client.get("/healthz").status == 200);
    }
}

TEST_CASE("out of file descriptors, accepting pauses and goes on later") {
    auto options = test_options();
    options.timeouts.accept_pause = 10ms;
    TestServer server(options);
    RawClient before(*server.http);
    REQUIRE(before.get("/healthz").status == 200);
    rlimit present{}, few{};
    getrlimit(RLIMIT_NOFILE, &present);
    few = present;
    few.rlim_cur = 64;
    setrlimit(RLIMIT_NOFILE, &few);
    int filler;
    std::vector<int> fillers;
    while ((filler = ::dup(0)) >= 0)
        fillers.push_back(filler);
    REQUIRE_FALSE(fillers.empty());
    ::close(fillers.back());
    fillers.pop_back();
    RawClient starved(*server.http);             // takes the last descriptor; the server finds none
    CHECK(before.get("/healthz").status == 200); // those who are there are served meanwhile
    std::this_thread::sleep_for(50ms);
    CHECK(server.http->connections() == 1);
    setrlimit(RLIMIT_NOFILE, &present);
    for (int fd : fillers)
        ::close(fd);
    CHECK(starved.get("/healthz").status == 200);
}

TEST_CASE("stopping lets a running call answer and drops who only waits") {
    auto options = test_options();
    options.timeouts.closing = 50ms;
    TestServer server(options);
    RawClient busy(*server.http), idle(*server.http);
    CHECK(idle.get("/healthz").status == 200);
    busy.send("POST /api/v1/slow HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
              "Content-Length: 2\r\n\r\n{}");
    while (server.edge.calls().empty())
        std::this_thread::sleep_for(1ms);
    server.http->stop(5s);
    auto reply = busy.reply();
    CHECK(reply.status == 200);
    CHECK(reply.header("Connection") == "close");
    CHECK(idle.is_ended());
}

TEST_CASE("an answer after the stop goes nowhere and harms nobody") {
    auto server = std::make_unique<TestServer>();
    RawClient client(*server->http);
    client.send("POST /api/v1/slow HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                "Content-Length: 2\r\n\r\n{}");
    while (server->edge.calls().empty())
        std::this_thread::sleep_for(1ms);
    server->http.reset();
    CHECK(client.is_ended());
}

} // namespace
} // namespace parley::http
