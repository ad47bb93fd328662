#include "targets.hpp"

#include "adapters/http/http_server.hpp"
#include "base/check.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parley::fuzz {

namespace {

class NoAssets : public http::AssetSource {
public:
    const http::Asset* find(std::string_view path) const override {
        static const http::Asset page{"<p>hello</p>", "", "text/html; charset=utf-8", "\"tag\"",
                                      false};
        return path == "/desk/index.html" ? &page : nullptr;
    }
};

// Checks what the adapter promises to the application.
class CheckingEdge : public edge::Edge {
public:
    class CheckingConnection : public edge::Connection {
    public:
        void on_frame(std::string_view text) override {
            ENSURE(!closed_);
            ENSURE(is_valid_utf8(text));
        }
        void on_closed() override {
            ENSURE(!closed_);
            closed_ = true;
        }

    private:
        bool closed_ = false;
    };

    void call(edge::HttpCall call, std::function<void(edge::HttpAnswer)> done) override {
        ENSURE(!call.operation.empty());
        ENSURE(!call.is_get || call.body.empty());
        edge::HttpAnswer answer;
        answer.body = "{}";
        done(std::move(answer));
    }
    std::shared_ptr<edge::Connection> open(edge::Peer, edge::Credentials,
                                           std::shared_ptr<edge::Transport>) override {
        return std::make_shared<CheckingConnection>();
    }
    bool origin_allowed(const edge::Peer&, bool) override { return true; }
    std::string openapi() override { return "{}"; }
    std::string metrics() override { return ""; }
    bool ready() override { return true; }
};

struct Target {
    CheckingEdge edge;
    NoAssets assets;
    std::unique_ptr<http::HttpServer> server;

    Target() {
        spdlog::set_level(spdlog::level::off);
        http::HttpOptions options;
        options.port = 0;
        options.connections_per_address = 0;
        auto started = http::HttpServer::start(std::move(options), edge, assets);
        ENSURE(started.has_value());
        server = *std::move(started);
    }
    ~Target() { server->stop(Millis(100)); }
};

} // namespace

// The client says all it has to say and closes its half; whatever the server makes of it, it closes
// too.
void fuzz_http(std::string_view bytes) {
    static Target target;
    int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ENSURE(fd >= 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(target.server->port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ENSURE(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    timeval limit{10, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    while (!bytes.empty()) {
        auto sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            break; // it has heard enough
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    ::shutdown(fd, SHUT_WR);
    char answer[4'096];
    ssize_t got = 0;
    while ((got = ::recv(fd, answer, sizeof answer, 0)) > 0) {
    }
    ENSURE(got == 0 || errno == ECONNRESET); // not: ten seconds without an end
    linger at_once{1, 0};                    // no TIME_WAIT: thousands of runs share the ports
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(fd);
}

} // namespace parley::fuzz
