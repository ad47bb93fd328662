#include "adapters/http/http_server.hpp"

#include "adapters/http/io_thread.hpp"
#include "base/log.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <cstring>
#include <sys/socket.h>
#include <unistd.h>

namespace parley::http {
namespace {

// A descriptor that closes itself unless released.
class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    ~Descriptor() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }

private:
    int fd_;
};

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;
};

SocketAddress socket_address(const std::string& host, std::uint16_t port, const Address& address) {
    SocketAddress result;
    if (host.find(':') != std::string::npos) {
        auto* v6 = reinterpret_cast<sockaddr_in6*>(&result.storage);
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        std::memcpy(&v6->sin6_addr, address.bytes.data(), 16);
        result.length = sizeof *v6;
    } else {
        auto* v4 = reinterpret_cast<sockaddr_in*>(&result.storage);
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        std::memcpy(&v4->sin_addr, address.bytes.data() + 12, 4);
        result.length = sizeof *v4;
    }
    return result;
}

Result<Descriptor> listening_socket(const std::string& host, std::uint16_t port, bool shared_port) {
    TRY(auto address, Address::parse(host == "localhost" ? "127.0.0.1" : host));
    auto where = socket_address(host, port, address);
    auto failed = [&](std::string reason) {
        return fail(ErrorCode::unavailable, std::move(reason),
                    host + ":" + std::to_string(port) + ": " + std::strerror(errno));
    };
    Descriptor socket(
        ::socket(where.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.get() < 0)
        return failed("cannot_listen");
    int on = 1, off = 0;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (shared_port)
        ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    if (where.storage.ss_family == AF_INET6)
        ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (::bind(socket.get(), reinterpret_cast<sockaddr*>(&where.storage), where.length) != 0 ||
        ::listen(socket.get(), SOMAXCONN) != 0)
        return failed(errno == EADDRINUSE ? "port_in_use" : "cannot_listen");
    return socket;
}

std::uint16_t port_of(int socket) {
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&storage), &length);
    return ntohs(storage.ss_family == AF_INET6
                     ? reinterpret_cast<sockaddr_in6*>(&storage)->sin6_port
                     : reinterpret_cast<sockaddr_in*>(&storage)->sin_port);
}

// One listening socket per thread. Sharing a port needs SO_REUSEPORT, with which a second server
// would quietly take half of our connections: so it is first opened without.
Result<std::uint16_t> listen_on(const std::string& host, std::uint16_t port, bool tls,
                                std::vector<std::unique_ptr<IoThread>>& threads) {
    {
        TRY(auto alone, listening_socket(host, port, false));
        port = port_of(alone.get());
        if (threads.size() == 1) {
            DO(threads[0]->listen(alone.release(), tls));
            return port;
        }
    }
    for (auto& thread : threads) {
        TRY(auto socket, listening_socket(host, port, true));
        DO(thread->listen(socket.release(), tls));
    }
    return port;
}

} // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpOptions options, edge::Edge& edge,
                                                      const AssetSource& assets) {
    TRY(auto proxies, TrustedProxies::parse(options.trusted_proxies));
    std::unique_ptr<HttpServer> server(new HttpServer());
    server->shared_ =
        std::make_shared<Shared>(std::move(options), edge, assets, std::move(proxies));
    const auto& own = server->shared_->options;
    if (own.tls)
        DO(server->shared_->tls.load(*own.tls));
    for (std::size_t i = 0; i < std::max<std::size_t>(own.io_threads, 1); ++i)
        server->threads_.push_back(std::make_unique<IoThread>(server->shared_));
    DO(server->listen(own));
    for (auto& thread : server->threads_)
        thread->start();
    return server;
}

Result<void> HttpServer::listen(const HttpOptions& options) {
    TRY(port_, listen_on(options.host, options.port, false, threads_));
    if (!options.tls)
        return {};
    TRY(tls_port_, listen_on(options.host, options.tls->port, true, threads_));
    return {};
}

HttpServer::~HttpServer() { stop(Millis(0)); }

std::size_t HttpServer::connections() const { return shared_->connections.load(); }
std::size_t HttpServer::websockets() const { return shared_->websockets.load(); }

void HttpServer::reload_tls() {
    if (!shared_->options.tls)
        return;
    if (auto loaded = shared_->tls.load(*shared_->options.tls); loaded)
        log::info("certificate reloaded from {}", shared_->options.tls->certificate_file);
    else
        log::error("certificate not reloaded, the old one stays: {}", loaded.error().detail);
}

void HttpServer::stop(Millis drain) {
    if (std::exchange(stopped_, true))
        return;
    shared_->stopping.store(true);
    for (auto& thread : threads_)
        thread->begin_stop();
    auto until = std::chrono::steady_clock::now() + drain;
    auto all_done = [&] {
        return std::all_of(threads_.begin(), threads_.end(),
                           [](const auto& thread) { return thread->is_done(); });
    };
    while (!all_done() && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    for (auto& thread : threads_)
        thread->abort_all();
    for (auto& thread : threads_)
        thread->join();
}

} // namespace parley::http
