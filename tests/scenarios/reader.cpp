#include "scenarios/reader.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <regex>

namespace parley::scenario {

namespace {

struct Place {
    std::string_view name;
    int line = 0;

    Failure wrong(const std::string& what) const {
        return fail(ErrorCode::invalid_argument, "bad_scenario",
                    std::string(name) + ":" + std::to_string(line) + ": " + what);
    }
};

bool is_space(char c) { return c == ' ' || c == '\t'; }

std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t number = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

// "09:01", "09:01:05" or "09:01:05.250".
std::optional<Millis> clock_of(std::string_view text) {
    static const std::regex form(R"(([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{3}))?)?)");
    std::cmatch found;
    if (!std::regex_match(text.data(), text.data() + text.size(), found, form))
        return std::nullopt;
    auto part = [&](std::size_t i) { return found[i].matched ? std::stoll(found[i].str()) : 0; };
    if (part(1) > 47 || part(2) > 59 || part(3) > 59)
        return std::nullopt;
    return Millis(((part(1) * 60 + part(2)) * 60 + part(3)) * 1'000 + part(4));
}

std::optional<std::int64_t> unit_of(std::string_view text) {
    if (text == "ms")
        return 1;
    if (text == "s")
        return 1'000;
    if (text == "min")
        return 60'000;
    if (text == "h")
        return 3'600'000;
    if (text == "days")
        return 86'400'000;
    return std::nullopt;
}

Result<Word> read_text(const Place& place, std::string_view line, std::size_t& at) {
    Word word{Word::Kind::text, {}};
    for (++at; at < line.size() && line[at] != '"'; ++at) {
        if (line[at] != '\\') {
            word.value += line[at];
            continue;
        }
        ++at;
        char c = at < line.size() ? line[at] : '\0';
        if (c == 'n')
            word.value += '\n';
        else if (c == '"' || c == '\\')
            word.value += c;
        else
            return place.wrong("expected \\n, \\\" or \\\\ after the backslash");
    }
    if (at == line.size())
        return place.wrong("expected a closing quote");
    ++at;
    return word;
}

Result<Word> read_object(const Place& place, std::string_view line, std::size_t& at) {
    auto begin = at;
    int depth = 0;
    bool quoted = false;
    for (; at < line.size(); ++at) {
        char c = line[at];
        if (quoted && c == '\\')
            ++at;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == '{')
            ++depth;
        else if (!quoted && c == '}' && --depth == 0)
            return Word{Word::Kind::json, std::string(line.substr(begin, ++at - begin))};
    }
    return place.wrong("expected a closing brace");
}

// Commas are words of their own; colons at the end of words are punctuation and go.
Result<std::vector<Word>> words_of(const Place& place, std::string_view line) {
    std::vector<Word> words;
    for (std::size_t at = 0; at < line.size();) {
        char c = line[at];
        if (is_space(c)) {
            ++at;
        } else if (c == '#') {
            break;
        } else if (c == '"') {
            TRY(auto word, read_text(place, line, at));
            words.push_back(std::move(word));
        } else if (c == '{') {
            TRY(auto word, read_object(place, line, at));
            words.push_back(std::move(word));
        } else if (c == ',') {
            words.push_back({Word::Kind::bare, ","});
            ++at;
        } else {
            auto begin = at;
            while (at < line.size() && !is_space(line[at]) && line[at] != ',')
                ++at;
            auto word = line.substr(begin, at - begin);
            if (word.ends_with(':'))
                word.remove_suffix(1);
            if (!word.empty())
                words.push_back({Word::Kind::bare, std::string(word)});
        }
    }
    return words;
}

std::vector<std::vector<Word>> at_commas(const std::vector<Word>& words) {
    std::vector<std::vector<Word>> parts(1);
    for (const auto& word : words)
        if (word == Word{Word::Kind::bare, ","})
            parts.emplace_back();
        else
            parts.back().push_back(word);
    return parts;
}

// "-> refused reason" at the end.
Result<std::string> take_refusal(const Place& place, std::vector<Word>& words) {
    const Word arrow{Word::Kind::bare, "->"};
    auto found = std::find(words.begin(), words.end(), arrow);
    if (found == words.end())
        return std::string();
    std::vector<std::string> blanks;
    if (!has_form({found + 1, words.end()}, "refused WORD", blanks))
        return place.wrong("expected \"refused\" and a reason after ->");
    words.erase(found, words.end());
    return blanks[0];
}

// "# [OF3 RT2] A sentence." opens the file.
Result<void> read_title(const Place& place, std::string_view line, Scenario& scenario) {
    static const std::regex form(R"(# \[([A-Z]+[0-9]+(?: [A-Z]+[0-9]+)*)\] (\S.*))");
    std::cmatch found;
    if (!std::regex_match(line.data(), line.data() + line.size(), found, form))
        return place.wrong("expected \"# [RULE RULE] what this scenario shows\"");
    scenario.title = found[2].str();
    std::string rules = found[1].str();
    for (std::size_t begin = 0; begin <= rules.size();) {
        auto end = std::min(rules.find(' ', begin), rules.size());
        scenario.rules.push_back(rules.substr(begin, end - begin));
        begin = end + 1;
    }
    return {};
}

} // namespace

Result<Scenario> read_scenario(std::string_view name, std::string_view text) {
    Scenario scenario;
    scenario.name = name;
    Place place{name, 0};
    std::optional<Millis> at;
    while (!text.empty()) {
        auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (++place.line == 1) {
            DO(read_title(place, line, scenario));
            continue;
        }
        TRY(auto words, words_of(place, line));
        if (words.empty())
            continue;
        if (words[0].kind != Word::Kind::bare)
            return place.wrong("expected a time, given, expect or a name");
        if (words[0].value == "given") {
            if (at)
                return place.wrong("expected every given before the first time");
            words.erase(words.begin());
            for (auto& part : at_commas(words)) {
                if (part.empty())
                    return place.wrong("expected something between the commas");
                scenario.givens.push_back({place.line, Millis(0), false, std::move(part), {}});
            }
            continue;
        }
        if (!is_space(line[0])) {
            auto time = clock_of(words[0].value);
            if (!time)
                return place.wrong("expected a time such as 09:00 or 09:00:05.250, not \"" +
                                   words[0].value + "\" (sentences at the same time are indented)");
            if (at && *time < *at)
                return place.wrong("expected a time that is not before the one above");
            at = time;
            words.erase(words.begin());
        }
        if (!at)
            return place.wrong("expected a time before the first sentence");
        TRY(auto refusal, take_refusal(place, words));
        if (words.empty())
            return place.wrong("expected a sentence");
        bool expected = words[0] == Word{Word::Kind::bare, "expect"};
        if (!expected) {
            scenario.sentences.push_back({place.line, *at, false, std::move(words), refusal});
            continue;
        }
        if (!refusal.empty())
            return place.wrong("expected a step before ->, not an expectation");
        words.erase(words.begin());
        for (auto& part : at_commas(words)) {
            if (part.empty())
                return place.wrong("expected something between the commas");
            scenario.sentences.push_back({place.line, *at, true, std::move(part), {}});
        }
    }
    place.line = std::max(place.line, 1);
    if (scenario.title.empty())
        return place.wrong("expected \"# [RULE RULE] what this scenario shows\"");
    bool expects = std::any_of(scenario.sentences.begin(), scenario.sentences.end(),
                               [](const Sentence& s) { return s.expected || !s.refusal.empty(); });
    if (!expects)
        return place.wrong("expected at least one expectation or refusal");
    return scenario;
}

bool has_form(const std::vector<Word>& words, std::string_view form,
              std::vector<std::string>& blanks) {
    blanks.clear();
    std::size_t at = 0;
    while (!form.empty()) {
        auto end = std::min(form.find(' '), form.size());
        auto part = form.substr(0, end);
        form.remove_prefix(std::min(end + 1, form.size()));
        if (at == words.size())
            return false;
        const auto& word = words[at++];
        bool bare = word.kind == Word::Kind::bare;
        if (part == "NAME" || part == "WORD") {
            if (!bare)
                return false;
        } else if (part == "TEXT") {
            if (word.kind != Word::Kind::text)
                return false;
        } else if (part == "JSON") {
            if (word.kind != Word::Kind::json)
                return false;
        } else if (part == "N") {
            if (!bare || !number_of(word.value))
                return false;
        } else if (part == "CLOCK") {
            auto clock = bare ? clock_of(word.value) : std::nullopt;
            if (!clock)
                return false;
            blanks.push_back(std::to_string(clock->count()));
            continue;
        } else if (part == "DURATION") {
            auto number = bare ? number_of(word.value) : std::nullopt;
            auto unit = at < words.size() ? unit_of(words[at].value) : std::nullopt;
            if (!number || !unit)
                return false;
            ++at;
            blanks.push_back(std::to_string(*number * *unit));
            continue;
        } else {
            if (!bare || word.value != part)
                return false;
            continue;
        }
        blanks.push_back(word.value);
    }
    return at == words.size();
}

std::string to_text(const std::vector<Word>& words) {
    std::string text;
    for (const auto& word : words) {
        if (!text.empty())
            text += ' ';
        text += word.kind == Word::Kind::text ? '"' + word.value + '"' : word.value;
    }
    return text;
}

} // namespace parley::scenario
