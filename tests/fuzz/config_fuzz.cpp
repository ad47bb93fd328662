#include "targets.hpp"

#include "base/check.hpp"
#include "base/text.hpp"
#include "server/config.hpp"

#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace parley::fuzz {

void fuzz_config(std::string_view bytes) {
    int fd = ::memfd_create("parley.toml", MFD_CLOEXEC);
    ENSURE(fd >= 0);
    ENSURE(bytes.empty() ||
           ::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    ServeArguments arguments;
    arguments.data = "/nowhere";
    arguments.config = "/proc/self/fd/" + std::to_string(fd);
    auto config = load_config(arguments, {});
    if (config) {
        ENSURE(config->server.port >= 0 && config->server.port <= 65'535);
        http_options(*config);
    } else {
        ENSURE(!config.error().detail.empty());
        ENSURE(config.error().detail.find('\n') == std::string::npos); // one line for stderr
    }
    ::close(fd);
}

} // namespace parley::fuzz
