#include "app/edge/problem.hpp"

#include "base/json.hpp"

namespace parley {

namespace {

// "conversation_closed" → "Conversation closed"; people's words are the clients' catalogues.
std::string title_of(std::string_view reason) {
    std::string title(reason);
    for (char& c : title)
        if (c == '_')
            c = ' ';
    if (!title.empty() && title[0] >= 'a' && title[0] <= 'z')
        title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return title;
}

} // namespace

int http_status(ErrorCode code) {
    switch (code) {
    case ErrorCode::invalid_argument:
        return 400;
    case ErrorCode::unauthenticated:
        return 401;
    case ErrorCode::permission_denied:
        return 403;
    case ErrorCode::not_found:
        return 404;
    case ErrorCode::conflict:
        return 409;
    case ErrorCode::failed_precondition:
        return 412;
    case ErrorCode::resource_exhausted:
        return 429;
    case ErrorCode::unavailable:
        return 503;
    case ErrorCode::internal:
        return 500;
    case ErrorCode::unimplemented:
        return 404;
    }
    return 500;
}

void write_problem(std::string& out, const Error& error) {
    out += "{\"type\":\"https://parley.invalid/problems/";
    out += error.reason;
    out += "\",\"title\":";
    write_json(out, title_of(error.reason));
    out += ",\"status\":";
    out += std::to_string(http_status(error.code));
    out += ",\"code\":";
    write_json(out, error.code);
    out += ",\"reason\":";
    write_json(out, error.reason);
    if (!error.detail.empty() && error.code != ErrorCode::internal) {
        std::string_view detail = error.detail;
        if (detail.starts_with(": "))
            detail.remove_prefix(2);
        out += ",\"detail\":";
        write_json(out, detail);
    }
    if (error.retry_after_ms > 0) {
        out += ",\"retry_after_ms\":";
        out += std::to_string(error.retry_after_ms);
    }
    out += '}';
}

} // namespace parley
