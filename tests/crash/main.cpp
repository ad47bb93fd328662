// parley-crash: kills a real server under load, again and again, and lets another process judge
// what is left of its promises. Last line: kills=N acknowledged=A lost=L doubled=D reordered=R.

#include "checker.hpp"
#include "checker_link.hpp"
#include "client/in_parallel.hpp"
#include "client/server_config.hpp"
#include "client/server_process.hpp"
#include "client/staff.hpp"
#include "crowd.hpp"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <random>
#include <thread>

using namespace parley;
using namespace parley::crash;

namespace {

constexpr double acks_per_s_min = 500;
constexpr std::uintmax_t integrity_each_time_bytes_max = 64 * 1'024 * 1'024;

struct Options {
    std::string role = "driver";
    std::string log; // of the checker
    std::string server;
    std::string scratch;
    std::int64_t kills = 10;
    std::uint64_t seed = 0;
    bool expect_loss = false;
    bool keep = false;
    CrowdPlan crowd;
};

struct Tally {
    std::int64_t kills = 0;
    Verdict verdict;
    double load_seconds = 0;
    std::int64_t durable_acks = 0;
    bool offended() const { return verdict.lost + verdict.doubled + verdict.reordered > 0; }
};

void say(const std::string& line) {
    std::puts(line.c_str());
    std::fflush(stdout);
}

// The databases in the data folder, by their first bytes.
std::vector<std::string> databases(const std::string& folder) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.is_regular_file())
            continue;
        std::FILE* file = std::fopen(entry.path().c_str(), "rb");
        char head[15] = {};
        if (file && std::fread(head, 1, sizeof head, file) == sizeof head &&
            std::string_view(head, sizeof head) == "SQLite format 3")
            found.push_back(entry.path().string());
        if (file)
            std::fclose(file);
    }
    return found;
}

Result<void> check_integrity(CheckerLink& checker, const std::string& data, bool however_large) {
    for (const auto& file : databases(data)) {
        if (!however_large && std::filesystem::file_size(file) > integrity_each_time_bytes_max)
            continue;
        TRY(auto answer, checker.integrity(file));
        if (answer != "ok")
            return fail(ErrorCode::internal, "database_damaged", file + ": " + answer);
    }
    return {};
}

class Run {
public:
    Run(const Options& options, std::string folder)
        : options_(options), folder_(std::move(folder)), random_(options.seed) {}

    Result<Tally> all() {
        DO(prepare());
        for (std::int64_t kill = 1; kill <= options_.kills; ++kill) {
            DO(one_kill(kill));
            if (options_.expect_loss && tally_.offended())
                break;
        }
        if (!(options_.expect_loss && tally_.offended()))
            DO(finish());
        TRY(auto words, checker_->explain());
        if (!words.empty())
            say(words);
        tally_.durable_acks = checker_->durable_acks();
        return tally_;
    }

private:
    Result<void> prepare() {
        server_options_.binary = options_.server;
        server_options_.data = folder_ + "/data";
        server_options_.log = folder_ + "/server.log";
        server_options_.config = folder_ + "/parley.toml";
        server_options_.demo = true;
        TRY(server_options_.port, client::free_port());
        DO(client::write_file(server_options_.config, client::raised_limits()));
        DO(server_.start(server_options_));
        DO(server_.wait_ready(std::chrono::seconds(30)));
        client::HttpClient http(server_options_.port);
        TRY(administrator_, client::sign_in_administrator(http));
        client::StaffPlan staff_plan;
        staff_plan.name = "crash";
        staff_plan.agents = options_.crowd.agents;
        staff_plan.capacity = options_.crowd.agent_capacity;
        staff_plan.threads = 4;
        TRY(auto staff, client::hire(server_options_.port, administrator_, staff_plan));
        std::vector<client::Visitor> visitors(options_.crowd.customers);
        for (auto& visitor : visitors) {
            TRY(visitor, client::start_chat(http, staff.widget, "Customer"));
        }
        TRY(checker_, CheckerLink::start(folder_ + "/acks.log"));
        TRY(crowd_, Crowd::create(options_.crowd, staff, visitors, *checker_, options_.seed + 1));
        return {};
    }

    std::int64_t between(std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
    }

