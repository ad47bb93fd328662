#include "client/http_client.hpp"

#include "base/text.hpp"
#include "client/json_scan.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace parley::client {

namespace {

// The value of a header, from its first line on; "" when it is not there.
std::string_view header(std::string_view headers, std::string_view lower_name) {
    std::size_t at = 0;
    while (at < headers.size()) {
        auto end = headers.find("\r\n", at);
        if (end == std::string_view::npos)
            end = headers.size();
        auto line = headers.substr(at, end - at);
        auto colon = line.find(':');
        if (colon != std::string_view::npos && lower_ascii(line.substr(0, colon)) == lower_name)
            return trimmed(line.substr(colon + 1));
        at = end + 2;
    }
    return {};
}

} // namespace

Error problem_of(std::string_view json) {
    Error error;
    auto code = enum_value<ErrorCode>(as_string(member(json, "code")));
    error.code = code.value_or(ErrorCode::internal);
    error.reason = as_string(member(json, "reason"));
    error.detail = as_string(member(json, "detail"));
    if (error.reason.empty())
        error.detail = json.substr(0, 300);
    return error;
}

HttpClient::HttpClient(std::uint16_t port, std::chrono::milliseconds deadline)
    : port_(port), deadline_(deadline) {}

HttpClient::~HttpClient() { close(); }

HttpClient::HttpClient(HttpClient&& other) noexcept
    : port_(other.port_), deadline_(other.deadline_), token_(std::move(other.token_)),
      fd_(std::exchange(other.fd_, -1)), in_(std::move(other.in_)) {}

void HttpClient::close() {
    if (fd_ >= 0)
        ::close(fd_);
    fd_ = -1;
    in_.clear();
}

Result<void> HttpClient::open() {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd_ < 0)
        return fail(ErrorCode::resource_exhausted, "no_socket", std::strerror(errno));
    int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    timeval limit{};
    limit.tv_sec = deadline_.count() / 1'000;
    limit.tv_usec = deadline_.count() % 1'000 * 1'000;
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        auto why = std::string(std::strerror(errno));
        close();
        return fail(ErrorCode::unavailable, "cannot_connect", why);
    }
    return {};
}

Result<void> HttpClient::fill() {
    char bytes[64 * 1'024];
    while (true) {
        auto got = ::recv(fd_, bytes, sizeof bytes, 0);
        if (got > 0) {
            in_.append(bytes, static_cast<std::size_t>(got));
            return {};
        }
        if (got < 0 && errno == EINTR)
            continue;
        return fail(ErrorCode::unavailable, "connection_lost",
                    got == 0 ? "closed" : std::strerror(errno));
    }
}

Result<HttpReply> HttpClient::read_reply() {
    std::size_t head_end = 0;
    while ((head_end = in_.find("\r\n\r\n")) == std::string::npos)
        DO(fill());
    HttpReply reply;
    reply.headers = in_.substr(0, head_end);
    if (!reply.headers.starts_with("HTTP/1.1 ") || reply.headers.size() < 12)
        return fail(ErrorCode::internal, "not_http", reply.headers.substr(0, 80));
    std::from_chars(reply.headers.data() + 9, reply.headers.data() + 12, reply.status);
    std::size_t at = head_end + 4;
    if (lower_ascii(header(reply.headers, "transfer-encoding")) == "chunked") {
        while (true) {
            std::size_t line_end = 0;
            while ((line_end = in_.find("\r\n", at)) == std::string::npos)
                DO(fill());
            std::size_t size = 0;
            std::from_chars(in_.data() + at, in_.data() + line_end, size, 16);
            at = line_end + 2;
            while (in_.size() < at + size + 2)
                DO(fill());
            reply.body.append(in_, at, size);
            at += size + 2;
            if (size == 0)
                break;
        }
    } else {
        std::size_t size = 0;
        auto length = header(reply.headers, "content-length");
        std::from_chars(length.data(), length.data() + length.size(), size);
        while (in_.size() < at + size)
            DO(fill());
        reply.body = in_.substr(at, size);
        at += size;
    }
    in_.erase(0, at);
    if (lower_ascii(header(reply.headers, "connection")) == "close")
        close();
    return reply;
}

Result<HttpReply> HttpClient::exchange(std::string_view request) {
    for (int attempt = 0;; ++attempt) {
        const bool fresh = fd_ < 0;
        if (fresh)
            DO(open());
        std::size_t done = 0;
        while (done < request.size()) {
            auto sent = ::send(fd_, request.data() + done, request.size() - done, MSG_NOSIGNAL);
            if (sent <= 0)
                break;
            done += static_cast<std::size_t>(sent);
        }
        if (done == request.size()) {
            auto reply = read_reply();
            if (reply)
                return reply;
            close();
            if (fresh || attempt > 0)
                return reply;
        } else {
            close();
            if (fresh || attempt > 0)
                return fail(ErrorCode::unavailable, "connection_lost", "while sending");
        }
    }
}

Result<HttpReply> HttpClient::get(std::string_view path) {
    std::string request = "GET ";
    request.append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n");
    if (!token_.empty())
        request.append("Authorization: Bearer ").append(token_).append("\r\n");
    request += "\r\n";
    return exchange(request);
}

Result<HttpReply> HttpClient::post(std::string_view path, std::string_view json) {
    std::string request = "POST ";
    request.append(path).append(
        " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n");
    if (!token_.empty())
        request.append("Authorization: Bearer ").append(token_).append("\r\n");
    request.append("Content-Length: ")
        .append(std::to_string(json.size()))
        .append("\r\n\r\n")
        .append(json);
    return exchange(request);
}

Result<std::string> HttpClient::call_raw(std::string_view operation, std::string_view json) {
    TRY(auto reply, post("/api/v1/" + std::string(operation), json));
    if (reply.status != 200) {
        auto error = problem_of(reply.body);
        error.detail =
            std::string(operation) + " " + std::to_string(reply.status) + " " + error.detail;
        return fail(std::move(error));
    }
    return std::move(reply.body);
}

} // namespace parley::client
