#include "adapters/http/routes.hpp"

#include "adapters/http/asset_responses.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace parley::http {
namespace {

constexpr std::string_view api_prefix = "/api/v1/";

edge::Peer peer_of(const Request& request, const TrustedProxies& proxies, const Address& socket,
                   bool secure) {
    edge::Peer peer;
    peer.address = socket.text();
    peer.host = printable(request.header("host"), limits::url_bytes_max);
    peer.secure = secure;
    if (proxies.trusts(socket)) {
        peer.address = proxies.client(socket, request.joined("x-forwarded-for")).text();
        auto last = [&](std::string_view name) {
            auto all = request.joined(name);
            return std::string(trimmed(std::string_view(all).substr(all.rfind(',') + 1)));
        };
        if (auto scheme = lower_ascii(last("x-forwarded-proto")); !scheme.empty())
            peer.secure = scheme == "https";
        if (auto host = last("x-forwarded-host"); !host.empty())
            peer.host = printable(host, limits::url_bytes_max);
    }
    peer.origin = printable(request.header("origin"), limits::url_bytes_max);
    peer.user_agent = printable(request.header("user-agent"), limits::user_agent_bytes_max);
    return peer;
}

std::string cookie_value(std::string_view cookies, std::string_view name) {
    while (!cookies.empty()) {
        auto semicolon = cookies.find(';');
        auto pair = trimmed(cookies.substr(0, semicolon));
        cookies = semicolon == cookies.npos ? std::string_view() : cookies.substr(semicolon + 1);
        auto equals = pair.find('=');
        if (equals != pair.npos && pair.substr(0, equals) == name)
            return std::string(pair.substr(equals + 1));
    }
    return "";
}

// A bearer token counts alone: a page that sends one does not act for whoever owns the cookie.
edge::Credentials credentials_of(const Request& request, bool secure) {
    edge::Credentials credentials;
    auto authorization = request.header("authorization");
    if (lower_ascii(authorization.substr(0, 7)) == "bearer ")
        credentials.bearer = trimmed(authorization.substr(7));
    else
        credentials.cookie = cookie_value(request.joined("cookie"),
                                          secure ? edge::secure_cookie_name : edge::cookie_name);
    return credentials;
}

Response origin_refused(const edge::Peer& peer) {
    return problem(403, ErrorCode::permission_denied, "origin_refused",
                   "This site may not do that here",
                   peer.origin.empty() ? "no Origin" : "Origin " + peer.origin);
}

Response method_refused(std::string_view allowed) {
    auto response = problem(405, ErrorCode::invalid_argument, "method_not_allowed",
                            "This method is not possible here", std::string(allowed));
    response.headers.emplace_back("Allow", allowed);
    return response;
}

Response text(int status, std::string body, std::string type = "text/plain; charset=utf-8") {
    Response response;
    response.status = status;
    response.content_type = std::move(type);
    response.body = std::move(body);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

Response preflight(edge::Edge& edge, const edge::Peer& peer) {
    if (peer.origin.empty() || !edge.origin_allowed(peer, false)) {
        auto refused = origin_refused(peer);
        refused.headers.emplace_back("Vary", "Origin");
        return refused;
    }
    Response response;
    response.status = 204;
    response.content_type = "";
    response.headers.emplace_back("Access-Control-Allow-Origin", peer.origin);
    response.headers.emplace_back("Access-Control-Allow-Methods", "GET, POST");
    response.headers.emplace_back("Access-Control-Allow-Headers", "authorization, content-type");
    response.headers.emplace_back("Access-Control-Max-Age", "600");
    response.headers.emplace_back("Vary", "Origin");
    return response;
}

// True when a browser page of another site could be behind this request and may not be.
bool is_foreign(edge::Edge& edge, const Request& request, const edge::Peer& peer,
                bool uses_cookie) {
    if (!peer.origin.empty())
        return !edge.origin_allowed(peer, uses_cookie);
    auto site = request.header("sec-fetch-site");
    return uses_cookie && site != "same-origin" && site != "none";
}

Result<std::map<std::string, std::string>> read_query(std::string_view query) {
    std::map<std::string, std::string> values;
    while (!query.empty()) {
        auto end = query.find('&');
        auto pair = query.substr(0, end);
        query = end == query.npos ? std::string_view() : query.substr(end + 1);
        if (pair.empty())
            continue;
        auto equals = pair.find('=');
        TRY(auto name, percent_decoded(pair.substr(0, equals), true));
        TRY(auto value, percent_decoded(equals == pair.npos ? "" : pair.substr(equals + 1), true));
        if (!values.emplace(name, std::move(value)).second)
            return fail(ErrorCode::invalid_argument, "malformed_url", name + ": given twice");
    }
    return values;
}

bool is_operation(std::string_view name) {
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

bool is_json(std::string_view content_type) {
    return lower_ascii(trimmed(content_type.substr(0, content_type.find(';')))) ==
           "application/json";
}

Route route_feed(edge::Edge& edge, const Request& request, edge::Peer peer) {
    if (request.method != "GET")
        return method_refused("GET");
    bool upgrades = has_token(request.joined("upgrade"), "websocket") &&
                    has_token(request.joined("connection"), "upgrade");
    if (!upgrades || !request.is_http_11 || request.header("sec-websocket-version") != "13") {
        auto response = problem(426, ErrorCode::invalid_argument, "upgrade_required",
                                "This address speaks WebSocket, version 13");
        response.headers.emplace_back("Upgrade", "websocket");
        response.headers.emplace_back("Connection", "upgrade");
        response.headers.emplace_back("Sec-WebSocket-Version", "13");
        return response;
    }
    if (request.header("sec-websocket-key").size() != 24 || !request.body.empty())
        return problem(400, ErrorCode::invalid_argument, "malformed_handshake",
                       "The WebSocket handshake is malformed");
    auto credentials = credentials_of(request, peer.secure);
    bool uses_cookie = !credentials.cookie.empty();
    if ((uses_cookie || !peer.origin.empty()) && is_foreign(edge, request, peer, uses_cookie))
        return origin_refused(peer);
    return FeedUpgrade{std::move(peer), std::move(credentials)};
}

Route route_call(edge::Edge& edge, Request& request, edge::Peer peer, std::string_view name) {
    if (request.method != "GET" && request.method != "POST")
        return method_refused("GET, POST, OPTIONS");
    if (!is_operation(name))
        return problem(404, ErrorCode::unimplemented, "unknown_operation",
                       "There is no such operation", printable(name, 64));
    ApiCall api;
    api.call.credentials = credentials_of(request, peer.secure);
    api.call.operation = name;
    api.call.is_get = request.method == "GET";
    bool uses_cookie = !api.call.credentials.cookie.empty();
    if (api.call.is_get) {
        auto query = read_query(request.query());
        if (!query)
            return problem(400, query.error().code, query.error().reason,
                           "The query cannot be read", query.error().detail);
        api.call.query = *std::move(query);
    } else {
        if (!is_json(request.header("content-type")))
            return problem(415, ErrorCode::invalid_argument, "unsupported_media_type",
                           "Send application/json", printable(request.header("content-type"), 100));
        if (is_foreign(edge, request, peer, uses_cookie))
            return origin_refused(peer);
        api.call.body = std::move(request.body);
    }
    api.headers.emplace_back("Vary", "Origin");
    if (!peer.origin.empty() && !uses_cookie && edge.origin_allowed(peer, false)) {
        api.headers.emplace_back("Access-Control-Allow-Origin", peer.origin);
        api.headers.emplace_back("Access-Control-Expose-Headers", "X-Request-Id, Retry-After");
    }
    api.call.peer = std::move(peer);
    return api;
}

// Behind a proxy that is not in the list every client seems to be on this machine.
bool may_see_metrics(const Request& request, const Address& socket) {
    return socket.is_loopback() && !request.has("x-forwarded-for") && !request.has("forwarded");
}

Response operators_page(edge::Edge& edge, const Request& request, const Address& socket) {
    auto path = request.path();
    if (request.method != "GET" && request.method != "HEAD")
        return method_refused("GET, HEAD");
    Response response;
    if (path == "/healthz")
        response = text(200, "ok\n");
    else if (path == "/readyz")
        response = edge.ready() ? text(200, "ready\n") : text(503, "not ready\n");
    else if (may_see_metrics(request, socket))
        response = text(200, edge.metrics(), "text/plain; version=0.0.4; charset=utf-8");
    else
        response = text(404, "There is nothing at this address.\n");
    return response;
}

} // namespace

Route Routes::route(Request& request, const Address& socket, bool secure) const {
    // Where two readers could see two different requests, none is served.
    if (request.count("host") > 1 || (request.is_http_11 && !request.has("host")))
        return problem(400, ErrorCode::invalid_argument, "bad_request",
                       "One Host header is needed");
    if (request.target.starts_with("http://") || request.target.starts_with("https://")) {
        auto slash = request.target.find('/', request.target.find("//") + 2);
        request.target = slash == std::string::npos ? "/" : request.target.substr(slash);
    }
    if (!request.target.starts_with('/'))
        return problem(400, ErrorCode::invalid_argument, "bad_request",
                       "The request's target must be a path");

    std::string path(request.path());
    if (path == "/healthz" || path == "/readyz" || path == "/metrics")
        return operators_page(edge, request, socket);
    auto peer = peer_of(request, proxies, socket, secure);
    if (!path.starts_with("/api/"))
        return answer_asset(assets, request, peer.host);
    if (!path.starts_with(api_prefix))
        return problem(404, ErrorCode::not_found, "not_found", "There is nothing at this address");

    auto name = std::string_view(path).substr(api_prefix.size());
    if (request.method == "OPTIONS")
        return preflight(edge, peer);
    if (name == "feed")
        return route_feed(edge, request, std::move(peer));
    if (name == "openapi.json") {
        if (request.method != "GET" && request.method != "HEAD")
            return method_refused("GET, HEAD");
        return text(200, edge.openapi(), "application/json");
    }
    return route_call(edge, request, std::move(peer), name);
}

} // namespace parley::http
