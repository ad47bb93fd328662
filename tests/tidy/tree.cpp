#include "tidy/tree.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

namespace parley::tidy {

namespace fs = std::filesystem;

namespace {

// What is not ours or not source: built, fetched, or data of a running server.
bool is_left_out(const fs::path& folder, bool at_top) {
    static const std::set<std::string> anywhere{".git", "node_modules", "dist", ".vite",
                                                "test-results"};
    static const std::set<std::string> top{"build", "data"};
    auto name = folder.filename().string();
    return anywhere.contains(name) || (at_top && top.contains(name));
}

File read_file(const fs::path& path, std::string name) {
    File file{std::move(name), {}};
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);)
        file.lines.push_back(std::move(line));
    return file;
}

std::vector<File> read_tree() {
    static const std::set<std::string> extensions{".cpp", ".hpp", ".md",   ".ts",   ".tsx",
                                                  ".css", ".sql", ".json", ".html", ".scenario"};
    std::vector<File> files;
    fs::path root = PARLEY_TREE;
    for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
        if (at->is_directory() && is_left_out(at->path(), at.depth() == 0))
            at.disable_recursion_pending();
        else if (at->is_regular_file() && extensions.contains(at->path().extension().string()))
            files.push_back(read_file(at->path(), fs::relative(at->path(), root).generic_string()));
    }
    std::ranges::sort(files, {}, &File::path);
    return files;
}

} // namespace

bool File::under(std::string_view folder) const { return path.starts_with(folder); }

bool File::has_extension(std::initializer_list<std::string_view> extensions) const {
    return std::ranges::any_of(extensions,
                               [&](auto extension) { return path.ends_with(extension); });
}

std::string File::at(std::size_t line) const { return path + ":" + std::to_string(line + 1); }

const std::vector<File>& tree() {
    static const std::vector<File> files = read_tree();
    return files;
}

std::string quoted_include(std::string_view line) {
    if (!line.starts_with("#include \""))
        return {};
    line.remove_prefix(10);
    return std::string(line.substr(0, line.find('"')));
}

} // namespace parley::tidy
