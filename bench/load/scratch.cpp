#include "load/scratch.hpp"

#include "client/server_config.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace parley::bench {

Result<Scratch> Scratch::create(const std::string& below) {
    std::error_code ignored;
    std::filesystem::create_directories(below, ignored);
    std::string pattern = below + "/parley-bench-XXXXXX";
    if (!::mkdtemp(pattern.data()))
        return fail(ErrorCode::unavailable, "cannot_make_folder", std::strerror(errno));
    return Scratch(pattern);
}

Scratch::Scratch(Scratch&& other) noexcept : path_(std::exchange(other.path_, {})) {}

Scratch::~Scratch() {
    std::error_code ignored;
    if (!path_.empty())
        std::filesystem::remove_all(path_, ignored);
}

Result<client::ServerOptions> demo_options(const std::string& binary, const Scratch& scratch,
                                           bool raised) {
    client::ServerOptions options;
    options.binary = binary;
    options.data = scratch.path() + "/data";
    options.log = scratch.path() + "/server.log";
    options.demo = true;
    TRY(options.port, client::free_port());
    if (raised) {
        options.config = scratch.path() + "/parley.toml";
        DO(client::write_file(options.config, client::raised_limits()));
    }
    return options;
}

std::string store_line(const std::string& log) {
    std::ifstream file(log);
    std::string line;
    while (std::getline(file, line))
        if (line.find("synchronous") != std::string::npos)
            return line;
    return {};
}

} // namespace parley::bench
