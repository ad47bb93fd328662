// Runs every file of corpus/<target>/ through its target. A crash is a failure; so is an empty
// corpus.

#include "targets.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

int main(int argc, char** argv) {
    using namespace parley::fuzz;
    struct Target {
        const char* name;
        void (*run)(std::string_view);
    };
    const Target targets[] = {
        {"operations", fuzz_operations},
        {"http", fuzz_http},
        {"frames", fuzz_frames},
        {"config", fuzz_config},
    };
    const std::string corpus = argc > 1 ? argv[1] : PARLEY_CORPUS;
    int exit_code = 0;
    for (const auto& target : targets) {
        std::set<std::filesystem::path> files;
        std::error_code failed;
        for (const auto& entry :
             std::filesystem::directory_iterator(corpus + "/" + target.name, failed))
            files.insert(entry.path());
        for (const auto& path : files) {
            std::ifstream file(path, std::ios::binary);
            std::string bytes{std::istreambuf_iterator<char>(file), {}};
            std::printf("%s/%s\n", target.name,
                        path.filename().c_str()); // the last line names a crash
            std::fflush(stdout);
            target.run(bytes);
        }
        std::printf("%s: %zu inputs passed\n", target.name, files.size());
        if (files.empty())
            exit_code = 1;
    }
    return exit_code;
}
