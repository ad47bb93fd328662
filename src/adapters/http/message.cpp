#include "adapters/http/message.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <boost/describe.hpp>
#include <ctime>
#include <optional>

namespace parley::http {
namespace {

struct Problem {
    std::string type;
    std::string title;
    int status = 500;
    ErrorCode code = ErrorCode::internal;
    std::string reason;
    std::optional<std::string> detail;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (type, title, status, code, reason, detail))

std::string_view status_text(int status) {
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return status < 400 ? "OK" : "Error";
    }
}

void write_header(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace

std::string_view Request::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (key == name)
            return value;
    return {};
}

bool Request::has(std::string_view name) const { return count(name) > 0; }

std::size_t Request::count(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(
        headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; }));
}

std::string Request::joined(std::string_view name) const {
    std::string all;
    for (const auto& [key, value] : headers)
        if (key == name)
            (all += all.empty() ? "" : ", ") += value;
    return all;
}

std::string_view Request::path() const {
    return std::string_view(target).substr(0, target.find('?'));
}

std::string_view Request::query() const {
    auto mark = target.find('?');
    return mark == target.npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

Response problem(int status, ErrorCode code, std::string reason, std::string title,
                 std::string detail) {
    Problem document;
    document.type = "https://parley.invalid/problems/" + reason;
    document.title = std::move(title);
    document.status = status;
    document.code = code;
    document.reason = std::move(reason);
    if (!detail.empty())
        document.detail = std::move(detail);
    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    response.body = to_json(document);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

void write_response(std::string& out, const Response& response, std::string_view request_id,
                    bool keep_alive) {
    out += "HTTP/1.1 ";
    out += std::to_string(response.status);
    out += ' ';
    out += status_text(response.status);
    out += "\r\n";
    char date[40];
    std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    out += "Date: ";
    out.append(date, std::strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT\r\n", &utc));
    write_header(out, "Server", "Parley");
    write_header(out, "X-Request-Id", request_id);
    write_header(out, "X-Content-Type-Options", "nosniff");
    write_header(out, "Referrer-Policy", "no-referrer");
    if (!response.content_type.empty())
        write_header(out, "Content-Type", response.content_type);
    for (const auto& [name, value] : response.headers)
        write_header(out, name, value);
    if (response.status != 204 && response.status != 304)
        write_header(out, "Content-Length", std::to_string(response.size()));
    if (!keep_alive)
        write_header(out, "Connection", "close");
    out += "\r\n";
    if (!response.head_only && response.static_body.empty())
        out += response.body;
}

Result<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    auto broken = [&] {
        return fail(ErrorCode::invalid_argument, "malformed_url", std::string(text));
    };
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return broken();
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if (c == '\0')
            return broken();
        out += c;
    }
    if (!is_valid_utf8(out))
        return broken();
    return out;
}

std::string printable(std::string_view text, std::size_t bytes_max) {
    std::string out(text.substr(0, bytes_max));
    for (char& c : out)
        if (c < 0x20 || c > 0x7e)
            c = '?';
    return out;
}

bool has_token(std::string_view list, std::string_view token) {
    while (!list.empty()) {
        auto comma = list.find(',');
        if (lower_ascii(trimmed(list.substr(0, comma))) == token)
            return true;
        list = comma == list.npos ? std::string_view() : list.substr(comma + 1);
    }
    return false;
}

} // namespace parley::http