    Result<void> one_kill(std::int64_t kill) {
        // Every sixth process or so is killed while it starts, the others under load.
        if (kill > 1 && between(1, 6) == 1) {
            const auto after = between(0, 60);
            server_.kill_now();
            DO(crowd_->hear_the_end());
            DO(server_.start(server_options_));
            std::this_thread::sleep_for(std::chrono::milliseconds(after));
            server_.kill_now();
            ++tally_.kills;
            DO(check_integrity(*checker_, server_options_.data, false));
            DO(recover(
                fmt::format("kill {}/{} {} ms into the start", kill, options_.kills, after)));
            return {};
        }
        DO(crowd_->connect(server_options_.port, std::chrono::seconds(20)));
        const auto time = std::chrono::milliseconds(between(200, 1'200));
        DO(crowd_->chat(time));
        tally_.load_seconds += std::chrono::duration<double>(time).count();
        server_.kill_now();
        ++tally_.kills;
        DO(crowd_->hear_the_end());
        DO(check_integrity(*checker_, server_options_.data, kill % 10 == 0));
        DO(recover(fmt::format("kill {}/{} after {} ms", kill, options_.kills, time.count())));
        return {};
    }

    // A fresh process on the same data, without any hand work; the checker reads it before anybody
    // writes.
    Result<void> recover(const std::string& what) {
        const auto start = client::Clock::now();
        DO(server_.start(server_options_));
        DO(server_.wait_ready(std::chrono::seconds(30)));
        const auto ready = std::chrono::duration<double>(client::Clock::now() - start).count();
        TRY(tally_.verdict, checker_->verify(server_options_.port, administrator_, false));
        const auto& verdict = tally_.verdict;
        say(fmt::format("{}: {} acknowledged, ready again in {:.2f} s, {} messages read, lost {} "
                        "doubled {} reordered {}",
                        what, verdict.acknowledged, ready, verdict.messages, verdict.lost,
                        verdict.doubled, verdict.reordered));
        return {};
    }

    // What is still on its way is answered, then everything is read from a process that was stopped
    // gently.
    Result<void> finish() {
        DO(crowd_->connect(server_options_.port, std::chrono::seconds(20)));
        DO(crowd_->settle(std::chrono::seconds(20)));
        crowd_->leave();
        TRY(auto code, server_.stop(std::chrono::seconds(20)));
        if (code != 0)
            return fail(ErrorCode::internal, "bad_exit",
                        fmt::format("the server left with code {}", code));
        DO(check_integrity(*checker_, server_options_.data, true));
        DO(server_.start(server_options_));
        DO(server_.wait_ready(std::chrono::seconds(60)));
        TRY(tally_.verdict, checker_->verify(server_options_.port, administrator_, true));
        const auto& counts = crowd_->counts();
        say(fmt::format("at the end: {} messages read; {} chats started, {} accepted, {} ended; {} "
                        "repeated after a crash, {} refused, {} of them as internal",
                        tally_.verdict.messages, counts.starts, counts.accepts, counts.ends,
                        counts.repeated, counts.refused, counts.internal));
        if (!counts.last_refusal.empty())
            say("last refusal: " + counts.last_refusal);
        return {};
    }

    const Options& options_;
    std::string folder_;
    std::mt19937_64 random_;
    client::ServerOptions server_options_;
    client::ServerProcess server_;
    std::string administrator_;
    std::unique_ptr<CheckerLink> checker_;
    std::unique_ptr<Crowd> crowd_;
    Tally tally_;
};

int drive(Options options) {
    std::signal(SIGPIPE, SIG_IGN);
    if (options.seed == 0)
        options.seed = std::random_device()();
    std::string folder = options.scratch + "/parley-crash-XXXXXX";
    if (!::mkdtemp(folder.data())) {
        std::fprintf(stderr, "parley-crash: cannot make a folder in %s\n", options.scratch.c_str());
        return 1;
    }
    say(fmt::format("seed {}, {} customers, {} agents, {}/s, in {}", options.seed,
                    options.crowd.customers, options.crowd.agents, options.crowd.rate, folder));
    auto tally = Run(options, folder).all();
    int exit_code = 0;
    if (!tally) {
        std::fprintf(stderr, "parley-crash: %s %s (log: %s/server.log)\n",
                     tally.error().reason.c_str(), tally.error().detail.c_str(), folder.c_str());
        return 1;
    }
    const auto rate = tally->load_seconds > 0
                          ? static_cast<double>(tally->durable_acks) / tally->load_seconds
                          : 0;
    say(fmt::format("{:.0f} acknowledged messages/s over {:.1f} s of load", rate,
                    tally->load_seconds));
    if (options.expect_loss) {
        exit_code = tally->verdict.lost > 0 ? 0 : 1;
        say(exit_code == 0 ? "the planted bug was found" : "the planted bug was NOT found");
    } else {
        if (rate < acks_per_s_min)
            say(fmt::format("too slow: {:.0f} acknowledged messages/s are wanted", acks_per_s_min));
        exit_code = tally->offended() || rate < acks_per_s_min ? 1 : 0;
    }
    std::error_code ignored;
    if (exit_code == 0 && !options.keep)
        std::filesystem::remove_all(folder, ignored);
    say(fmt::format("kills={} acknowledged={} lost={} doubled={} reordered={}", tally->kills,
                    tally->durable_acks, tally->verdict.lost, tally->verdict.doubled,
                    tally->verdict.reordered));
    return exit_code;
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    std::error_code failed;
    options.server =
        (std::filesystem::read_symlink("/proc/self/exe", failed).parent_path() / "parley").string();
    options.scratch = std::filesystem::temp_directory_path().string();
    CLI::App app("Kills a server under load and counts what it had promised.", "parley-crash");
    app.add_option("--role", options.role, "driver, or checker in the second process");
    app.add_option("--log", options.log, "The checker's log");
    app.add_option("--server", options.server, "The server's binary");
    app.add_option("--kills", options.kills, "How often")->check(CLI::Range(1, 100'000));
    app.add_option("--seed", options.seed, "0 picks one");
    app.add_option("--rate", options.crowd.rate, "Messages a second")
        ->check(CLI::Range(1, 1'000'000));
    app.add_option("--customers", options.crowd.customers)->check(CLI::Range(1, 2'000));
    app.add_option("--agents", options.crowd.agents)->check(CLI::Range(1, 500));
    app.add_option("--scratch", options.scratch, "Folder for data");
    app.add_flag("--expect-loss", options.expect_loss,
                 "For a mutant: succeed only if a loss was found");
    app.add_flag("--keep", options.keep, "Keep the data folder");
    CLI11_PARSE(app, argc, argv);
    return options.role == "checker" ? run_checker(options.log) : drive(options);
}
