#include "load/percentiles.hpp"
#include "load/report.hpp"

#include "base/json.hpp"

#include <doctest/doctest.h>

using namespace parley;
using namespace parley::bench;

TEST_CASE("percentiles are by nearest rank over all samples, in any order") {
    std::vector<std::int64_t> samples;
    for (std::int64_t i = 100; i >= 1; --i)
        samples.push_back(i * 1'000'000);
    Percentiles of(samples);
    CHECK(of.at_ms(50) == 50);
    CHECK(of.at_ms(99) == 99);
    CHECK(of.at_ms(99.1) == 100);
    CHECK(of.at_ms(100) == 100);
    CHECK(Percentiles({7'000'000}).at_ms(1) == 7);
    CHECK(Percentiles({}).at_ms(50) == 0);
}

TEST_CASE("an unknown key is refused and only asked-for figures are kept") {
    CHECK_FALSE(Report::create({"e2e_msgs"}));
    auto report = Report::create({"start_s_1m"});
    REQUIRE(report);
    CHECK(report->wants("start_s_1m"));
    CHECK_FALSE(report->wants("demo_rss_mb"));
    report->figure("start_s_1m", 0.25);
    report->figure("demo_rss_mb", 40);
    auto json = parse_json(report->json());
    REQUIRE(json);
    REQUIRE(json->as_object().size() == 1);
    CHECK(json->as_object().at("start_s_1m").as_double() == 0.25);
    CHECK(report->table().find("met") != std::string::npos);
}

TEST_CASE("the table says which way a target was missed") {
    auto report = Report::create({});
    REQUIRE(report);
    report->figure("e2e_msgs_per_s", 19'999);
    CHECK(report->table().find("MISSED") != std::string::npos);
    report = Report::create({});
    report->figure("e2e_msgs_per_s", 20'000);
    CHECK(report->table().find("MISSED") == std::string::npos);
}
