#include "client/server_config.hpp"

#include <fstream>

namespace parley::client {

std::string raised_limits() {
    return "[limits]\n"
           "sign_in_per_minute = 1000000\n"
           "chats_per_minute = 1000000\n"
           "messages_per_second = 1000000\n"
           "messages_burst = 1000000\n"
           "agent_messages_per_second = 1000000\n"
           "agent_messages_burst = 1000000\n"
           "calls_per_second = 1000000\n"
           "connections_per_address = 100000\n";
}

Result<void> write_file(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file)
        return fail(ErrorCode::unavailable, "cannot_write", path);
    return {};
}

} // namespace parley::client
