#include "tidy/tree.hpp"

#include <cctype>
#include <doctest/doctest.h>
#include <map>
#include <regex>
#include <set>
#include <string>

using namespace parley;

namespace {

// Rules are lines of docs/spec that start with their id: "**CV3** An Open conversation …".
std::map<std::string, std::string> written_rules() {
    static const std::regex line_with_rule(R"(^(?:- |\* )?\*\*([A-Z]{1,4}[0-9]+)\*\* .+)");
    std::map<std::string, std::string> rules;
    for (const auto& file : tidy::tree()) {
        if (!file.under("docs/spec/") || !file.has_extension({".md"}))
            continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            std::smatch found;
            if (!std::regex_match(file.lines[i], found, line_with_rule))
                continue;
            auto known = rules.find(found[1]);
            CHECK_MESSAGE(known == rules.end(),
                          found[1].str() << " is at " << file.at(i) << " and at " << known->second);
            rules.emplace(found[1], file.at(i));
        }
    }
    return rules;
}

// Ids in the brackets of a name: "[CV3 CV4] …" or "[CV3] [CV4] …".
std::set<std::string> quoted_rules(const std::string& text) {
    static const std::regex group(R"(\[([A-Z]{1,4}[0-9]+(?:[ ,]+[A-Z]{1,4}[0-9]+)*)\])");
    static const std::regex id("[A-Z]{1,4}[0-9]+");
    std::set<std::string> ids;
    for (std::sregex_iterator at(text.begin(), text.end(), group), end; at != end; ++at) {
        auto inside = (*at)[1].str();
        for (std::sregex_iterator each(inside.begin(), inside.end(), id); each != end; ++each)
            ids.insert(each->str());
    }
    return ids;
}

bool is_test(const tidy::File& file) {
    return file.has_extension({"_test.cpp", "_prop.cpp", ".test.ts", ".test.tsx", ".scenario"}) ||
           (file.has_extension({".cpp", ".ts"}) &&
            (file.under("tests/") || file.under("web/e2e/")));
}

// Does a test's name stand in this line? After an opening bracket it may begin on the next one.
bool names_test(const tidy::File& file, std::size_t line) {
    static const std::regex name(
        R"(^# \[|TEST_CASE|SUBCASE|rc::prop|rc::check|\b(it|test|describe)\()");
    return std::regex_search(file.lines[line], name) ||
           (line > 0 && file.lines[line - 1].ends_with('(') &&
            std::regex_search(file.lines[line - 1], name));
}

} // namespace

TEST_CASE("a test's name quotes the rules in its brackets") {
    CHECK(quoted_rules("[CV3] an offer") == std::set<std::string>{"CV3"});
    CHECK(quoted_rules("[CV3 CAP12, PC4] x [A1]") ==
          std::set<std::string>{"A1", "CAP12", "CV3", "PC4"});
    CHECK(quoted_rules("rows[0] and [not one]").empty());
}

TEST_CASE("every rule of docs/spec is quoted by a test, and every quoted rule exists") {
    auto rules = written_rules();
    CHECK_FALSE(rules.empty());
    std::map<std::string, std::string> quoted;
    for (const auto& file : tidy::tree()) {
        if (!is_test(file) || file.under("tests/tidy/"))
            continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            if (names_test(file, i))
                for (const auto& id : quoted_rules(file.lines[i]))
                    quoted.emplace(id, file.at(i));
    }
    for (const auto& [id, place] : quoted)
        CHECK_MESSAGE(rules.contains(id),
                      place << " quotes " << id << ", which docs/spec does not have");
    for (const auto& [id, place] : rules)
        CHECK_MESSAGE(quoted.contains(id), id << " at " << place << " is quoted by no test");
}
