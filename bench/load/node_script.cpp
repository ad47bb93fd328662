#include "load/node_script.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <memory>
#include <sys/wait.h>

namespace parley::bench {

Result<void> run_node(const std::string& arguments, const std::set<std::string, std::less<>>& keys,
                      Report& report) {
    const auto command = "timeout 120 node " + arguments + " 2>&1";
    std::unique_ptr<FILE, int (*)(FILE*)> output(::popen(command.c_str(), "r"), ::pclose);
    if (!output)
        return fail(ErrorCode::unavailable, "cannot_run", command);
    std::array<char, 4'096> bytes;
    std::string last;
    while (std::fgets(bytes.data(), bytes.size(), output.get())) {
        std::string_view line(bytes.data());
        while (line.ends_with('\n'))
            line.remove_suffix(1);
        last = line;
        auto space = line.find(' ');
        auto key = line.substr(0, space);
        double value = 0;
        if (space != std::string_view::npos && keys.contains(key) &&
            std::from_chars(line.data() + space + 1, line.data() + line.size(), value).ec ==
                std::errc())
            report.figure(key, value);
        else
            report.note(line);
    }
    const int status = ::pclose(output.release());
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return fail(ErrorCode::unavailable, "script_failed", last);
    return {};
}

} // namespace parley::bench
