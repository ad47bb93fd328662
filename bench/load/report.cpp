#include "load/report.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

namespace parley::bench {

const std::vector<Target>& targets() {
    static const std::vector<Target> all{
        {"e2e_msgs_per_s", "/s", true, 20'000},
        {"cpu_s_per_100k_msgs", "s", false, 5},
        {"e2e_p50_ms_at_2000", "ms", false, 2},
        {"e2e_p99_ms_at_2000", "ms", false, 10},
        {"idle_kib_per_connection", "KiB", false, 12},
        {"connects_per_s", "/s", true, 2'000},
        {"routing_ops_per_s_10k", "/s", true, 500'000},
        {"routing_ops_per_s_100k", "/s", true, 100'000},
        {"queue_50k_cost_ratio", "×", false, 1.5},
        {"start_s_1m", "s", false, 0.5},
        {"history_page_ms_1m", "ms", false, 2},
        {"demo_rss_mb", "MB", false, 60},
        {"widget_gz_kb", "KB", false, 30},
        {"desk_usable_s", "s", false, 1.5},
    };
    return all;
}

namespace {
const Target* find(std::string_view key) {
    auto at = std::find_if(targets().begin(), targets().end(),
                           [&](const Target& t) { return t.key == key; });
    return at == targets().end() ? nullptr : &*at;
}
} // namespace

Result<Report> Report::create(const std::vector<std::string>& only) {
    Report report;
    for (const auto& key : only) {
        if (!find(key))
            return fail(ErrorCode::invalid_argument, "unknown_key", key);
        report.only_.insert(key);
    }
    return report;
}

bool Report::wants(std::string_view key) const { return only_.empty() || only_.contains(key); }

bool Report::wants_any(std::initializer_list<std::string_view> keys) const {
    return std::any_of(keys.begin(), keys.end(), [&](auto key) { return wants(key); });
}

void Report::heading(std::string_view text) {
    std::fputs(fmt::format("\n== {}\n", text).c_str(), stdout);
    std::fflush(stdout);
}

void Report::note(std::string_view text) {
    std::fputs(fmt::format("   {}\n", text).c_str(), stdout);
    std::fflush(stdout);
}

void Report::figure(std::string_view key, double value) {
    ENSURE(find(key));
    if (!wants(key))
        return;
    figures_.emplace_back(key, value);
    note(fmt::format("{} = {:.4g}", key, value));
}

std::string Report::table() const {
    std::string out;
    for (const auto& target : targets())
        for (const auto& [key, value] : figures_)
            if (key == target.key) {
                const bool met = target.at_least ? value >= target.value : value <= target.value;
                out += fmt::format("{:<26} {:>14.3f} {:<4} wanted {} {:<8g} {}\n", key, value,
                                   target.unit, target.at_least ? "≥" : "≤", target.value,
                                   met ? "met" : "MISSED");
            }
    return out;
}

std::string Report::json() const {
    std::string out = "{";
    for (const auto& [key, value] : figures_)
        out += fmt::format("{}\n  \"{}\": {:.6g}", out.size() > 1 ? "," : "", key, value);
    return out + "\n}\n";
}

} // namespace parley::bench
