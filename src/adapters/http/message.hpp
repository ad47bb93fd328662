#pragma once
// A request and a response as plain values, so that what is answered is decided without a socket.

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::http {

struct Request {
    std::string method;
    std::string target; // origin form: "/path?query"
    bool is_http_11 = true;
    bool keep_alive = true;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;

    // The first header of that name; "" = none.
    std::string_view header(std::string_view name) const;
    bool has(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    // All headers of that name, joined by commas.
    std::string joined(std::string_view name) const;

    std::string_view path() const;  // before '?', still encoded
    std::string_view query() const; // after it
};

struct Response {
    int status = 200;
    std::string content_type = {};
    std::string body = {};
    std::string_view static_body = {}; // instead of `body`: bytes that outlive the connection
    std::vector<std::pair<std::string_view, std::string>> headers = {};
    bool head_only = false; // the answer to HEAD: lengths, no body; set by the session
    bool close = false;     // and then the connection ends

    std::size_t size() const { return static_body.empty() ? body.size() : static_body.size(); }
};

// RFC 9457. `title` is a sentence for people, `reason` a stable name for clients.
Response problem(int status, ErrorCode code, std::string reason, std::string title,
                 std::string detail = {});

// The status line and headers, up to the empty line; then `body`, unless it is static or left out.
void write_response(std::string& out, const Response& response, std::string_view request_id,
                    bool keep_alive);

// Percent-decoding; `plus_is_space` for query strings. Fails on a broken escape, NUL or bad UTF-8.
Result<std::string> percent_decoded(std::string_view text, bool plus_is_space);

// Printable ASCII of a header value; everything else becomes '?', so that it can be logged and sent
// on.
std::string printable(std::string_view text, std::size_t bytes_max);

// True if a comma-separated header value holds the token, compared in lower case.
bool has_token(std::string_view list, std::string_view token);

} // namespace parley::http
