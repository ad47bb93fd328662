#include "adapters/http/asset_responses.hpp"

#include <doctest/doctest.h>
#include <map>

namespace parley::http {
namespace {

class Assets : public AssetSource {
public:
    Assets() {
        add("/desk/index.html", "<style nonce=\"__CSP_NONCE__\"></style>__CSP_NONCE__",
            "text/html; charset=utf-8");
        add("/desk/assets/main-a1b2c3d4.js", "desk()", "text/javascript; charset=utf-8", "zipped",
            true);
        add("/demo/index.html", "demo", "text/html; charset=utf-8");
        add("/widget/frame.html", "frame", "text/html; charset=utf-8");
        add("/widget.js", "widget()", "text/javascript; charset=utf-8");
    }
    const Asset* find(std::string_view path) const override {
        auto found = assets_.find(std::string(path));
        return found == assets_.end() ? nullptr : &found->second;
    }

private:
    void add(std::string path, std::string_view bytes, std::string_view type,
             std::string_view gz = "", bool immutable = false) {
        assets_[std::move(path)] = Asset{bytes, gz, type, "\"tag\"", immutable};
    }
    std::map<std::string, Asset> assets_;
};

class NoAssets : public AssetSource {
public:
    const Asset* find(std::string_view) const override { return nullptr; }
};

Response get(std::string target, std::vector<std::pair<std::string, std::string>> headers = {},
             std::string method = "GET") {
    Request request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.headers = std::move(headers);
    return answer_asset(Assets(), request, "chat.example:8080");
}

std::string header(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name)
            return value;
    return "";
}

std::string nonce_of(const Response& response) {
    auto policy = header(response, "Content-Security-Policy");
    auto start = policy.find("'nonce-");
    REQUIRE(start != policy.npos);
    return policy.substr(start + 7, policy.find('\'', start + 7) - start - 7);
}

TEST_CASE("each page gets a fresh nonce of 128 bits, the same in text and policy") {
    auto first = get("/desk/"), second = get("/desk/");
    auto nonce = nonce_of(first);
    CHECK(nonce.size() == 24);
    CHECK(nonce != nonce_of(second));
    CHECK(first.body == "<style nonce=\"" + nonce + "\"></style>" + nonce);
    CHECK(header(first, "Cache-Control") == "no-cache");
    CHECK(header(first, "ETag").empty());
}

TEST_CASE("the desk cannot be framed, the widget's frame can, the demo frames its own") {
    auto desk = header(get("/desk/"), "Content-Security-Policy");
    CHECK(desk.starts_with("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"));
    CHECK(desk.find("connect-src 'self' ws://chat.example:8080 wss://chat.example:8080;") !=
          desk.npos);
    CHECK(desk.ends_with("frame-ancestors 'none'"));
    CHECK(header(get("/widget/frame.html"), "Content-Security-Policy")
              .ends_with("frame-ancestors *"));
    auto demo = header(get("/demo/"), "Content-Security-Policy");
    CHECK(demo.starts_with("default-src 'self';"));
    CHECK(demo.find("frame-src 'self'") != demo.npos);
}

TEST_CASE("a host that is no host stays out of the policy") {
    Request request;
    request.method = "GET";
    request.target = "/desk/";
    auto response = answer_asset(Assets(), request, "x; script-src *");
    CHECK(header(response, "Content-Security-Policy").find("script-src *") == std::string::npos);
}

TEST_CASE("a place within the desk is the desk's page, a missing file is not") {
    CHECK(get("/desk/conversations/1042").body.starts_with("<style nonce="));
    CHECK(get("/desk/conversations/1042").content_type == "text/html; charset=utf-8");
    CHECK(get("/desk/assets/gone.js").status == 404);
    CHECK(get("/demo/gone").status == 404);
}

TEST_CASE("the root leads to the desk, a folder to its slash") {
    CHECK(get("/").status == 302);
    CHECK(header(get("/"), "Location") == "/desk/");
    CHECK(header(get("/demo"), "Location") == "/demo/");
}

TEST_CASE("a file is zipped for those who take it, and known again by its tag") {
    auto plain = get("/desk/assets/main-a1b2c3d4.js", {{"accept-encoding", "gzip;q=0, br"}});
    CHECK(plain.static_body == "desk()");
    CHECK(header(plain, "Content-Encoding").empty());
    CHECK(header(plain, "Vary") == "Accept-Encoding");
    CHECK(header(plain, "Cache-Control") == "public, max-age=31536000, immutable");
    auto zipped = get("/desk/assets/main-a1b2c3d4.js", {{"accept-encoding", "br, gzip"}});
    CHECK(zipped.static_body == "zipped");
    CHECK(header(zipped, "ETag") == "\"tag-gz\"");
    auto known = get("/desk/assets/main-a1b2c3d4.js",
                     {{"accept-encoding", "gzip"}, {"if-none-match", "\"x\", W/\"tag-gz\""}});
    CHECK(known.status == 304);
    CHECK(known.size() == 0);
    CHECK(get("/widget.js", {{"if-none-match", "\"other\""}}).status == 200);
    CHECK(header(get("/widget.js"), "Access-Control-Allow-Origin") == "*");
    CHECK(header(get("/widget.js"), "Cache-Control") == "no-cache");
}

TEST_CASE("no path leaves the list of files") {
    for (auto path : {"/desk/../secret.txt", "/desk/%2e%2e/%2e%2e/etc/passwd.txt", "/etc/passwd",
                      "//etc/passwd", "/desk//index.html", "/widget.js/", "/DESK/index.html",
                      "/desk\\..\\x.txt"})
        CHECK_MESSAGE(get(path).status == 404, path);
    CHECK(get("/desk/%00.js").status == 400);
    CHECK(get("/desk/%zz").status == 400);
    CHECK(get("/desk/%ff").status == 400);
}

TEST_CASE("HEAD is answered as GET, other methods are refused with what is possible") {
    CHECK(get("/widget.js", {}, "HEAD").size() == 8);
    auto refused = get("/widget.js", {}, "DELETE");
    CHECK(refused.status == 405);
    CHECK(header(refused, "Allow") == "GET, HEAD");
}

TEST_CASE("without the web part the answer says so") {
    Request request;
    request.method = "GET";
    request.target = "/desk/";
    auto response = answer_asset(NoAssets(), request, "localhost");
    CHECK(response.status == 404);
    CHECK(response.body.find("built without its web part") != std::string::npos);
}

} // namespace
} // namespace parley::http
