#include "server/assets.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace parley {
namespace {

std::string_view content_type_of(std::string_view path) {
    using Entry = std::pair<std::string_view, std::string_view>;
    static constexpr auto types = std::to_array<Entry>({
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".txt", "text/plain; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".mp3", "audio/mpeg"},
        {".ogg", "audio/ogg"},
        {".wav", "audio/wav"},
    });
    for (const auto& [ending, type] : types)
        if (path.ends_with(ending))
            return type;
    return "application/octet-stream";
}

// The bundler names files in assets/ "name-HASH.ext", the hash at least eight letters of base64url.
bool has_hash_in_name(std::string_view path) {
    auto slash = path.rfind('/');
    if (slash == path.npos || !path.substr(0, slash).ends_with("/assets"))
        return false;
    auto name = path.substr(slash + 1, path.rfind('.') - slash - 1);
    constexpr std::size_t hash_length = 8;
    if (name.size() <= hash_length || name[name.size() - hash_length - 1] != '-')
        return false;
    auto hash = name.substr(name.size() - hash_length);
    return std::all_of(hash.begin(), hash.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    });
}

} // namespace

EmbeddedAssets::EmbeddedAssets(const EmbeddedFile* files) {
    for (auto* file = files; file->path; ++file)
        assets_.emplace(file->path, http::Asset{{file->bytes, file->size},
                                                {file->gz, file->gz_size},
                                                content_type_of(file->path),
                                                '"' + std::string(file->hash).substr(0, 16) + '"',
                                                has_hash_in_name(file->path)});
}

const http::Asset* EmbeddedAssets::find(std::string_view path) const {
    auto found = assets_.find(path);
    return found == assets_.end() ? nullptr : &found->second;
}

} // namespace parley
