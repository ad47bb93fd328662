#pragma once
// A blocking HTTP/1.1 client for 127.0.0.1 that keeps its connection: sign-in, setting up, reading
// back. One thread uses it at a time. A dead connection is opened again once per call.

#include "base/json.hpp"
#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley::client {

struct HttpReply {
    int status = 0;
    std::string headers; // lower-case names are not guaranteed; for looking at only
    std::string body;
};

class HttpClient {
public:
    explicit HttpClient(std::uint16_t port,
                        std::chrono::milliseconds deadline = std::chrono::seconds(20));
    ~HttpClient();
    HttpClient(HttpClient&& other) noexcept;
    HttpClient& operator=(HttpClient&&) = delete;

    void use_token(std::string token) { token_ = std::move(token); }

    Result<HttpReply> get(std::string_view path);
    Result<HttpReply> post(std::string_view path, std::string_view json);

    // POST /api/v1/<operation>; a problem document becomes its Error.
    template <class Reply, class Request>
    Result<Reply> call(std::string_view operation, const Request& request) {
        TRY(auto body, call_raw(operation, to_json(request)));
        return from_json<Reply>(body, UnknownFields::ignore);
    }
    Result<std::string> call_raw(std::string_view operation, std::string_view json);

private:
    Result<HttpReply> exchange(std::string_view request);
    Result<HttpReply> read_reply();
    Result<void> fill();
    Result<void> open();
    void close();

    std::uint16_t port_;
    std::chrono::milliseconds deadline_;
    std::string token_;
    int fd_ = -1;
    std::string in_;
};

// The Error in a problem document; `internal` when it is none.
Error problem_of(std::string_view json);

} // namespace parley::client
