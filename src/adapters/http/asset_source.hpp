#pragma once
// Static files, held in memory for the life of the process. The adapter serves what find() knows
// and nothing else: a request path is looked up, never joined to a folder.

#include <string>
#include <string_view>

namespace parley::http {

struct Asset {
    std::string_view bytes;
    std::string_view gz; // the same, gzipped; empty = not worth it
    std::string_view content_type;
    std::string etag;       // quoted
    bool immutable = false; // the name holds a hash of the content
};

class AssetSource {
public:
    virtual ~AssetSource() = default;
    // `path` is decoded and absolute: "/desk/index.html". Null = no such file. The answer stays
    // valid.
    virtual const Asset* find(std::string_view path) const = 0;
};

} // namespace parley::http
