#pragma once
// Text at the edge: UTF-8 checks and lengths as people count them.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view text);

// Code points in valid UTF-8 (what "6,000 characters" means).
std::size_t count_characters(std::string_view text);

// The first `characters` code points of valid UTF-8.
std::string_view first_characters(std::string_view text, std::size_t characters);

// Nothing to see: only white space of any script and invisible marks. Valid UTF-8.
bool is_blank(std::string_view text);

// Without white space (ASCII) at both ends.
std::string_view trimmed(std::string_view text);

// ASCII lower case; e-mail addresses and header names are compared in it.
std::string lower_ascii(std::string_view text);

// What is wrong with a person's text of `least` to `most` code points, in a developer's words;
// nothing when it may be taken. Control characters are refused, except newline and tab; white space
// at the ends does not count towards `least`.
std::optional<std::string> text_fault(std::string_view text, std::size_t least, std::size_t most);

// True if the text holds a control character other than newline and tab.
bool has_control_characters(std::string_view text);

} // namespace parley
