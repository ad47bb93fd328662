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

} // namespace parley
