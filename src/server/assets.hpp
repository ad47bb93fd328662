#pragma once
// The web part, inside the binary: every file of the built desk, widget and demo shop, with a
// gzipped copy where that is smaller. cmake/assets.cmake writes the list; it is empty when web/ is
// not built.

#include "adapters/http/asset_source.hpp"

#include <cstddef>
#include <span>
#include <unordered_map>

namespace parley {

// As generated; ends with an entry without path.
struct EmbeddedFile {
    const char* path; // "/desk/index.html"
    const char* bytes;
    std::size_t size;
    const char* gz;
    std::size_t gz_size; // 0 = none
    const char* hash;    // of the content, hex
};
extern const EmbeddedFile embedded_files[];

class EmbeddedAssets final : public http::AssetSource {
public:
    explicit EmbeddedAssets(const EmbeddedFile* files = embedded_files);
    const http::Asset* find(std::string_view path) const override;
    std::size_t size() const { return assets_.size(); }

private:
    std::unordered_map<std::string_view, http::Asset> assets_;
};

} // namespace parley
