#include "base/text.hpp"

#include <doctest/doctest.h>

namespace parley {

TEST_CASE("only well-formed UTF-8 passes") {
    CHECK(is_valid_utf8("aé漢😀"));
    CHECK_FALSE(is_valid_utf8("\xC0\xAF"));         // overlong
    CHECK_FALSE(is_valid_utf8("\xED\xA0\x80"));     // surrogate
    CHECK_FALSE(is_valid_utf8("\xF4\x90\x80\x80")); // above U+10FFFF
    CHECK_FALSE(is_valid_utf8("\xE2\x82"));         // cut off
    CHECK_FALSE(is_valid_utf8("\x80"));
}

TEST_CASE("characters are code points") {
    CHECK(count_characters("aé漢😀") == 4);
    CHECK(first_characters("aé漢😀", 2) == "aé");
    CHECK(first_characters("ab", 5) == "ab");
}

TEST_CASE("a person's text is refused in words that say what is wrong") {
    CHECK_FALSE(text_fault("a\n\tb", 1, 4));
    CHECK_FALSE(text_fault("", 0, 4));
    CHECK(text_fault(" \n", 1, 4) == "empty");
    CHECK(text_fault("\u3000\u200b \u00a0", 1, 9) == "empty");
    CHECK(text_fault("\ufeff", 2, 4) == "empty");
    CHECK_FALSE(text_fault("\u3000x", 1, 4));
    CHECK_FALSE(text_fault("\U0001F600", 1, 4));
    CHECK_FALSE(text_fault("\u2003\u00e9", 1, 4));
    CHECK(text_fault(" d ", 2, 4) == "shorter than 2 characters");
    CHECK(text_fault("äöüßx", 1, 4) == "longer than 4 characters");
    CHECK(text_fault(std::string(17, 'x'), 1, 4) == "longer than 4 characters");
    CHECK(text_fault("\xc3", 1, 4) == "not valid UTF-8");
    CHECK(text_fault(std::string_view("a\0b", 3), 1, 4) == "contains a control character");
}

} // namespace parley
