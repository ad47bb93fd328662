// The door of the program: reads what it was told, then serves.

#include "base/json.hpp"
#include "base/log.hpp"
#include "server/config.hpp"
#include "server/init.hpp"
#include "server/log_format.hpp"
#include "server/serve.hpp"

#include <cstdio>
#include <exception>
#include <sodium.h>

namespace parley {
namespace {

constexpr const char* version = "0.1.0";

// 0 in the configuration means "no limit"; a bucket that never runs dry does that.
Rate rate(std::int64_t per_second_or_minute, double unit_s, std::int64_t burst) {
    if (per_second_or_minute == 0)
        return {1e9, 1e9};
    return {static_cast<double>(per_second_or_minute) / unit_s, static_cast<double>(burst)};
}

ServiceOptions service_options(const Config& config) {
    const auto& limits = config.limits;
    ServiceOptions options;
    options.base_url = config.server.base_url;
    options.sign_ins = rate(limits.sign_in_per_minute, 60, limits.sign_in_per_minute);
    options.chat_starts = rate(limits.chats_per_minute, 60, limits.chats_per_minute);
    options.visitor_messages = rate(limits.messages_per_second, 1, limits.messages_burst);
    options.agent_messages = rate(limits.agent_messages_per_second, 1, limits.agent_messages_burst);
    options.calls = rate(limits.calls_per_second, 1, limits.calls_per_second * 4);
    return options;
}

void set_up_log(const LogSection& log) {
    spdlog::set_level(spdlog::level::from_str(std::string(enum_name(log.level))));
    spdlog::set_formatter(log_formatter(log.format));
}

int refuse_config(const Error& error) {
    std::fprintf(stderr, "parley: %s\n", in_words(error).c_str());
    return error.reason == "demo_host" ? exit_usage : exit_config;
}

int run_program(int argc, char** argv) {
    auto arguments = parse_arguments(argc, argv, version);
    if (!arguments) {
        const auto& exit = arguments.error();
        std::fputs(exit.text.c_str(), exit.code == 0 ? stdout : stderr);
        return exit.code;
    }
    if (arguments->verb == Verb::print_config || arguments->verb == Verb::check_config) {
        auto text = print_config(arguments->serve, process_environment());
        if (!text)
            return refuse_config(text.error());
        if (arguments->verb == Verb::print_config)
            std::fputs(text->c_str(), stdout);
        return 0;
    }
    auto config = load_config(arguments->serve, process_environment());
    if (!config)
        return refuse_config(config.error());
    set_up_log(config->log);
    if (sodium_init() < 0) {
        std::fputs("parley: the system gives no random numbers\n", stderr);
        return exit_code::io;
    }
    auto store = config->store.url.empty() ? arguments->serve.data.string() : config->store.url;
    if (arguments->verb == Verb::init)
        return init(store, arguments->init);
    ServeOptions options;
    options.store = std::move(store);
    options.demo = arguments->serve.demo;
    options.http = http_options(*config);
    options.service = service_options(*config);
    return parley::serve(options);
}

} // namespace
} // namespace parley

int main(int argc, char** argv) {
    try {
        return parley::run_program(argc, argv);
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "parley: bug: %s\n", exception.what());
        return 70;
    }
}
