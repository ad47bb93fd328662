// parley-sim: one seed, or as many as fit into some minutes. See docs/guide/simulator.md.

#include "base/log.hpp"
#include "sim/simulation.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include <unistd.h>

using namespace parley;

namespace {

struct Arguments {
    std::optional<std::uint64_t> seed;
    double minutes = 1;
    std::uint64_t start = 0; // 0 = by the clock
    std::uint64_t seeds_most = UINT64_MAX;
    bool expects_failure = false; // of a mutant
    std::size_t steps = 30;
};

constexpr const char* usage =
    "usage: parley-sim [SEED] [--minutes N] [--start SEED] [--seeds N] [--steps N]\n"
    "                  [--expect-failure]\n";

std::optional<Arguments> read_arguments(int count, char** values) {
    Arguments read;
    for (int i = 1; i < count; ++i) {
        std::string_view word = values[i];
        auto number = [&]() -> double { return ++i < count ? std::atof(values[i]) : 0; };
        if (word == "--minutes")
            read.minutes = number();
        else if (word == "--start")
            read.start = static_cast<std::uint64_t>(number());
        else if (word == "--seeds")
            read.seeds_most = static_cast<std::uint64_t>(number());
        else if (word == "--steps")
            read.steps = static_cast<std::size_t>(number());
        else if (word == "--expect-failure")
            read.expects_failure = true;
        else if (!word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos)
            read.seed = std::strtoull(values[i], nullptr, 10);
        else
            return std::nullopt;
    }
    return read;
}

// For the signal handler: an impossible thing (ENSURE) ends the process.
sim::Simulation* running = nullptr;
std::uint64_t running_seed = 0;
bool failure_expected = false;

void report(const sim::Simulation& simulation, std::uint64_t seed) {
    std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed),
                simulation.options().c_str());
    for (const auto& step : simulation.steps())
        std::printf("  %s\n", step.c_str());
    constexpr std::size_t told_most = 12;
    for (std::size_t i = 0; i < simulation.broken().size(); ++i)
        if (i < told_most)
            std::printf("broken: %s\n", simulation.broken()[i].c_str());
    std::printf("./dev sim %llu\n", static_cast<unsigned long long>(seed));
    std::fflush(stdout);
}

void on_abort(int) {
    if (running) {
        report(*running, running_seed);
        std::printf("broken: the process stopped on what cannot be\n");
        std::fflush(stdout);
    }
    _exit(failure_expected ? 0 : 1);
}

bool run_seed(std::uint64_t seed, std::size_t steps) {
    sim::Simulation simulation(seed, steps);
    running = &simulation;
    running_seed = seed;
    bool kept = simulation.run();
    if (!kept)
        report(simulation, seed);
    running = nullptr;
    return kept;
}

} // namespace

int main(int count, char** values) {
    auto arguments = read_arguments(count, values);
    if (!arguments) {
        std::fputs(usage, stderr);
        return 2;
    }
    spdlog::set_level(std::getenv("PARLEY_SIM_LOG") ? spdlog::level::info : spdlog::level::off);
    failure_expected = arguments->expects_failure;
    std::signal(SIGABRT, on_abort);
    if (arguments->seed)
        return run_seed(*arguments->seed, arguments->steps) ? 0 : 1;

    using clock = std::chrono::steady_clock;
    auto begin = clock::now();
    auto seconds = [&] { return std::chrono::duration<double>(clock::now() - begin).count(); };
    auto seed =
        arguments->start != 0
            ? arguments->start
            : static_cast<std::uint64_t>(begin.time_since_epoch().count() / 1'000 % 1'000'000);
    std::uint64_t done = 0;
    std::uint64_t failed = 0;
    while (failed == 0 && done < arguments->seeds_most && seconds() < arguments->minutes * 60) {
        failed += run_seed(seed++, arguments->steps) ? 0 : 1;
        ++done;
    }
    std::printf("seeds=%llu seconds=%.0f failed=%llu\n", static_cast<unsigned long long>(done),
                seconds(), static_cast<unsigned long long>(failed));
    return (failed != 0) == arguments->expects_failure ? 0 : 1;
}
