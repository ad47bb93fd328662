#include "adapters/http/asset_responses.hpp"

#include "base/check.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace parley::http {
namespace {

constexpr std::string_view nonce_placeholder = "__CSP_NONCE__";

std::string fresh_nonce() {
    std::array<unsigned char, 16> bytes;
    ENSURE(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
    std::array<unsigned char, 25> text;
    auto length = EVP_EncodeBlock(text.data(), bytes.data(), static_cast<int>(bytes.size()));
    return std::string(text.begin(), text.begin() + length);
}

std::string with_nonce(std::string_view page, std::string_view nonce) {
    std::string out;
    out.reserve(page.size());
    for (;;) {
        auto at = page.find(nonce_placeholder);
        out += page.substr(0, at);
        if (at == page.npos)
            return out;
        out += nonce;
        page.remove_prefix(at + nonce_placeholder.size());
    }
}

bool is_host(std::string_view host) {
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
    });
}

std::string content_security_policy(std::string_view path, std::string_view host,
                                    std::string_view nonce) {
    std::string styles = " style-src 'self' 'nonce-" + std::string(nonce) + "';";
    if (path.starts_with("/demo/"))
        return "default-src 'self';" + styles +
               " img-src 'self' data:; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    std::string sockets;
    if (is_host(host))
        sockets = " ws://" + std::string(host) + " wss://" + std::string(host);
    return "default-src 'none'; script-src 'self';" + styles + " connect-src 'self'" + sockets +
           "; img-src 'self' data:; font-src 'self' data:; media-src 'self' data:;"
           " manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none';"
           " frame-ancestors " +
           (path.starts_with("/widget/") ? "*" : "'none'");
}

bool accepts_gzip(std::string_view header) {
    while (!header.empty()) {
        auto comma = header.find(',');
        auto item = header.substr(0, comma);
        header = comma == header.npos ? std::string_view() : header.substr(comma + 1);
        auto semicolon = item.find(';');
        if (lower_ascii(trimmed(item.substr(0, semicolon))) != "gzip")
            continue;
        if (semicolon == item.npos)
            return true;
        auto weight = trimmed(item.substr(semicolon + 1));
        return weight.find_first_of("123456789") != weight.npos; // q=0, q=0.000 mean "not this"
    }
    return false;
}

bool matches(std::string_view if_none_match, std::string_view etag) {
    while (!if_none_match.empty()) {
        auto comma = if_none_match.find(',');
        auto item = trimmed(if_none_match.substr(0, comma));
        if (item.starts_with("W/"))
            item.remove_prefix(2);
        if (item == etag || item == "*")
            return true;
        if_none_match = comma == if_none_match.npos ? "" : if_none_match.substr(comma + 1);
    }
    return false;
}

Response redirect(int status, std::string to) {
    Response response;
    response.status = status;
    response.content_type = "";
    response.headers.emplace_back("Location", std::move(to));
    response.headers.emplace_back("Cache-Control", "no-cache");
    return response;
}

Response text(int status, std::string sentence) {
    Response response;
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(sentence);
    response.headers.emplace_back("Cache-Control", "no-cache");
    return response;
}

Response page(const Asset& asset, std::string_view path, std::string_view host) {
    auto nonce = fresh_nonce();
    Response response;
    response.content_type = asset.content_type;
    response.body = with_nonce(asset.bytes, nonce);
    response.headers.emplace_back("Cache-Control", "no-cache");
    response.headers.emplace_back("Content-Security-Policy",
                                  content_security_policy(path, host, nonce));
    return response;
}

Response file(const Asset& asset, const Request& request, std::string_view path) {
    bool zipped = !asset.gz.empty() && accepts_gzip(request.joined("accept-encoding"));
    std::string etag = asset.etag;
    if (zipped && etag.ends_with('"'))
        etag.insert(etag.size() - 1, "-gz");
    Response response;
    response.headers.emplace_back("ETag", etag);
    response.headers.emplace_back(
        "Cache-Control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (!asset.gz.empty())
        response.headers.emplace_back("Vary", "Accept-Encoding");
    if (path.starts_with("/widget")) { // other sites load these, also with integrity attributes
        response.headers.emplace_back("Access-Control-Allow-Origin", "*");
        response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    }
    if (matches(request.joined("if-none-match"), etag)) {
        response.status = 304;
        response.content_type = "";
        return response;
    }
    response.content_type = asset.content_type;
    response.static_body = zipped ? asset.gz : asset.bytes;
    if (zipped)
        response.headers.emplace_back("Content-Encoding", "gzip");
    return response;
}

Response answer_get(const AssetSource& assets, const Request& request, std::string_view host) {
    auto decoded = percent_decoded(request.path(), false);
    if (!decoded)
        return text(400, "The address cannot be read.\n");
    std::string path = *std::move(decoded);
    if (path == "/")
        return redirect(302, "/desk/");
    if (path == "/desk" || path == "/admin" || path == "/demo")
        return redirect(301, path + "/");

    if (path.ends_with('/'))
        path += "index.html";
    const Asset* asset = assets.find(path);
    auto last_part = std::string_view(path).substr(path.rfind('/') + 1);
    for (std::string_view app : {"/desk/", "/admin/"})
        if (!asset && path.starts_with(app) && last_part.find('.') == last_part.npos) {
            path = std::string(app) + "index.html"; // a place within: its own router shows it
            asset = assets.find(path);
        }
    if (asset)
        return asset->content_type.starts_with("text/html") ? page(*asset, path, host)
                                                            : file(*asset, request, path);
    bool is_web = path.starts_with("/desk/") || path.starts_with("/admin/") ||
                  path.starts_with("/demo/") || path.starts_with("/widget/") ||
                  path == "/widget.js";
    if (is_web && !assets.find("/desk/index.html") && !assets.find("/widget.js"))
        return text(404, "This parley was built without its web part. Build web/ first, then "
                         "parley again (./dev build does both).\n");
    return text(404, "There is nothing at this address.\n");
}

} // namespace

Response answer_asset(const AssetSource& assets, const Request& request, std::string_view host) {
    if (request.method != "GET" && request.method != "HEAD") {
        auto response = text(405, "Only GET and HEAD are possible here.\n");
        response.headers.emplace_back("Allow", "GET, HEAD");
        return response;
    }
    return answer_get(assets, request, host);
}

} // namespace parley::http
