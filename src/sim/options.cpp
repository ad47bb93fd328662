#include "sim/options.hpp"

namespace parley::sim {

Options Options::draw(Random& random) {
    Options o;
    o.customers = static_cast<int>(random.between(2, 6));
    o.agents = static_cast<int>(random.between(1, 4));
    o.actions = static_cast<int>(random.between(200, 700));
    o.pause_most_ms = random.pick(std::vector<std::int64_t>{50, 400, 2'000, 8'000, 20'000});
    o.latency_most_ms = random.pick(std::vector<std::int64_t>{0, 5, 60, 700});
    o.sector_bytes = random.chance(50) ? 512 : 4'096;
    o.down_most_ms = random.pick(std::vector<std::int64_t>{100, 4'000, 60'000, 400'000});
    o.pace.commit_most = random.pick(std::vector<std::int64_t>{0, 5, 40, 800});
    o.pace.fact_most = random.pick(std::vector<std::int64_t>{0, 5, 40, 800});
    o.fault_percent = static_cast<int>(random.pick(std::vector<int>{0, 1, 3, 8}));
    for (auto& weight : o.faults)
        weight = random.chance(50) ? static_cast<int>(random.between(1, 10)) : 0;
    for (auto& weight : o.actions_weights)
        weight = random.chance(75) ? static_cast<int>(random.between(1, 10)) : 0;
    o.short_times = random.chance(50);
    return o;
}

std::string Options::text() const {
    auto number = [](auto value) { return std::to_string(value); };
    std::string text = number(customers) + " customers, " + number(agents) + " agents, " +
                       number(actions) + " actions every " + number(pause_most_ms) +
                       " ms at most, latency " + number(latency_most_ms) + " ms, sectors of " +
                       number(sector_bytes) + ", commits " + number(pace.commit_most) +
                       " ms, facts " + number(pace.fact_most) + " ms, " + number(fault_percent) +
                       "% faults of";
    for (int weight : faults)
        text += " " + number(weight);
    return text;
}

} // namespace parley::sim
