#include "scenarios/reader.hpp"

#include <doctest/doctest.h>

using namespace parley;
using namespace parley::scenario;

namespace {

std::string refusal_of(std::string_view text) {
    auto read = read_scenario("a", text);
    return read ? "" : read.error().detail;
}

std::vector<Word> words_in(std::string_view sentence) {
    auto read = read_scenario("a", "# [X1] t\n09:00 " + std::string(sentence) + "\n expect so\n");
    REQUIRE_MESSAGE(read, (read ? "" : read.error().detail));
    return read->sentences[0].words;
}

} // namespace

TEST_CASE("a scenario has a title with its rules, givens, and sentences at their times") {
    auto read = read_scenario("offers/one", "# [OF3 RT2] Nobody answers\n"
                                            "given agent ava, offer time-out 60 s\n"
                                            "\n"
                                            "09:00   ann opens chat: \"Hello\"   # a remark\n"
                                            "        expect ann queued, ava idle\n"
                                            "09:01:02.250 ben accepts ann -> refused offer_gone\n");
    REQUIRE_MESSAGE(read, (read ? "" : read.error().detail));
    CHECK(read->name == "offers/one");
    CHECK(read->title == "Nobody answers");
    CHECK(read->rules == std::vector<std::string>{"OF3", "RT2"});
    REQUIRE(read->givens.size() == 2);
    CHECK(to_text(read->givens[1].words) == "offer time-out 60 s");
    REQUIRE(read->sentences.size() == 4);
    CHECK(to_text(read->sentences[0].words) == "ann opens chat \"Hello\"");
    CHECK(read->sentences[0].at == Millis(9 * 3'600'000));
    CHECK(read->sentences[0].line == 4);
    CHECK(read->sentences[1].expected);
    CHECK(read->sentences[1].at == read->sentences[0].at);
    CHECK(to_text(read->sentences[2].words) == "ava idle");
    CHECK(read->sentences[3].at == Millis(9 * 3'600'000 + 62'250));
    CHECK(read->sentences[3].refusal == "offer_gone");
    CHECK(to_text(read->sentences[3].words) == "ben accepts ann");
}

TEST_CASE("texts and JSON are one word each, whatever they hold") {
    auto words = words_in(R"(a says "one, two: \"#3\"\n\\")");
    REQUIRE(words.size() == 3);
    CHECK(words[2] == Word{Word::Kind::text, "one, two: \"#3\"\n\\"});
    words = words_in(R"(a calls b {"x":{"y":"}, {"},"z":[1, 2]})");
    REQUIRE(words.size() == 4);
    CHECK(words[3] == Word{Word::Kind::json, R"({"x":{"y":"}, {"},"z":[1, 2]})"});
}

TEST_CASE("what cannot be read is named with file and line") {
    CHECK(refusal_of("") == "a:1: expected \"# [RULE RULE] what this scenario shows\"");
    CHECK(refusal_of("# no rules\n") == "a:1: expected \"# [RULE RULE] what this scenario shows\"");
    CHECK(refusal_of("# [X1] t\n  ann ends\n") == "a:2: expected a time before the first sentence");
    CHECK(refusal_of("# [X1] t\nann ends\n") ==
          "a:2: expected a time such as 09:00 or 09:00:05.250, not \"ann\" (sentences at the same "
          "time are indented)");
    CHECK(refusal_of("# [X1] t\n09:60 ann ends\n").starts_with("a:2: expected a time such as"));
    CHECK(refusal_of("# [X1] t\n09:00 ann ends\n08:59 ann ends\n") ==
          "a:3: expected a time that is not before the one above");
    CHECK(refusal_of("# [X1] t\n09:00 ann says \"x\n") == "a:2: expected a closing quote");
    CHECK(refusal_of("# [X1] t\n09:00 ann says \"\\x\"\n") ==
          "a:2: expected \\n, \\\" or \\\\ after the backslash");
    CHECK(refusal_of("# [X1] t\n09:00 ann calls x {\"a\":1\n") == "a:2: expected a closing brace");
    CHECK(refusal_of("# [X1] t\n09:00 ann ends -> not allowed\n") ==
          "a:2: expected \"refused\" and a reason after ->");
    CHECK(refusal_of("# [X1] t\n09:00 expect x -> refused y\n") ==
          "a:2: expected a step before ->, not an expectation");
    CHECK(refusal_of("# [X1] t\n09:00 expect a,, b\n") ==
          "a:2: expected something between the commas");
    CHECK(refusal_of("# [X1] t\n09:00\n") == "a:2: expected a sentence");
    CHECK(refusal_of("# [X1] t\n09:00 a b\ngiven c\n") ==
          "a:3: expected every given before the first time");
    CHECK(refusal_of("# [X1] t\n09:00 ann ends\n") ==
          "a:2: expected at least one expectation or refusal");
}

TEST_CASE("a form's blanks take words, texts, numbers, durations and clocks") {
    std::vector<std::string> blanks;
    CHECK(has_form(words_in("ava tells ann \"Hi\""), "NAME tells NAME TEXT", blanks));
    CHECK(blanks == std::vector<std::string>{"ava", "ann", "Hi"});
    CHECK(has_form(words_in("offer time-out 2 min"), "offer time-out DURATION", blanks));
    CHECK(blanks == std::vector<std::string>{"120000"});
    CHECK(has_form(words_in("ann waits since 09:01:05"), "NAME waits since CLOCK", blanks));
    CHECK(blanks == std::vector<std::string>{"ann", std::to_string(9 * 3'600'000 + 65'000)});
    CHECK(has_form(words_in("ann reads 3"), "NAME reads N", blanks));
    CHECK_FALSE(has_form(words_in("ann reads three"), "NAME reads N", blanks));
    CHECK_FALSE(has_form(words_in("ann reads 3 more"), "NAME reads N", blanks));
    CHECK_FALSE(has_form(words_in("ann reads"), "NAME reads N", blanks));
    CHECK_FALSE(has_form(words_in("ann says hello"), "NAME says TEXT", blanks));
    CHECK_FALSE(has_form(words_in("ann says \"hello\""), "NAME says WORD", blanks));
    CHECK_FALSE(has_form(words_in("wait 5 years"), "wait DURATION", blanks));
}
