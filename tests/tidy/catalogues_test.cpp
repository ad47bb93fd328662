#include "base/json.hpp"
#include "tidy/tree.hpp"

#include <boost/json/object.hpp>
#include <doctest/doctest.h>
#include <map>
#include <regex>
#include <set>
#include <string>

using namespace parley;

namespace {

using Texts = std::map<std::string, std::string>; // dotted key → text

void flatten(const boost::json::value& value, const std::string& key, Texts& texts) {
    if (value.is_string()) {
        texts[key] = std::string(value.get_string());
        return;
    }
    REQUIRE_MESSAGE(value.is_object(), key << " is neither a text nor a group of texts");
    for (const auto& member : value.get_object())
        flatten(member.value(),
                key.empty() ? std::string(member.key()) : key + "." + std::string(member.key()),
                texts);
}

// Languages have different numbers of plural forms: "waiting_one" and "waiting_few" are one text.
std::string without_plural(const std::string& key) {
    static const std::regex plural("_(zero|one|two|few|many|other)$");
    return std::regex_replace(key, plural, "");
}

std::set<std::string> keys(const Texts& texts) {
    std::set<std::string> all;
    for (const auto& [key, text] : texts)
        all.insert(without_plural(key));
    return all;
}

std::set<std::string> placeholders(const std::string& text) {
    static const std::regex placeholder(R"(\{\{? *([a-z_A-Z0-9]+))");
    std::set<std::string> names;
    for (std::sregex_iterator at(text.begin(), text.end(), placeholder), end; at != end; ++at)
        names.insert((*at)[1]);
    names.erase("count"); // a plural form may leave the number out
    return names;
}

// "web/apps/desk/src/locales/en.json" and its like: folder → language → texts.
std::map<std::string, std::map<std::string, Texts>> catalogues() {
    static const std::regex catalogue(R"((web/.*)/(en|de|ja|ru)\.json)");
    std::map<std::string, std::map<std::string, Texts>> all;
    for (const auto& file : tidy::tree()) {
        std::smatch found;
        if (!std::regex_match(file.path, found, catalogue))
            continue;
        std::string text;
        for (const auto& line : file.lines)
            text += line + '\n';
        auto parsed = parse_json(text);
        REQUIRE_MESSAGE(parsed, file.path);
        flatten(*parsed, "", all[found[1]][found[2]]);
    }
    return all;
}

} // namespace

TEST_CASE("every catalogue has the same texts in en, de, ja and ru, with the same placeholders") {
    auto all = catalogues();
    CHECK_FALSE(all.empty());
    for (const auto& [folder, languages] : all) {
        CAPTURE(folder);
        for (std::string language : {"en", "de", "ja", "ru"}) {
            CAPTURE(language);
            REQUIRE(languages.contains(language));
            const auto& english = languages.at("en");
            const auto& texts = languages.at(language);
            for (const auto& key : keys(english))
                CHECK_MESSAGE(keys(texts).contains(key), "lacks " << key);
            for (const auto& key : keys(texts))
                CHECK_MESSAGE(keys(english).contains(key), key << " is not in en");
            std::map<std::string, std::set<std::string>> wanted;
            for (const auto& [key, text] : english)
                wanted[without_plural(key)].merge(placeholders(text));
            for (const auto& [key, text] : texts) {
                CAPTURE(key);
                CHECK_FALSE(text.empty());
                CHECK(placeholders(text) == wanted[without_plural(key)]);
            }
        }
    }
}
