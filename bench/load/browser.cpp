// What a browser sees: a Node script drives Chromium against a demo server and prints its figures
// as "key value" lines.

#include "load/phases.hpp"

#include "load/scratch.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <sys/wait.h>

namespace parley::bench {

Result<void> run_browser(const Plan& plan, Report& report) {
    report.heading("browser");
    TRY(auto scratch, Scratch::create(plan.scratch));
    TRY(auto options, demo_options(plan.server, scratch, false));
    client::ServerProcess server;
    DO(server.start(options));
    DO(server.wait_ready(std::chrono::seconds(30)));
    const auto command = fmt::format("timeout 120 node '{}/measure.mjs' --port {} --web '{}' 2>&1",
                                     plan.scripts, options.port, plan.web);
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
        if (space != std::string_view::npos && (key == "widget_gz_kb" || key == "desk_usable_s") &&
            std::from_chars(line.data() + space + 1, line.data() + line.size(), value).ec ==
                std::errc())
            report.figure(key, value);
        else
            report.note(line);
    }
    const int status = ::pclose(output.release());
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return fail(ErrorCode::unavailable, "browser_failed", last);
    return {};
}

} // namespace parley::bench
