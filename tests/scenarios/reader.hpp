#pragma once
// Scenarios as text: one sentence a line, read by product owners and by the runner. See README.md
// for the language. This part knows lines, times, words and their errors; what the sentences mean
// is the runner's.

#include "base/result.hpp"
#include "base/time.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace parley::scenario {

// One word of a sentence. Quoted text and {JSON} are one word each.
struct Word {
    enum class Kind { bare, text, json };
    Kind kind = Kind::bare;
    std::string value; // of text: without quotes, escapes resolved
    bool operator==(const Word&) const = default;
};

struct Sentence {
    int line = 0;
    Millis at{0}; // since midnight; meaningless for givens
    bool expected = false;
    std::vector<Word> words;
    std::string refusal; // reason after "-> refused"; "" = is to succeed
};

struct Scenario {
    std::string name; // "offers/time_out"
    std::string title;
    std::vector<std::string> rules;
    std::vector<Sentence> givens;
    std::vector<Sentence> sentences;
};

// Refused: invalid_argument/bad_scenario, detail "<name>:<line>: <what was expected>".
Result<Scenario> read_scenario(std::string_view name, std::string_view text);

// A sentence's form: words in lower case stand for themselves, those in capitals for what they
// name: NAME or WORD (a bare word), TEXT (quoted), N (a whole number), DURATION (a number and ms,
// s, min, h or days), CLOCK (a time of day), JSON. Returns whether the words have that form, and in
// `blanks` what stood for the capitals (a duration and a clock in milliseconds).
bool has_form(const std::vector<Word>& words, std::string_view form,
              std::vector<std::string>& blanks);

// As it was written, for messages.
std::string to_text(const std::vector<Word>& words);

} // namespace parley::scenario
