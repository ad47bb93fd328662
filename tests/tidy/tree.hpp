#pragma once
// The project's own files: everything in the tree but what was built, fetched or is generated into
// folders that git ignores. Paths are relative to the tree's root, with '/'.

#include <string>
#include <string_view>
#include <vector>

namespace parley::tidy {

struct File {
    std::string path;
    std::vector<std::string> lines;

    bool under(std::string_view folder) const;                                    // "src/core/"
    bool has_extension(std::initializer_list<std::string_view> extensions) const; // ".hpp"
    std::string at(std::size_t line) const; // "path:7" for the line of that index
};

// Read once, sorted by path; text files of the extensions that the tests look at.
const std::vector<File>& tree();

// "src/core/agent/agent.hpp" → the included path of each `#include "…"` line, "" for other lines.
std::string quoted_include(std::string_view line);

} // namespace parley::tidy
