#pragma once
// What a run found: lines for people as it goes, and the figures by key for --json and the table at
// the end. A figure's target is shown beside it; missing one fails no run, a lost message does.

#include "base/result.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace parley::bench {

struct Target {
    std::string_view key;
    std::string_view unit;
    bool at_least = false; // else at most
    double value = 0;
};
// All keys, in the order they are shown.
const std::vector<Target>& targets();

class Report {
public:
    // `only` empty: everything is wanted. An unknown key is refused.
    static Result<Report> create(const std::vector<std::string>& only);

    bool wants(std::string_view key) const;
    bool wants_any(std::initializer_list<std::string_view> keys) const;
    bool wants_everything() const { return only_.empty(); }

    void heading(std::string_view text);
    void note(std::string_view text);
    void figure(std::string_view key, double value);
    std::string table() const;
    std::string json() const;

private:
    std::set<std::string, std::less<>> only_;
    std::vector<std::pair<std::string, double>> figures_;
};

} // namespace parley::bench
