#include "server/assets.hpp"

#include <doctest/doctest.h>

namespace parley {
namespace {

TEST_CASE("embedded files are found by their whole path, with type, tag and shelf life") {
    const EmbeddedFile files[] = {
        {"/desk/index.html", "<html>", 6, "", 0, "0123456789abcdef0123"},
        {"/desk/assets/main-D_1-x9Zq.js", "js", 2, "z", 1, "aa"},
        {"/widget/assets/logo.svg", "svg", 3, "", 0, "bb"},
        {"/widget.js", "widget", 6, "", 0, "cc"},
        {nullptr, nullptr, 0, nullptr, 0, nullptr},
    };
    EmbeddedAssets assets(files);
    CHECK(assets.size() == 4);
    const auto* page = assets.find("/desk/index.html");
    REQUIRE(page);
    CHECK(page->bytes == "<html>");
    CHECK(page->gz.empty());
    CHECK(page->content_type == "text/html; charset=utf-8");
    CHECK(page->etag == "\"0123456789abcdef\"");
    CHECK_FALSE(page->immutable);
    CHECK(assets.find("/desk/assets/main-D_1-x9Zq.js")->immutable);
    CHECK(assets.find("/desk/assets/main-D_1-x9Zq.js")->gz == "z");
    CHECK_FALSE(assets.find("/widget/assets/logo.svg")->immutable);
    CHECK_FALSE(assets.find("/widget.js")->immutable);
    CHECK_FALSE(assets.find("/desk/"));
    CHECK_FALSE(assets.find("/desk/index.htm"));
}

TEST_CASE("the generated list can be read, and what is in it has its bytes") {
    EmbeddedAssets assets;
    for (auto* file = embedded_files; file->path; ++file) {
        const auto* asset = assets.find(file->path);
        REQUIRE(asset);
        CHECK(asset->bytes.size() == file->size);
        if (asset->gz.empty())
            continue;
        CHECK(asset->gz.size() < asset->bytes.size());
        CHECK(asset->gz.starts_with("\x1f\x8b"));
    }
}

} // namespace
} // namespace parley
