#include "app/edge/metrics.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

namespace parley {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

ClientMetric value_of(MetricType type, double value) {
    ClientMetric metric;
    (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    return metric;
}

MetricFamily one(std::string name, std::string help, MetricType type, double value) {
    return {std::move(name), std::move(help), type, {value_of(type, value)}};
}

} // namespace

std::string metrics_text(const ExecutorStats& stats, std::int64_t sockets,
                         const std::map<std::string_view, OperationCount>& operations,
                         const std::string& store) {
    auto number = [](const auto& value) { return static_cast<double>(value.load()); };
    std::vector<MetricFamily> families{
        one("parley_connections", "WebSocket connections", MetricType::Gauge,
            static_cast<double>(sockets)),
        one("parley_inbound_tasks", "Tasks the executor took at its last look", MetricType::Gauge,
            number(stats.inbound)),
        one("parley_accepting", "1 while the store takes commits", MetricType::Gauge,
            number(stats.accepting)),
        one("parley_tasks_total", "Tasks the executor has run", MetricType::Counter,
            number(stats.commands)),
        one("parley_commits_total", "Durable commits", MetricType::Counter, number(stats.commits)),
        one("parley_commit_seconds_total", "Time spent in commits", MetricType::Counter,
            number(stats.commit_us_total) / 1e6),
        one("parley_commit_failures_total", "Commits that failed", MetricType::Counter,
            number(stats.failures)),
    };
    MetricFamily calls{"parley_operations_total", "Operations called", MetricType::Counter, {}};
    MetricFamily refusals{"parley_refusals_total",
                          "Operations refused before the switchboard",
                          MetricType::Counter,
                          {}};
    for (const auto& [name, count] : operations) {
        calls.metric.push_back(value_of(MetricType::Counter, static_cast<double>(count.calls)));
        calls.metric.back().label = {{"operation", std::string(name)}};
        refusals.metric.push_back(
            value_of(MetricType::Counter, static_cast<double>(count.refusals)));
        refusals.metric.back().label = {{"operation", std::string(name)}};
    }
    families.push_back(std::move(calls));
    families.push_back(std::move(refusals));
    families.push_back(
        one("parley_store_info", "The store behind this server", MetricType::Gauge, 1));
    families.back().metric.back().label = {{"store", store}};
    return prometheus::TextSerializer().Serialize(families);
}

} // namespace parley
